"""Tracks as commands print them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.services.api import QueuedTrack


def track_as_json(track: Track) -> dict[str, object]:
    """What names a track, for a program."""
    return {
        "path": os.fspath(track.path),
        "artist": track.artist,
        "title": track.title,
        "duration_s": round(track.duration_s, 3),
    }


def chosen_as_json(entry: QueuedTrack) -> dict[str, object]:
    """A chosen track and why, for a program."""
    closeness = None if entry.closeness is None else round(entry.closeness, 6)
    return {**track_as_json(entry.track), "similarity": closeness, "why": entry.why}


def track_line(track: Track) -> str:
    """A track in one line for a person."""
    minutes, seconds = divmod(round(track.duration_s), 60)
    name = " - ".join(part for part in (track.artist, track.title) if part)
    return f"{name} ({minutes}:{seconds:02})"


def numbered_lines(entries: Sequence[QueuedTrack], *, explain: bool) -> list[str]:
    """Tracks as a numbered list for a person, with reasons or paths."""
    lines = []
    for number, entry in enumerate(entries, start=1):
        lines.append(f"{number:3}. {track_line(entry.track)}")
        lines.append(f"     {entry.why if explain else displayable(entry.track.path)}")
    return lines
