"""Reading what a file says of itself, and how long it plays."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from mutagen.aac import AAC
from mutagen.mp3 import MP3, BitrateMode
from mutagen.wave import WAVE

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import Seconds
from deej_desktop.library.tag_fields import tags_from
from deej_desktop.library.tagged_file import Untyped, open_tagged
from deej_desktop.native.av import OpenAudio, open_audio

_log = logging.getLogger(__name__)

_MICROSECONDS = 1_000_000
# Frames that follow each other with nothing that says how many there are.
_UNCOUNTED_FORMATS = frozenset({"aac", "mp3"})


class ReadTags(NamedTuple):
    """What a file says of itself, and how long it plays."""

    tags: Tags
    duration_s: Seconds


def read_tags(path: Path, audio: OpenAudio | None = None) -> ReadTags:
    """Read the tags and the duration of a file.

    Damaged or odd tags give empty fields. Where mutagen finds nothing, FFmpeg is asked, which
    knows some places more (APE tags of an mp3, the INFO list of a wav).

    Args:
        path: The file.
        audio: The same, if it is open already; wherever it stands.

    Raises:
        UnreadableAudio: The duration cannot be told: the file is missing, empty, unreadable or no
            audio.
    """
    file = open_tagged(path)
    tags = _sensible(getattr(file, "tags", None), path)
    duration = _told_duration(file)
    if duration is None or tags == Tags():
        with open_audio(path) if audio is None else nullcontext(audio) as opened:
            if tags == Tags():
                said = {**opened.container.metadata, **opened.stream.metadata}
                tags = _sensible({key.lower(): value for key, value in said.items()}, path)
            if duration is None:
                duration = _measured_duration(path, opened)
    if duration <= 0:
        raise UnreadableAudio(path, "it holds no sound")
    return ReadTags(tags, duration)


def _sensible(found: Mapping[str, Untyped] | None, path: Path) -> Tags:
    try:
        return Tags() if found is None else tags_from(found)
    except Exception as error:  # noqa: BLE001
        # mutagen makes sense of some values only when they are asked for.
        _log.info("The tags of %r make no sense: %r", path, error)
        return Tags()


def _told_duration(file: Untyped | None) -> Seconds | None:
    """Return the duration that mutagen tells, unless that is nothing or a guess."""
    # A guess from the first frames, and the size in the header, which a wav that was written to a
    # pipe has not got.
    if file is None or isinstance(file, AAC | WAVE):
        return None
    info: Untyped = file.info
    if isinstance(file, MP3) and (info.bitrate_mode is BitrateMode.UNKNOWN or info.sketchy):
        return None
    length = float(getattr(info, "length", 0))
    return Seconds(length) if math.isfinite(length) and length > 0 else None


def _measured_duration(path: Path, audio: OpenAudio) -> Seconds:
    if audio.container.format.name in _UNCOUNTED_FORMATS:
        with open_audio(path) as (container, stream):  # at its beginning, where `audio` may not be
            if stream.time_base is not None:
                ticks = sum(packet.duration or 0 for packet in container.demux(stream))
                return Seconds(float(ticks * stream.time_base))
    return Seconds((audio.container.duration or 0) / _MICROSECONDS)
