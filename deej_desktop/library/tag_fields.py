"""Where each kind of tag keeps what Deej wants to know, and how to make sense of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from deej_desktop.domain.track import Tags
from deej_desktop.library.replay_gain import replay_gain_from
from deej_desktop.library.tagged_file import Untyped

# Names as mutagen has them. They differ so much between ID3, MP4, Vorbis comments, APE and ASF
# that one list serves all; FFmpeg's own names come last.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("TIT2", "\xa9nam", "title", "Title"),
    "artist": ("TPE1", "\xa9ART", "artist", "Artist", "Author"),
    "album": ("TALB", "\xa9alb", "album", "Album", "WM/AlbumTitle"),
    "album_artist": (
        "TPE2", "aART", "albumartist", "album artist", "Album Artist", "WM/AlbumArtist",
        "album_artist",
    ),
    "genre": ("TCON", "\xa9gen", "gnre", "genre", "Genre", "WM/Genre"),
    "year": (
        "TDRC", "TYER", "TDOR", "\xa9day", "date", "year", "originaldate", "Year", "WM/Year",
    ),
    "disc_number": ("TPOS", "disk", "discnumber", "disc", "Disc", "WM/PartOfSet"),
    "track_number": ("TRCK", "trkn", "tracknumber", "track", "Track", "WM/TrackNumber"),
}  # fmt: skip
_LONGEST_TEXT = 500
_LARGEST_NUMBER = 9999
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


def tags_from(found: Mapping[str, Untyped]) -> Tags:
    """Make sense of what a file says, in mutagen's names or in FFmpeg's.

    Anything without sense is left out.
    """
    texts = {field: _first(found, keys) for field, keys in _KEYS.items()}
    year = _YEAR.search(texts["year"])
    return Tags(
        title=texts["title"],
        artist=texts["artist"],
        album=texts["album"],
        album_artist=texts["album_artist"],
        genre=texts["genre"],
        year=int(year.group()) if year else None,
        disc_number=_number(texts["disc_number"]),
        track_number=_number(texts["track_number"]),
        replay_gain=replay_gain_from(found),
    )


def _first(found: Mapping[str, Untyped], keys: Iterable[str]) -> str:
    """Return what the first of `keys` that has something to say says."""
    for key in keys:
        try:
            value = found.get(key)
        except (KeyError, ValueError):  # a name that this kind of tag does not allow
            continue
        text = _joined(value)
        if text:
            return text
    return ""


def _joined(value: Untyped) -> str:
    if value is None:
        return ""
    # ID3 frames have `text`, and genres as names where tags have numbers; the rest are lists of
    # texts, of numbers with their totals, or of values that print as their text.
    values = getattr(value, "genres", None) or getattr(value, "text", value)
    if isinstance(values, str) or not isinstance(values, Iterable):
        values = [values]
    texts = (
        _clean(part)
        for item in values
        for part in str(item[0] if isinstance(item, tuple) else item).split("\0")
    )
    return ", ".join(dict.fromkeys(text for text in texts if text))[:_LONGEST_TEXT]


def _clean(text: str) -> str:
    """Leave only what can be shown on one line."""
    plain = "".join(
        sign if unicodedata.category(sign) not in ("Cc", "Cs") else " "
        for sign in text[: 2 * _LONGEST_TEXT]
    )
    return _SPACE.sub(" ", plain).strip()


def _number(text: str) -> int | None:
    """Return the 3 of "3/12" or "A3"; None for 0, which stands for nothing known."""
    match = _NUMBER.search(text)
    number = int(match.group()[:9]) if match else 0
    return number if 0 < number <= _LARGEST_NUMBER else None
