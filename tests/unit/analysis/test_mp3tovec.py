from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.analysis import boxes, neighbours, pile
from deej_desktop.analysis.cells import make_cells
from deej_desktop.analysis.mp3tovec import head_and_tail, mp3tovec, speaking
from deej_desktop.analysis.neighbours import count_neighbours
from deej_desktop.analysis.pile import Spoken, pile_up
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress


def by_the_book(tracks: Sequence[FloatArray], epsilon: float) -> FloatArray:
    """The definition, word for word, with a loop for every sum."""
    units = []
    for slices in tracks:
        exact = np.asarray(slices, np.float64)
        own = [row / np.linalg.norm(row) for row in exact if np.isfinite(row).all() and row.any()]
        units.append([np.asarray(row, np.float32).astype(np.float64) for row in own])
    population = sum(bool(own) for own in units)

    def same(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> bool:
        return float(np.sum((a - b) ** 2)) / 2 <= epsilon

    vectors = np.zeros((len(tracks), tracks[0].shape[1]))
    for track, own in enumerate(units):
        weights = []
        for u in own:
            tf = sum(same(u, other) for other in own)
            df = sum(any(same(u, other) for other in others) for others in units)
            weights.append(tf * (np.log((1 + population) / (1 + df)) + 1))
            vectors[track] += weights[-1] * u
        if own and np.linalg.norm(vectors[track]) < 1e-6 * sum(weights):
            # Opposites leave no direction: the weightiest slice stands for the track.
            heaviest = [u for u, weight in zip(own, weights, strict=True) if weight == max(weights)]
            vectors[track] = max(heaviest, key=tuple)
        elif own:
            vectors[track] /= np.linalg.norm(vectors[track])
    return vectors.astype(np.float32)


def library(
    seed: int, tracks: int, words: int, spread: float, dimensions: int = 8
) -> list[FloatArray]:
    """Tracks that share words, again exactly, nearly, or at another length."""
    rng = np.random.default_rng(seed)
    vocabulary = rng.standard_normal((words, dimensions)) + 0.5
    made = []
    for _ in range(tracks):
        said = vocabulary[rng.integers(words, size=rng.integers(0, 9))]
        said = said + spread * rng.standard_normal(said.shape) * rng.integers(0, 2, (len(said), 1))
        said *= rng.uniform(0.1, 10, (len(said), 1))
        said[rng.random(len(said)) < 0.1] = 0
        said[rng.random(len(said)) < 0.05] = np.nan
        made.append(said.astype(np.float32))
    if tracks > 2:
        made[2] = made[0].copy()
    return made


libraries = st.builds(
    library,
    seed=st.integers(0, 10_000),
    tracks=st.integers(1, 12),
    words=st.integers(1, 20),
    spread=st.sampled_from([0.0, 1e-4, 0.03, 0.3, 2.0]),
)
epsilons = st.sampled_from([1e-6, 1e-3, 0.02, 0.3, 0.9])


@settings(deadline=None, max_examples=60)
@given(libraries, epsilons)
def test_it_is_the_formula(tracks: list[FloatArray], epsilon: float) -> None:
    np.testing.assert_allclose(mp3tovec(tracks, epsilon), by_the_book(tracks, epsilon), atol=1e-5)


@settings(deadline=None, max_examples=30)
@given(libraries, epsilons, st.integers(0, 100))
def test_order_does_not_matter(tracks: list[FloatArray], epsilon: float, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(tracks))
    shuffled = [tracks[index][::-1] for index in order]
    expected = mp3tovec(tracks, epsilon)[order]
    np.testing.assert_allclose(mp3tovec(shuffled, epsilon), expected, atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(libraries, epsilons)
def test_vectors_are_of_unit_length_or_say_nothing(
    tracks: list[FloatArray], epsilon: float
) -> None:
    lengths = np.linalg.norm(mp3tovec(tracks, epsilon), axis=1)
    says = [bool((np.isfinite(own).all(axis=1) & own.any(axis=1)).any()) for own in tracks]
    np.testing.assert_allclose(lengths, np.array(says, float), atol=1e-6)


@pytest.mark.parametrize(("count", "few"), [(64, 30), (64, 0), (1, 30)])
@pytest.mark.parametrize("epsilon", [1e-3, 0.05, 0.5])
def test_boxes_prune_nothing_that_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, epsilon: float, count: int, few: int
) -> None:
    tracks = library(seed=1, tracks=60, words=30, spread=0.02, dimensions=20)
    spoken = [Spoken(key, *speaking(own)) for key, own in enumerate(tracks)]
    units = np.concatenate([own.units for own in spoken])
    copies = np.random.default_rng(0).integers(1, 3, len(tracks))
    owners = np.repeat(np.arange(len(tracks)), [len(own.rows) for own in spoken])
    near = neighbours.within(units, units, epsilon)
    of_track = owners[:, None] == np.arange(len(tracks))
    monkeypatch.setattr(boxes, "_BOX", 20)
    monkeypatch.setattr(boxes, "_LEAF", 6)
    monkeypatch.setattr(boxes, "_TOGETHER", 4)
    monkeypatch.setattr(neighbours, "_FEW", few)
    monkeypatch.setattr(neighbours, "_COLUMNS", 20)
    monkeypatch.setattr(pile, "_IN_MEMORY", 1000)
    monkeypatch.setattr(pile, "_TOGETHER", 7)
    cells = make_cells(units, count)
    boxed = count_neighbours(pile_up(lambda: spoken, cells, tmp_path), copies, epsilon)
    np.testing.assert_array_equal(boxed.tf, (near & (owners[:, None] == owners)).sum(axis=1))
    np.testing.assert_array_equal(boxed.df, (near @ of_track) @ copies)
    assert boxed.df.max() > 2


def test_a_track_alone_is_the_direction_of_its_slices() -> None:
    slices = np.array([[2, 0, 0], [0, 3, 0]], np.float32)
    np.testing.assert_allclose(mp3tovec([slices], 1e-3), [[0.5**0.5, 0.5**0.5, 0]], atol=1e-6)


def test_what_many_tracks_say_weighs_less() -> None:
    common, rare = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    tracks = [np.array([common, rare], np.float32)] + [np.array([common], np.float32)] * 9
    vector = mp3tovec(tracks, 1e-3)[0]
    assert vector[1] > vector[0] > 0


def test_no_tracks_and_tracks_that_say_nothing() -> None:
    assert mp3tovec([], 1e-3).shape == (0, 0)
    silent = [np.zeros((2, 3), np.float32), np.zeros((0, 3), np.float32)]
    np.testing.assert_array_equal(mp3tovec(silent, 1e-3), np.zeros((2, 3)))


def test_opposite_slices_do_not_leave_a_zero_vector() -> None:
    slices = np.array([[1, 2], [-1, -2]], np.float32)
    one, other = mp3tovec([slices], 1e-3), mp3tovec([slices[::-1]], 1e-3)
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-6)
    np.testing.assert_array_equal(one, other)


def test_slices_of_extreme_length_keep_their_direction() -> None:
    slices = np.array([[3e38, 3e38], [1e-42, 1e-42]], np.float32)
    np.testing.assert_allclose(mp3tovec([slices], 1e-3), [[0.5**0.5, 0.5**0.5]], atol=1e-3)


def test_progress_and_cancelling() -> None:
    tracks = library(seed=2, tracks=10, words=5, spread=0.1)
    seen: list[Progress] = []
    mp3tovec(tracks, 1e-3, seen.append)
    assert seen[0].done == 0
    assert seen[-1].fraction == 1
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        mp3tovec(tracks, 1e-3, cancel=cancel)


def test_head_and_tail_are_the_mean_of_three_slices_at_each_end() -> None:
    rng = np.random.default_rng(3)
    slices = rng.standard_normal((7, 4)).astype(np.float32)
    units = slices / np.linalg.norm(slices, axis=1, keepdims=True)
    head, tail = head_and_tail(slices)
    for found, mean in ((head, units[:3].mean(axis=0)), (tail, units[-3:].mean(axis=0))):
        np.testing.assert_allclose(found, mean / np.linalg.norm(mean), atol=1e-6)


def test_head_and_tail_of_short_and_silent_tracks() -> None:
    head, tail = head_and_tail(np.array([[0, 3, 0]], np.float32))
    np.testing.assert_array_equal(head, [0, 1, 0])
    np.testing.assert_array_equal(tail, [0, 1, 0])
    for nothing in (np.zeros((0, 3), np.float32), np.full((2, 3), np.nan, np.float32)):
        head, tail = head_and_tail(nothing)
        np.testing.assert_array_equal(head, [0, 0, 0])
        np.testing.assert_array_equal(tail, [0, 0, 0])
