"""The genres of a track: one tag may name several.

Deej keeps the tag as it is written, several values of it joined by commas, and takes it apart
wherever songs are gathered by genre.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_GENRE = re.compile(r"(?:\bsinger\s*/\s*songwriter\b|\bn/a\b|[^;/,])+", re.IGNORECASE)
"""What stands between separators; two names that have a slash of their own stay whole."""

_JOINED_ON = re.compile(r"^(?:(?:&|and)\s+)+", re.IGNORECASE)
"""What remains before the last of "Folk, World, & Country"."""


def split_genres(tag: str) -> tuple[str, ...]:
    """The genres that `tag` names, each once, as they are written and in their order.

    They end at ";", "/" and ",": commas, since that is how several values of a tag are kept, and
    how most programs write several into one. "&", "+", "-" and spaces are parts of names.
    """
    different: dict[str, str] = {}
    for part in _GENRE.findall(tag):
        name = _JOINED_ON.sub("", " ".join(part.split()))
        if name:
            different.setdefault(name.casefold(), name)
    return tuple(different.values())


def named_genres(tags: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Name the genres of each tag; those that differ in case only get one name.

    Args:
        tags: How many tracks have each tag.

    Returns:
        Of each tag its genres, as they are written most often; empty where it names none.
    """
    genres = {tag: split_genres(tag) for tag in tags}
    written = Counter[str]()
    for tag, count in tags.items():
        for name in genres[tag]:
            written[name] += count
    name_of: dict[str, str] = {}
    for name, _ in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        name_of.setdefault(name.casefold(), name)
    return {tag: tuple(name_of[name.casefold()] for name in names) for tag, names in genres.items()}
