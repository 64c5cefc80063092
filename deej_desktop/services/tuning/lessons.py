"""What the store knows of tracks that belong together."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.playlists import Playlists
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.training.corpus import LABELS, piece_of
from deej_desktop.training.playlists import Listed, Playlist
from deej_desktop.training.track2vec import Track2VecSettings, train_track2vec
from deej_desktop.training.tuning import Lessons

_log = logging.getLogger(__name__)

_MOST_TRACKS = 4_000
_MOST_SLICES = 10
"""Evenly spaced, they say as much of a track as all of them."""

_MOST_OF_ALL = 0.5
"""What more than half of the library has in common tells nothing."""

_PAUSE_S = 30 * 60.0
"""After a longer one another evening begins."""

_FEWEST_PLAYLISTS = 30
_TRACK2VEC = Track2VecSettings(minimum_count=3, epochs=30)
"""For playlists of one person, of which there are hundreds at best."""

_COMPANY = 3
"""Tracks nearest in Track2Vec that count as belonging together."""


def gather_lessons(
    store: Store,
    vectors: VectorStore,
    seed: int = 0,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Lessons:
    """Gather what is known of all tracks that were listened to; of many, whole albums by chance.

    Raises:
        Cancelled: If asked to stop.
        StoreUnusable: The store cannot be read.
    """
    tracks = {track.id: track for track in Catalogue(store).tracks()}
    population = vectors.population()
    heard: dict[ContentId, Track] = {}
    slices: dict[ContentId, FloatArray] = {}
    for track_id, content_id, found in zip(
        population.track_ids, population.content_ids, vectors.slices_of(population), strict=True
    ):
        if track_id in tracks:
            heard[content_id] = tracks[track_id]
            slices[content_id] = _spread(found)
    chosen = _some(heard, seed)
    pieces = [piece_of(heard[content_id]) for content_id in chosen]
    place = {content_id: index for index, content_id in enumerate(chosen)}
    together: dict[str, list[IntArray]] = {
        name: _by_label([label_of(piece) for piece in pieces]) for name, label_of in LABELS.items()
    }
    playlists = _kept_playlists(store)
    evenings = evenings_of(History(store).since(0.0))
    together["playlist"] = _placed(playlists, place)
    together["evening"] = _placed((pair for one in evenings for pair in pairwise(one)), place)
    together["Track2Vec"] = _company([*playlists, *evenings], place, progress, cancel)
    return Lessons(
        [slices[content_id] for content_id in chosen], [piece.album for piece in pieces], together
    )


def own_playlists(store: Store) -> list[list[ContentId]]:
    """The listener's playlists and evenings, as far as their sound is known.

    Raises:
        StoreUnusable: The store cannot be read.
    """
    return [*_kept_playlists(store), *evenings_of(History(store).since(0.0))]


def evenings_of(plays: Iterable[Play]) -> list[list[ContentId]]:
    """What was heard to its end, in order, one list for each evening of at least two tracks."""
    evenings: list[list[ContentId]] = []
    last_end = -np.inf
    for play in sorted(plays, key=lambda play: play.started_at):
        if play.ending is not Ending.FINISHED:
            continue
        if play.started_at - last_end > _PAUSE_S:
            evenings.append([])
        evenings[-1].append(play.content_id)
        last_end = play.started_at + play.played_s
    return [evening for evening in evenings if len(evening) > 1]


def _spread(slices: FloatArray) -> FloatArray:
    places = np.linspace(0, len(slices) - 1, min(len(slices), _MOST_SLICES)).round().astype(int)
    some: FloatArray = slices[places]
    return some


def _some(heard: Mapping[ContentId, Track], seed: int) -> list[ContentId]:
    if len(heard) <= _MOST_TRACKS:
        return list(heard)
    albums: dict[str, list[ContentId]] = {}
    for content_id, track in heard.items():
        albums.setdefault(piece_of(track).album, []).append(content_id)
    chosen: list[ContentId] = []
    for name in np.random.default_rng(seed).permutation(sorted(albums)):
        chosen += albums[name]
        if len(chosen) >= _MOST_TRACKS:
            break
    return chosen[:_MOST_TRACKS]


def _by_label(labels: Sequence[str]) -> list[IntArray]:
    groups: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        if label:
            groups.setdefault(label, []).append(index)
    most = _MOST_OF_ALL * len(labels)
    return [np.asarray(group) for group in groups.values() if 1 < len(group) <= most]


def _kept_playlists(store: Store) -> list[list[ContentId]]:
    kept = Playlists(store)
    return [
        [entry.content_id for entry in kept.tracks(heading.id) if entry.content_id is not None]
        for heading in kept.headings()
    ]


def _placed(lists: Iterable[Sequence[ContentId]], place: Mapping[ContentId, int]) -> list[IntArray]:
    groups = ({place[one] for one in listed if one in place} for listed in lists)
    return [np.asarray(sorted(group)) for group in groups if len(group) > 1]


def _company(
    lists: Sequence[Sequence[ContentId]],
    place: Mapping[ContentId, int],
    progress: ProgressSink,
    cancel: CancelToken | None,
) -> list[IntArray]:
    """Each track with its nearest in Track2Vec; nothing if there are too few playlists for it."""
    if len(lists) < _FEWEST_PLAYLISTS:
        return []
    playlists: list[Playlist] = [[Listed(one) for one in listed] for listed in lists]
    try:
        model = train_track2vec(playlists, _TRACK2VEC, progress, cancel)
    except Cancelled:
        raise
    except DeejError as error:
        _log.info("Without Track2Vec: %s", error)
        return []
    rows = model.find(ContentId(one) for one in place)
    known = [ContentId(model.keys[row]) for row in rows]
    units = model.vectors[rows]
    similarity = units @ units.T
    nearest = np.argsort(-similarity, axis=1)[:, : _COMPANY + 1]
    return _placed([[known[index] for index in row] for row in nearest], place)
