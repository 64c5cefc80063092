"""Recognising a recording whatever its file is called and whatever its tags say.

The id is a hash of compressed audio from places spread over the recording, and of its length.
Nothing is decoded, and only some hundred kilobytes are read, however long it is.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.units import ContentId
from deej_desktop.library.trailing_tags import end_of_audio
from deej_desktop.native.av import OpenAudio, open_audio

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

# Where nothing but tags surrounds one run of audio, its bytes are taken as they lie: FFmpeg's
# seeking is inexact there, or reads all that comes before, or depends on the size of the tags.
_PLAIN_FORMATS = frozenset({"aac", "ape", "asf", "flac", "mp3", "wv"})
_PLACES = 16
_BYTES_AT_A_PLACE = 8192
_PACKETS_AT_A_PLACE = 8
_LAST_PLACE_S = 1


def content_id(path: Path) -> ContentId:
    """Recognise the recording in a file.

    It stays the same when the file is renamed, moved or retagged, and differs between stems of
    one song, and between a file and a shortened copy.

    Raises:
        UnreadableAudio: The file is missing, empty, unreadable or holds no audio.
    """
    with open_audio(path) as audio:
        return content_id_of(path, audio)


def content_id_of(path: Path, audio: OpenAudio) -> ContentId:
    """As `content_id`, of a file that was just opened; it stands anywhere afterwards."""
    digest = hashlib.blake2b(digest_size=16)
    container, stream = audio
    start = _start_of_audio(container, stream)
    if start is None:
        raise UnreadableAudio(path, "it holds no sound")
    plain = container.format.name in _PLAIN_FORMATS
    if plain or not stream.duration or not stream.time_base:
        _add_bytes(digest, path, start)
    else:
        last = round(_LAST_PLACE_S / stream.time_base)
        _add_packets(digest, container, stream, stream.duration, last)
    return ContentId(digest.hexdigest())


def _start_of_audio(container: InputContainer, stream: AudioStream) -> int | None:
    """Return where in the file the first packet lies; None if there is no packet."""
    for packet in container.demux(stream):
        if packet.size:
            return packet.pos or 0
    return None


def _add_bytes(digest: hashlib.blake2b, path: Path, start: int) -> None:
    with path.open("rb") as file:
        length = end_of_audio(file) - start
        digest.update(length.to_bytes(8, "little", signed=True))
        for place in range(_PLACES):
            file.seek(start + max(0, length - _BYTES_AT_A_PLACE) * place // (_PLACES - 1))
            digest.update(file.read(min(length, _BYTES_AT_A_PLACE)))


def _add_packets(
    digest: hashlib.blake2b,
    container: InputContainer,
    stream: AudioStream,
    duration: int,
    last: int,
) -> None:
    start = stream.start_time or 0
    before_last = max(0, duration - last)
    digest.update(duration.to_bytes(8, "little", signed=True))
    for place in range(_PLACES):
        target = start + before_last * place // (_PLACES - 1)
        # Whatever is there of the last place counts, so that an end cut off shows.
        left = _PACKETS_AT_A_PLACE if place < _PLACES - 1 else None
        container.seek(target, stream=stream)
        for packet in container.demux(stream):
            # How far before the target a seek arrives depends on where things lie in the file.
            if packet.pts is None or packet.pts < target or not packet.size:
                continue
            digest.update(bytes(packet))
            if left is not None:
                left -= 1
                if not left:
                    break
