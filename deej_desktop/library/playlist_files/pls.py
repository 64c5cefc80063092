"""PLS: numbered names, titles and lengths, in the manner of an INI file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from deej_desktop.domain.units import Seconds
from deej_desktop.library.playlist_files.entry import PlaylistEntry
from deej_desktop.library.playlist_files.names import as_utf8, name_of, path_from_name, text_of

_LINE = re.compile(rb"\s*(file|title|length)(\d{1,9})\s*=(.*)", re.IGNORECASE)


def parse(data: bytes, base: Path) -> list[PlaylistEntry]:
    """Read PLS; see `PlaylistFormat`."""
    numbered: defaultdict[int, dict[bytes, bytes]] = defaultdict(dict)
    for line in as_utf8(data).splitlines():
        match = _LINE.match(line)
        if match:
            key, number, value = match.groups()
            numbered[int(number)][key.lower()] = value.strip()
    entries = []
    for _, values in sorted(numbered.items()):
        path = path_from_name(values[b"file"], base) if values.get(b"file") else None
        if path is not None:
            length = values.get(b"length", b"")
            duration = Seconds(float(length)) if length.isdigit() else None
            entries.append(PlaylistEntry(path, text_of(values.get(b"title", b"")), duration))
    return entries


def compose(entries: Sequence[PlaylistEntry], base: Path | None) -> bytes:
    """Write PLS in UTF-8; see `PlaylistFormat`."""
    lines = ["[playlist]"]
    for number, entry in enumerate(entries, start=1):
        seconds = -1 if entry.duration_s is None else round(entry.duration_s)
        lines += [
            f"File{number}={name_of(entry.path, base)}",
            f"Title{number}={' '.join(entry.title.split())}",
            f"Length{number}={seconds}",
        ]
    return "\n".join([*lines, f"NumberOfEntries={len(entries)}", "Version=2", ""]).encode()
