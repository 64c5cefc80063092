"""Cue sheets: the titles and times of a mix as text beside it, for burners and old players."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import Seconds

_FRAMES_A_SECOND = 75


def write_cue_sheet(
    sound: Path, tracks: Sequence[tuple[str, str]], starts: Sequence[Seconds]
) -> Path:
    """Write the .cue of a sound file beside it, and return where.

    Args:
        sound: The file that it speaks of.
        tracks: Artist and title of each.
        starts: When each begins.

    Raises:
        OSError: It cannot be written.
    """
    kind = "MP3" if sound.suffix.lower() == ".mp3" else "WAVE"
    lines = [f"FILE {_quoted(displayable(sound.name))} {kind}"]
    for number, ((artist, title), start) in enumerate(zip(tracks, starts, strict=True), start=1):
        frames = round(start * _FRAMES_A_SECOND)
        minutes, frames = divmod(frames, 60 * _FRAMES_A_SECOND)
        seconds, frames = divmod(frames, _FRAMES_A_SECOND)
        lines += [f"  TRACK {number:02} AUDIO", f"    TITLE {_quoted(title)}"]
        lines += [f"    PERFORMER {_quoted(artist)}"] if artist else []
        lines.append(f"    INDEX 01 {minutes:02}:{seconds:02}:{frames:02}")
    path = sound.with_suffix(".cue")
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    single = " ".join(text.split()).replace('"', "'")
    return f'"{displayable(single)}"'
