"""The composition root: which engine gets which."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.units import Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.encoders.installed import InstalledEncoder, chosen_encoder
from deej_desktop.services.indexing.file_reader import FileReader
from deej_desktop.services.indexing.indexer import Ear, Indexer
from deej_desktop.services.indexing.pace import Pace
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import load_space
from deej_desktop.settings.settings import Settings
from deej_desktop.settings.settings_file import SettingsFile

_AT_ONCE = 3
"""Files read at a time for the listener: two covers, and what was dropped."""

_INTERLUDE_S = 30.0
"""Shorter tracks are skits and jingles more often than songs."""


@dataclass(frozen=True, slots=True)
class Engines:
    """All engines on one data folder, wired.

    Attributes:
        data_dir: The listener's data folder.
        settings: The listener's settings.
        store: The database; open.
        encoder: The encoder in use.
        catalogue: Of `store`.
        vectors: Of `store`, for that encoder.
        open_ear: Starts the worker processes that listen.
        reader: Reads what the listener waits for; scans have one each of their own.
    """

    data_dir: Path
    settings: SettingsFile
    store: Store
    encoder: InstalledEncoder
    catalogue: Catalogue
    vectors: VectorStore
    open_ear: Callable[[], AbstractContextManager[Ear]]
    reader: FileReader

    def with_encoder(self, encoder: InstalledEncoder) -> Engines:
        """The same for another encoder, with one decoder a core."""
        return replace(
            self,
            encoder=encoder,
            vectors=VectorStore(self.store, encoder.card.id),
            open_ear=_ear_of(encoder, None),
        )

    @property
    def epsilon(self) -> float:
        """The listener's choice, or the encoder's own."""
        return self.settings.current.epsilon or self.encoder.card.epsilon

    def indexer(self, pace: Pace | None = None) -> Indexer:
        """Brings the store up to date, at its `pace`."""
        return Indexer(self.store, self.encoder.card, self.epsilon, self.open_ear, pace, FileReader)

    def hearing(self) -> Hearing:
        """Knows how any file sounds."""
        return Hearing(self.store, self.encoder.card, self.epsilon, self.open_ear, self.reader)

    def empty_space(self) -> Space:
        """A library of nothing, before the real one is loaded."""
        return Space.of([], np.zeros((0, self.encoder.card.dimensions), np.float32))

    def space(
        self, progress: ProgressSink = ignore_progress, cancel: CancelToken | None = None
    ) -> Space:
        """The library as it can be chosen from now; pooled anew if a scan was cut short.

        Raises:
            Cancelled: If asked to stop.
            StoreUnusable: The store cannot be read or written.
        """
        pool_library(self.vectors, self.epsilon, progress, cancel)
        return self.known_space()

    def known_space(self) -> Space:
        """The library as it was pooled last, which takes no computing."""
        return load_space(self.catalogue, self.vectors, self.encoder.card)


@contextmanager
def open_engines(
    data_dir: Path, jobs: int | None = None, save_after_s: float = 0.0
) -> Iterator[Engines]:
    """Open the listener's data folder for as long as the block lasts.

    Args:
        data_dir: Made if it is not there.
        jobs: Worker processes that decode; None for one a core.
        save_after_s: How long settings may wait to be saved, in the background; 0 saves at once.

    Raises:
        StoreUnusable: The database cannot be used.
        EncoderUnusable: The chosen encoder cannot be used.
    """
    settings = SettingsFile(data_dir, save_after_s)
    encoder = chosen_encoder(data_dir, settings.current.encoder)
    store = Store.open(data_dir)
    reader = FileReader(processes=_AT_ONCE)
    try:
        yield Engines(
            data_dir=data_dir,
            settings=settings,
            store=store,
            encoder=encoder,
            catalogue=Catalogue(store),
            vectors=VectorStore(store, encoder.card.id),
            open_ear=_ear_of(encoder, jobs),
            reader=reader,
        )
    finally:
        reader.close()
        store.close()


def _ear_of(
    encoder: InstalledEncoder, jobs: int | None
) -> Callable[[], AbstractContextManager[Ear]]:
    return lambda: Listener(encoder.folder, jobs=jobs or os.cpu_count() or 1)


def rule_options(settings: Settings) -> RuleOptions:
    """The recommender's rules as the listener set them."""
    return RuleOptions(
        artist_apart=settings.artist_apart,
        album_apart=settings.album_apart,
        one_recording=settings.one_recording,
        longest_s=Seconds(60.0 * settings.max_track_minutes),
        interlude_s=Seconds(_INTERLUDE_S if settings.skip_interludes else 0.0),
        excluded_folders=settings.excluded_folders,
        excluded_genres=settings.excluded_genres,
        today=dt.date.today() if settings.in_season else None,
        heard_lately_s=Seconds(3600.0 * settings.heard_lately_hours),
    )
