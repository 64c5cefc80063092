"""M3U: one name a line, with what is known of it in a comment before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deej_desktop.domain.units import Seconds
from deej_desktop.library.playlist_files.entry import PlaylistEntry
from deej_desktop.library.playlist_files.names import as_utf8, name_of, path_from_name, text_of

_INFORMATION = re.compile(rb"#EXTINF:\s*(-?[0-9.]+)?[^,]*,?(.*)", re.IGNORECASE)


def parse(data: bytes, base: Path) -> list[PlaylistEntry]:
    """Read M3U or M3U8; see `PlaylistFormat`."""
    entries = []
    title, duration = "", None
    for line in map(bytes.strip, re.split(rb"[\r\n]+", as_utf8(data))):
        information = _INFORMATION.match(line)
        if information:
            title = text_of(information.group(2)).strip()
            duration = _seconds(information.group(1))
        elif line and not line.startswith(b"#"):
            path = path_from_name(line, base)
            if path is not None:
                entries.append(PlaylistEntry(path, title, duration))
            title, duration = "", None
    return entries


def compose(entries: Sequence[PlaylistEntry], base: Path | None) -> bytes:
    """Write M3U8, which is M3U in UTF-8; see `PlaylistFormat`."""
    lines = ["#EXTM3U"]
    for entry in entries:
        seconds = -1 if entry.duration_s is None else round(entry.duration_s)
        title = " ".join(entry.title.split())
        lines += [f"#EXTINF:{seconds},{title}", name_of(entry.path, base)]
    return "\n".join([*lines, ""]).encode()


def _seconds(number: bytes | None) -> Seconds | None:
    try:
        seconds = float(number or -1)
    except ValueError:
        return None
    return Seconds(seconds) if seconds >= 0 else None
