"""What Mp3ToVec over a large library costs, against comparing all slices with all others.

Run by `make bench`. Slices are made up to lie as those of music do: tracks in albums, the slices
of a track around its middle, the variance falling off along the directions as measured with the
encoder that ships, and some slices said again almost exactly. To measure on music of your own as
well, export its slices (`deej vectors --kind slices -o mine.npz`) and name the file in
DEEJ_BENCH_SLICES. Times are of one core; nothing else should run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.boxes import Boxes
from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.mp3tovec import SAMPLED, cells_for, speaking
from deej_desktop.analysis.neighbours import Neighbours, count_box, count_neighbours
from deej_desktop.analysis.pile import Pile, Spoken, pile_up
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import EncoderId, TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling import whole as whole_pooling
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import FollowingSpace
from deej_desktop.services.pooling.track_vectors import load_track_vectors

SLICES = 48
DIMENSIONS = 100
SHIPPED = 0.01
"""The epsilon of the encoder that ships."""

LARGE = int(os.environ.get("DEEJ_BENCH_TRACKS", "100000"))


def falling(total: float, bend: float, power: float) -> FloatArray:
    """Standard deviations along the directions, the widest first."""
    variances = 1 / (1 + np.arange(DIMENSIONS) / bend) ** power
    spread: FloatArray = np.sqrt(total * variances / variances.sum()).astype(np.float32)
    return spread


def made_up(tracks: int, seed: int = 0) -> Iterator[FloatArray]:
    """The slices (48, 100) of each track."""
    chance = np.random.default_rng(seed)
    between, within = falling(0.64, 4, 1.6), falling(0.39, 5, 1.3)
    turned = np.linalg.qr(chance.standard_normal((DIMENSIONS, DIMENSIONS)))[0].astype(np.float32)
    albums = chance.standard_normal((max(1, tracks // 10), DIMENSIONS)) * between
    for _ in range(tracks):
        middle = 0.8 * albums[chance.integers(len(albums))]
        middle = middle + 0.6 * chance.standard_normal(DIMENSIONS) * between
        slices = middle + (chance.standard_normal((SLICES, DIMENSIONS)) * within) @ turned
        again = np.flatnonzero(chance.random(SLICES) < 0.12)
        slices[again] = slices[chance.integers(SLICES, size=len(again))]
        slices[again] += 0.008 * chance.standard_normal((len(again), DIMENSIONS))
        yield slices.astype(np.float32)


def own_slices() -> Iterator[FloatArray]:
    path = os.environ.get("DEEJ_BENCH_SLICES")
    if not path:
        pytest.skip("DEEJ_BENCH_SLICES names no file of `deej vectors --kind slices`")
    with np.load(path) as exported:
        yield from np.split(exported["vectors"], exported["offsets"][1:-1])


def brute_force(spoken: list[Spoken], epsilon: float, rows: int = 1024) -> float:
    """Seconds for comparing all with all in blocks by BLAS, extrapolated from some rows."""
    units = np.concatenate([own.units for own in spoken])
    owners = np.concatenate([np.full(len(own.rows), at) for at, own in enumerate(spoken)])
    some = units[np.linspace(0, len(units) - 1, rows).astype(int)]
    start = time.process_time()
    for first in range(0, len(units), 8192):
        near = some @ units[first : first + 8192].T >= 1 - epsilon
        tracks = np.flatnonzero(np.diff(owners[first : first + 8192], prepend=-1))
        np.count_nonzero(np.add.reduceat(near, tracks, axis=1, dtype=np.int32), axis=1)
    return (time.process_time() - start) * len(units) / rows


@pytest.mark.parametrize("epsilon", [0.001, SHIPPED])
@pytest.mark.parametrize("library", ["made up", "own"])
def test_the_whole_library_at_once(library: str, epsilon: float) -> None:
    tracks = made_up(8000) if library == "made up" else own_slices()
    spoken = [Spoken(key, *speaking(slices)) for key, slices in enumerate(tracks)]
    with threadpool_limits(1):
        start = time.process_time()
        step = len(spoken) // SAMPLED + 1
        pile = pile_up(lambda: spoken, cells_for(spoken[::step], 1 / step))
        found = count_neighbours(pile, np.ones(len(spoken), np.int64), epsilon)
        ours = time.process_time() - start
        theirs = brute_force(spoken, epsilon)
    print(
        f"\n{len(spoken)} tracks, {library}, epsilon {epsilon}: {ours:.1f} s, "
        f"1/{theirs / ours:.0f} of {theirs:.0f} s by brute force; "
        f"mean tf {found.tf.mean():.2f}, df {found.df.mean():.2f}"
    )


def whole_seconds(pile: Pile, tracks: int, timed: int = 120) -> float:
    """Seconds for counting a whole library, extrapolated from boxes spread over it."""
    boxes = Boxes.of(pile)
    count = len(boxes.starts)
    copies = np.ones(tracks, np.int64)
    start = time.process_time()
    for box in np.linspace(0, count - 1, timed).astype(int).tolist():
        count_box(pile, boxes, box, copies, SHIPPED)
    return (time.process_time() - start) * count / timed


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def fastest(work: Callable[[], object]) -> float:
    return min(timed(work) for _ in range(3))


def keep(store: Store, tracks: Iterator[FloatArray], name: str) -> VectorStore:
    """Put tracks into the store as a scan would, but all at once."""
    vectors = VectorStore(store, EncoderId("bench"))
    with store.writing() as connection:
        for number, slices in enumerate(tracks):
            connection.execute(
                "INSERT INTO track (path, size, mtime_ns, content_id, duration_s, title, artist,"
                " album, album_artist, genre, added_at) VALUES (?, 0, 0, ?, 200, '', '', '', '',"
                " '', 0)",
                (f"/{name}/{number}".encode(), f"{name}{number}"),
            )
            connection.execute(
                "INSERT INTO slices (content_id, encoder_id, count, vectors) VALUES (?, ?, ?, ?)",
                (f"{name}{number}", "bench", len(slices), slices.astype("<f2").tobytes()),
            )
    return vectors


@pytest.mark.timeout(3600)
def test_one_track_more_among_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counting: list[float] = []

    def counted(pile: Pile, copies: object, epsilon: float, *_: object) -> Neighbours:
        """Timed in part; that all slices met only themselves changes nothing of the cost."""
        counting.append(whole_seconds(pile, LARGE))
        ones = np.ones(len(pile.order), np.int64)
        return Neighbours(ones, ones)

    monkeypatch.setattr(whole_pooling, "count_neighbours", counted)
    store = Store.open(tmp_path)
    vectors = keep(store, made_up(LARGE), "old")
    with threadpool_limits(1):
        whole = timed(lambda: pool_library(vectors, SHIPPED)) + counting[0]
        more = []
        for seed in range(1, 6):
            keep(store, made_up(1, seed), f"new{seed} ")
            more.append(timed(lambda: pool_library(vectors, SHIPPED)))
        following = following_seconds(store, vectors)
        store.close()
        nearest, plain = loading_seconds(tmp_path)
    one = float(np.median(more))
    print(
        f"\none track more among {LARGE}: {one:.2f} s, 1/{whole / one:.0f} of {whole:.0f} s for "
        f"all of them; the nearest tracks, from a store just opened: {nearest:.2f} s, "
        f"{nearest / plain:.1f} x reading as many bytes from a file; the whole space: "
        f"{following['first']:.2f} s, {following['first'] / plain:.1f} x, after a retag "
        f"{following['retagged']:.2f} s, after one came {following['more']:.2f} s, after one went "
        f"{following['gone']:.2f} s"
    )


def loading_seconds(folder: Path) -> tuple[float, float]:
    """Seconds until the nearest tracks can be told, and those for as many bytes as are read."""

    def nearest() -> None:
        store = Store.open(folder)
        found = load_track_vectors(VectorStore(store, EncoderId("bench")).pooled)
        np.argpartition(found.vectors @ found.vectors[0], -10)
        store.close()

    # What is stored of a track are the two sums of its vector, its head and its tail.
    file = folder / "as much.npy"
    np.save(file, np.ones((LARGE, 4 * DIMENSIONS), np.float32))
    return fastest(nearest), fastest(lambda: np.load(file))


def following_seconds(store: Store, vectors: VectorStore) -> dict[str, float]:
    """Seconds for loading all that the recommender chooses from, and after each kind of change."""
    catalogue = Catalogue(store)
    card = EncoderCard(
        id=vectors.encoder_id,
        name="",
        version="1",
        weights="none",
        sha256="0" * 64,
        dimensions=DIMENSIONS,
        licence="CC0-1.0",
    )
    following = FollowingSpace(catalogue, vectors, card)
    seconds = {"first": timed(following.load)}
    with store.writing() as connection:
        connection.execute("UPDATE track SET title = 'another' WHERE id = 1")
    seconds["retagged"] = timed(following.load)
    keep(store, made_up(1, 99), "new99 ")
    pool_library(vectors, SHIPPED)
    seconds["more"] = timed(following.load)
    catalogue.mark_missing([TrackId(2)])
    pool_library(vectors, SHIPPED)
    seconds["gone"] = timed(following.load)
    return seconds
