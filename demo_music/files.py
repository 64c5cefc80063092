"""Writes a finished piece as an Opus file with tags and cover art."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from mutagen.flac import Picture
from mutagen.oggopus import OggOpus

from demo_music.sound import SAMPLE_RATE, Audio

_FRONT_COVER = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What is written on a piece."""

    title: str
    artist: str
    album: str
    genre: str
    year: int
    track_number: int
    comment: str
    cover: bytes


def write(sound: Audio, label: Label, path: Path, bit_rate: int) -> None:
    """Encode, tag and decorate a stereo piece; the same sound gives the same bytes.

    Args:
        sound: (2, n) at `SAMPLE_RATE`.
        label: Tags and cover, a PNG.
        path: Where to; replaced if it exists.
        bit_rate: Bits per second, on average.
    """
    with av.open(str(path), "w", format="opus", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=SAMPLE_RATE, layout="stereo")
        stream.bit_rate = bit_rate
        stream.options = {"vbr": "on", "compression_level": "10", "application": "audio"}
        samples = np.ascontiguousarray(sound.T.reshape(1, -1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="flt", layout="stereo")
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    _tag(path, label)


def _tag(path: Path, label: Label) -> None:
    picture = Picture()  # type: ignore[no-untyped-call]
    picture.type = _FRONT_COVER
    picture.mime = "image/png"
    picture.desc = "Cover"
    picture.width = picture.height = int.from_bytes(label.cover[16:20], "big")
    picture.depth = 24
    picture.data = label.cover
    file = OggOpus(path)  # type: ignore[no-untyped-call]
    file["title"] = label.title
    file["artist"] = label.artist
    file["album"] = label.album
    file["genre"] = label.genre
    file["date"] = str(label.year)
    file["tracknumber"] = str(label.track_number)
    file["comment"] = label.comment
    block = picture.write()  # type: ignore[no-untyped-call]
    file["metadata_block_picture"] = base64.b64encode(block).decode("ascii")
    file.save()
