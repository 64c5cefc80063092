"""Track2Vec: tracks that are heard together lie together.

Word2vec (Mikolov et al., 2013) with playlists for sentences and tracks for words, as R. D. Smith's
Deej-A.I. (2019) has it: whoever made the playlists knew what goes with what.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.native.gensim import train_words
from deej_desktop.training.metrics import unit_rows
from deej_desktop.training.playlists import Playlist


@dataclass(frozen=True, slots=True)
class Track2VecSettings:
    """How to learn; the defaults are the reference's.

    Attributes:
        dimensions: Of the vectors.
        window: Tracks before and after that count as company.
        epochs: Times that every playlist is gone through.
        minimum_count: Tracks listed less often are left out.
        skip_gram: Predict the company from the track, not the track from its company.
        seed: Of everything random.
        workers: Threads; only with one is the result the same every time.
    """

    dimensions: int = 100
    window: int = 2
    epochs: int = 15
    minimum_count: int = 10
    skip_gram: bool = False
    seed: int = 1
    workers: int = 1


@dataclass(frozen=True)
class Track2Vec:
    """Vectors of tracks by their keys.

    Attributes:
        keys: The most listed first.
        vectors: (n, d) of length one.
        index: Where each key stands.
    """

    keys: tuple[str, ...]
    vectors: FloatArray
    index: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {key: at for at, key in enumerate(self.keys)})

    def find(self, keys: Iterable[str]) -> list[int]:
        """Where the known ones of `keys` stand, in their order."""
        return [self.index[key] for key in keys if key in self.index]

    def save(self, file: Path) -> None:
        """Write it as .npz."""
        with file.open("wb") as stream:
            np.savez(stream, keys=np.asarray(self.keys, dtype=str), vectors=self.vectors)

    @classmethod
    def load(cls, file: Path) -> Track2Vec:
        """Read what `save` wrote.

        Raises:
            DeejError: The file cannot be read or is none of these.
        """
        try:
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as content:
                keys = tuple(str(key) for key in content["keys"])
                return cls(keys, np.asarray(content["vectors"], np.float32))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise DeejError(
                f"{displayable(file)} holds no vectors from playlists: train them again."
            ) from error


def train_track2vec(
    playlists: Iterable[Playlist],
    settings: Track2VecSettings | None = None,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Track2Vec:
    """Learn from playlists, which are never held in memory together.

    Args:
        playlists: Can be gone through again and again.
        settings: How to learn.
        progress: Told after each epoch.
        cancel: Asked at every playlist.

    Raises:
        DeejError: No track is listed often enough.
        MissingLibrary: gensim is not installed or broken.
        Cancelled: If asked to stop.
    """
    settings = settings or Track2VecSettings()
    meter = ProgressMeter("Learning from playlists", settings.epochs, progress)

    def after_epoch() -> None:
        if cancel is not None:
            cancel.raise_if_cancelled()
        meter.advance()

    words = train_words(
        _Sentences(playlists, cancel),
        dimensions=settings.dimensions,
        window=settings.window,
        epochs=settings.epochs,
        minimum_count=settings.minimum_count,
        skip_gram=settings.skip_gram,
        seed=settings.seed,
        workers=settings.workers,
        after_epoch=after_epoch,
    )
    if cancel is not None:
        cancel.raise_if_cancelled()
    if not words.keys:
        raise DeejError(
            f"No track is in the playlists {settings.minimum_count} times or more: add playlists,"
            " or lower the minimum count."
        )
    return Track2Vec(words.keys, unit_rows(words.vectors))


class _Sentences:
    """Playlists as gensim wants them; ends early when asked to stop."""

    def __init__(self, playlists: Iterable[Playlist], cancel: CancelToken | None) -> None:
        self._playlists = playlists
        self._cancel = cancel

    def __iter__(self) -> Iterator[list[str]]:
        for playlist in self._playlists:
            # gensim reads in a thread of its own, which an exception would only leave hanging.
            if self._cancel is not None and self._cancel.cancelled:
                return
            yield [listed.key for listed in playlist]
