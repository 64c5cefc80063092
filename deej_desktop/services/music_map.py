"""The music map: made in the background when it is first wanted, and kept up to date."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from deej_desktop.analysis.workers import Worker, WorkerFault, WorkerLost
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.genres import named_genres
from deej_desktop.domain.music_map import Coloured, Colouring, MapState
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.native.opentsne import Embedding
from deej_desktop.recommend.map_layout import (
    choose_landmarks,
    clusters,
    framed,
    places_near,
    scattered,
    turned_like,
)
from deej_desktop.recommend.space import Space

_log = logging.getLogger(__name__)

FEWEST = 5
"""Fewer songs make no map."""

_GROWN = 1.5
"""Grown by so much, the map is laid out anew, beginning with the old one."""

_STEPS = 25
"""Steps of the layout between two looks at it."""
_EARLY, _LATE = 150, 300
_LIMIT = Seconds(1800.0)
_APART = 0.004


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a layout.

    Attributes:
        vectors: Of the songs, (n, d).
        initial: Where they were, (n, 2), small; or None.
    """

    vectors: FloatArray
    initial: FloatArray | None


@dataclass(frozen=True, slots=True)
class Go:
    """Take the layout some steps further."""

    exaggeration: float
    momentum: float


@dataclass(frozen=True, slots=True)
class _Kept:
    """A map as it is kept: `laid_out` songs were there when it was made as a whole."""

    ids: IntArray
    places: FloatArray
    laid_out: int


class Layout(Protocol):
    """What lays songs out, one answer at a time."""

    def ask(self, question: Begin | Go, limit: Seconds) -> FloatArray:
        """Return where the songs are now, (n, 2); of no songs before the first step.

        Raises:
            WorkerLost: It ended, or was ended.
        """

    def close(self) -> None:
        """End it at once."""


class MusicMap:
    """Implements `deej_desktop.services.api.MapApi`.

    The layout runs in a process of its own; songs that come later take their places among those
    that sound like them, so that nothing else moves.
    """

    def __init__(
        self,
        space: Callable[[], Space],
        file: Path,
        open_layout: Callable[[], Layout] | None = None,
    ) -> None:
        """Map what `space` gives, and keep the map in `file`, which belongs to one encoder."""
        self.changed: Signal[MapState] = Signal()
        self._space = space
        self._file = file
        self._state = MapState()
        self._kept: _Kept | None = None
        self._is_wanted = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="music-map")
        self._lock = threading.Lock()
        self._open_layout = open_layout or (lambda: Worker("deej-map", _Embedded))
        self._layout: Layout | None = None
        self._is_closed = False
        self._is_outdated = False
        """Whether what is being laid out will not be wanted: another encoder is in use."""

    @property
    def state(self) -> MapState:
        """See `MapApi`."""
        return self._state

    def want(self) -> None:
        """See `MapApi`."""
        self._is_wanted = True
        self.follow_library()

    def follow_library(self) -> None:
        """Bring the map up to date, if anybody has wanted it; returns at once."""
        with self._lock:
            if self._is_wanted and not self._is_closed:
                self._thread.submit(self._guarded)

    def change_encoder(self, space: Callable[[], Space], file: Path) -> None:
        """Draw what another encoder heard, as soon as the library is followed again.

        Its map is kept in a `file` of its own.
        """
        with self._lock:
            if self._is_closed:
                return
            self._is_outdated = True
            if self._layout is not None:
                self._layout.close()
            self._thread.submit(self._begin_anew, space, file)

    def coloured(self, by: Colouring) -> Coloured:
        """See `MapApi`."""
        state = self._state
        tracks = {track.id: track for track in self._space().tracks}
        present = [tracks.get(track_id) for track_id in state.ids.tolist()]
        if by is Colouring.CLUSTER:
            lands = clusters(state.places, np.random.default_rng(0))
            return _by_frequency(_land_names(lands, _genres(present)))
        if by is Colouring.DECADE:
            years = [track.tags.year or 0 if track is not None else 0 for track in present]
            return _by_frequency([str(year // 10 * 10) if year else "" for year in years])
        if by is Colouring.FOLDER:
            return _by_frequency(_branches([track.path if track else None for track in present]))
        return _by_frequency(_leading(_genres(present)))

    def close(self) -> None:
        """Give up what is being made; what was made is kept."""
        with self._lock:
            self._is_closed = True
            if self._layout is not None:
                self._layout.close()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _begin_anew(self, space: Callable[[], Space], file: Path) -> None:
        self._space, self._file, self._kept = space, file, None
        self._is_outdated = False
        self._publish(MapState())

    def _guarded(self) -> None:
        if self._is_closed:
            return
        try:
            self._bring_up_to_date()
        except DeejError as error:
            self._publish(MapState(trouble=str(error)))
        except (WorkerLost, WorkerFault) as error:
            if not (self._is_closed or self._is_outdated):
                _log.warning("The map could not be made", exc_info=error)
                trouble = "The map could not be made; the log tells why. Try again later."
                self._publish(replace(self._state, making=None, trouble=trouble))
        except Exception:  # noqa: BLE001 - the window must hear of it, whatever it is
            _log.exception("The map could not be made")
            trouble = "The map could not be made; the log tells why. Try again later."
            self._publish(replace(self._state, making=None, trouble=trouble))

    def _bring_up_to_date(self) -> None:
        space = self._space()
        ids, vectors = _mappable(space)
        if len(ids) < FEWEST:
            self._publish(MapState())
            return
        kept = self._kept or _read(self._file)
        is_known = np.isin(ids, kept.ids) if kept is not None else np.zeros(len(ids), np.bool_)
        if kept is not None and is_known.any():
            # What is known at once, and what is new amid its likes.
            kept = _with_newcomers(kept, ids, vectors, is_known)
            self._keep(kept)
        if kept is None or not is_known.any() or len(ids) > _GROWN * kept.laid_out:
            self._lay_out(ids, vectors, kept if is_known.any() else None)

    def _lay_out(self, ids: IntArray, vectors: FloatArray, before: _Kept | None) -> None:
        """Lay everything out anew in a process of its own, showing how it comes about."""
        chance = np.random.default_rng(0)
        chosen = choose_landmarks(len(ids), chance)
        total = _EARLY + _LATE
        self._publish(replace(self._state, making=Progress("Drawing the map", 0, total)))
        initial = None if before is None else 0.0001 * before.places[chosen] / 0.5
        with self._lock:
            if self._is_closed or self._is_outdated:
                return
            self._layout = layout = self._open_layout()
        try:
            layout.ask(Begin(vectors[chosen], initial), _LIMIT)
            for done in range(_STEPS, total + 1, _STEPS):
                is_early = done <= _EARLY
                go = Go(12.0, 0.5) if is_early else Go(1.0, 0.8)
                places = framed(layout.ask(go, _LIMIT))
                if before is not None:
                    places = framed(turned_like(places, before.places[chosen]))
                progress = Progress("Drawing the map", done, total)
                if len(chosen) == len(ids):
                    self._publish(MapState(ids, places, progress))
                else:
                    self._publish(replace(self._state, making=progress))
        finally:
            layout.close()
        if len(chosen) < len(ids):
            all_places = places_near(vectors, vectors[chosen], places)
            all_places = scattered(all_places, _APART, chance)
            all_places[chosen] = places
            places = all_places
        self._keep(_Kept(ids, places, len(ids)))

    def _keep(self, kept: _Kept) -> None:
        self._kept = kept
        self._publish(MapState(kept.ids, kept.places))
        try:
            _write(self._file, kept)
        except OSError as error:
            # It is made again next time.
            _log.warning("The map cannot be kept: %s", error)

    def _publish(self, state: MapState) -> None:
        self._state = state
        self.changed.emit(state)


class _Embedded:
    """What the process does: one layout, step by step."""

    def __init__(self) -> None:
        self._embedding: Embedding | None = None

    def __call__(self, question: Begin | Go) -> FloatArray:
        if isinstance(question, Begin):
            perplexity = min(30.0, (len(question.vectors) - 1) / 3)
            self._embedding = Embedding(question.vectors, question.initial, perplexity)
            return np.zeros((0, 2), np.float32)
        assert self._embedding is not None
        return self._embedding.go(_STEPS, question.exaggeration, question.momentum)


def _mappable(space: Space) -> tuple[IntArray, FloatArray]:
    """The ids, ascending, and the vectors of the library's tracks that have a sound."""
    size = space.library_size
    ids = np.array([track.id or 0 for track in space.tracks[:size]], np.int64)
    rows = np.flatnonzero(space.audible[:size])
    rows = rows[np.argsort(ids[rows], kind="stable")]
    return ids[rows], space.sound.vectors[rows]


def _with_newcomers(kept: _Kept, ids: IntArray, vectors: FloatArray, known: np.ndarray) -> _Kept:
    """The map for `ids`: places of before, and new ones amid those that sound alike."""
    order = np.searchsorted(kept.ids, ids[known])
    places = np.zeros((len(ids), 2), np.float32)
    places[known] = kept.places[order]
    if not known.all():
        near = places_near(vectors[~known], vectors[known], places[known])
        places[~known] = scattered(near, _APART, np.random.default_rng(len(ids)))
    return _Kept(ids, places, kept.laid_out)


def _read(file: Path) -> _Kept | None:
    try:
        with np.load(file, allow_pickle=False) as stored:
            ids, places = stored["ids"].astype(np.int64), stored["places"].astype(np.float32)
            if places.shape != (len(ids), 2) or not np.isfinite(places).all():
                return None
            return _Kept(ids, places, int(stored["laid_out"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError) as error:
        _log.warning("The map that was kept cannot be read: %s", error)
        return None


def _write(file: Path, kept: _Kept) -> None:
    partial_file = file.with_suffix(".part.npz")
    np.savez(partial_file, ids=kept.ids, places=kept.places, laid_out=np.int64(kept.laid_out))
    partial_file.replace(file)


def _by_frequency(texts: Sequence[str]) -> Coloured:
    labels = [label for label, _ in Counter(texts).most_common()]
    place_of = {label: place for place, label in enumerate(labels)}
    return Coloured(np.array([place_of[text] for text in texts], np.int64), labels)


def _genres(tracks: Sequence[Track | None]) -> list[tuple[str, ...]]:
    tags = [track.tags.genre if track is not None else "" for track in tracks]
    genres = named_genres(Counter(tags))
    return [genres[tag] for tag in tags]


def _leading(genres: Sequence[tuple[str, ...]]) -> list[str]:
    """Of each song the one of its genres that most songs have, so that few colours tell much."""
    songs = Counter(name for names in genres for name in names)
    return [min(names, key=lambda name: (-songs[name], name), default="") for names in genres]


def _land_names(lands: IntArray, genres: Sequence[tuple[str, ...]]) -> list[str]:
    """Of each song the name of its land: the commonest genre there; a second one of it is "2"."""
    names: dict[int, str] = {}
    for land in np.argsort(-np.bincount(lands)).tolist():
        rows = np.flatnonzero(lands == land).tolist()
        here = Counter(name for row in rows for name in genres[row])
        name = next((genre for genre, _ in here.most_common()), "")
        taken = [one for one in names.values() if one.partition(" · ")[0] == name]
        names[land] = f"{name} · {len(taken) + 1}" if taken else name
    return [names[land] for land in lands.tolist()]


def _branches(paths: Sequence[Path | None]) -> list[str]:
    """The folder of each path where the library first branches."""
    folders = [path.parent.parts if path is not None else () for path in paths]
    known = [parts for parts in folders if parts]
    depth = 0
    if known:
        first, last = min(known), max(known)
        while depth < min(len(first), len(last)) and first[depth] == last[depth]:
            depth += 1
    return [displayable(parts[depth]) if len(parts) > depth else "" for parts in folders]
