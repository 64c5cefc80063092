"""The sound that training cuts its slices from: whole tracks as mel spectrograms, kept on disk.

Decoding a track takes a hundred times longer than cutting a slice from its spectrogram, and
training wants thousands of slices at odd places, so each track is decoded once.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_blocks
from deej_desktop.analysis.mel import mel_slices_of
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.training.corpus import Piece

_log = logging.getLogger(__name__)

Levels: TypeAlias = npt.NDArray[np.float16]
"""In dB, of frames in a row; shape (frames, n_mels)."""


class Spectrogram(Protocol):
    """Levels of a track's audible slices, joined; an array is one, too."""

    def __len__(self) -> int:
        """How many frames there are."""

    def __getitem__(self, frames: slice, /) -> Levels:
        """The levels of some frames in a row."""


class KeptSpectrogram:
    """A spectrogram in a file, of which only what is asked for is read.

    The file is opened each time: a memory map would keep it open, and most systems let a program
    have no more than some hundred files open, which is fewer than people have tracks.
    """

    def __init__(self, file: Path) -> None:
        """Be what lies in `file`, as numpy saves it."""
        self._file = file
        self._length = len(self._levels())

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, frames: slice, /) -> Levels:
        return np.array(self._levels()[frames])

    def _levels(self) -> Levels:
        levels: Levels = np.load(self._file, mmap_mode="r")
        return levels


_LOWEST_DB, _HIGHEST_DB = -100.0, 60.0
"""The range kept: from the smallest power that the slicer knows to beyond full scale."""


def unscaled(preprocessing: Preprocessing) -> Preprocessing:
    """The same slices as levels in dB that keep how loud they were."""
    return preprocessing.model_copy(
        update={
            "reference": 10 ** (_HIGHEST_DB / 10),
            "top_db": _HIGHEST_DB - _LOWEST_DB,
            "output": (_LOWEST_DB, _HIGHEST_DB),
        }
    )


def read_spectrogram(path: Path, preprocessing: Preprocessing) -> Levels:
    """Decode a file and return the levels of its audible slices.

    Raises:
        UnreadableAudio: It cannot be decoded, or is silent.
    """
    form = unscaled(preprocessing)
    slices = mel_slices_of(decode_blocks(path, form.sample_rate), form).slices
    if not len(slices):
        raise UnreadableAudio(path, "it is silent")
    return slices.transpose(0, 2, 1).reshape(-1, form.n_mels).astype(np.float16)


class SpectrogramCache:
    """Spectrograms in a folder, by content id and preprocessing."""

    def __init__(self, folder: Path, preprocessing: Preprocessing) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._preprocessing = preprocessing
        form = unscaled(preprocessing).model_dump_json()
        self._form = hashlib.sha256(form.encode()).hexdigest()[:8]

    def get(self, piece: Piece) -> Spectrogram:
        """The spectrogram of `piece`; made now if it is not there yet.

        Raises:
            UnreadableAudio: It cannot be made.
        """
        file = self._folder / f"{piece.track.content_id}-{self._form}.npy"
        if not file.exists():
            made = read_spectrogram(piece.track.path, self._preprocessing)
            # A cache that is interrupted must not hold half a file.
            unfinished = file.with_suffix(f".{os.getpid()}.part")
            with unfinished.open("wb") as stream:
                np.save(stream, made)
            unfinished.replace(file)
        return KeptSpectrogram(file)

    def get_all(
        self,
        pieces: Sequence[Piece],
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
        jobs: int = 2,
    ) -> Iterator[tuple[Piece, Spectrogram]]:
        """Spectrograms of all pieces that have one, in order; the others are logged.

        Raises:
            Cancelled: If asked to stop; what was made is kept.
        """
        meter = ProgressMeter("Listening", len(pieces), progress)
        with ThreadPoolExecutor(jobs) as decoders:
            waiting = [decoders.submit(self.get, piece) for piece in pieces]
            try:
                for piece, future in zip(pieces, waiting, strict=True):
                    if cancel is not None:
                        cancel.raise_if_cancelled()
                    try:
                        yield piece, future.result()
                    except DeejError as error:
                        _log.warning("Left out: %s", error)
                    meter.advance(piece.track.title)
            finally:
                decoders.shutdown(cancel_futures=True)


def cut_windows(
    spectrogram: Spectrogram, frames: int, count: int, random: np.random.Generator
) -> npt.NDArray[np.float32]:
    """Cut `count` windows of `frames` from random places; a short track is repeated to fit.

    Returns:
        (count, frames, n_mels) in dB.
    """
    if len(spectrogram) < frames:
        repeats = -(-frames // len(spectrogram))
        spectrogram = np.tile(spectrogram[:], (repeats, 1))
    starts = random.integers(0, len(spectrogram) - frames + 1, count)
    return np.stack([spectrogram[start : start + frames] for start in starts]).astype(np.float32)
