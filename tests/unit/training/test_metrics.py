from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.training.metrics import (
    estimate,
    half_reciprocal_ranks,
    label_scores,
    pool,
    slice_reciprocal_ranks,
    unit_rows,
)


def at_angles(*degrees: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_labels_of_a_ranking_worked_out_by_hand() -> None:
    # From 0 degrees the order is 10 (b), 20 (a), 40 (b), 80 (a), 170 (c).
    scores = label_scores(at_angles(0, 10, 20, 40, 80, 170), ["a", "b", "a", "b", "a", "c"])
    assert scores.queries.tolist() == [0, 1, 2, 3, 4]  # nobody shares "c"
    assert scores.precision[0] == pytest.approx(2 / 5)
    assert scores.average_precision[0] == pytest.approx((1 / 2 + 2 / 4) / 2)


def test_tracks_without_a_label_neither_ask_nor_are_found() -> None:
    scores = label_scores(at_angles(0, 1, 2, 50), ["a", "", "a", "b"])
    assert scores.queries.tolist() == [0, 2]
    assert scores.average_precision.tolist() == [1, 1]


def test_without_shared_labels_nobody_asks() -> None:
    assert len(label_scores(at_angles(0, 1), ["a", "b"]).queries) == 0


def test_a_constant_vector_finds_what_chance_finds() -> None:
    labels = ["a"] * 20 + ["b"] * 20
    scores = label_scores(np.ones((40, 1), np.float32), labels)
    assert scores.precision.mean() == pytest.approx(19 / 39, abs=0.1)


def test_slices_find_their_own_track_without_their_own_help() -> None:
    # The lone slice at 90 degrees is all that would make the second track the nearest to it.
    tracks = [at_angles(80, 85), at_angles(0, 90)]
    ranks = slice_reciprocal_ranks(tracks)
    assert ranks.tolist() == [1, 0.5]


def test_halves_find_each_other() -> None:
    tracks = [at_angles(0, 10), at_angles(90, 100), at_angles(80, 180)]
    assert half_reciprocal_ranks(tracks) == pytest.approx([1, 1, 1 / 3])


def test_an_encoder_that_says_always_the_same_finds_nothing() -> None:
    tracks = [np.ones((4, 3), np.float32)] * 9
    expected = pytest.approx([1 / 5] * 9)  # in the middle of nine
    assert slice_reciprocal_ranks(tracks).tolist() == expected
    assert half_reciprocal_ranks(tracks).tolist() == expected


def test_pooling_counts_slices_alike_however_long_their_vectors_are() -> None:
    slices = np.array([[10, 0], [0, 1]], np.float32)
    assert pool(slices) == pytest.approx(np.sqrt([0.5, 0.5]))
    assert unit_rows(np.zeros((1, 2), np.float32)).tolist() == [[0, 0]]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=30))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    scores = np.asarray(values, np.float32)
    found = estimate(scores)
    assert found.low - 1e-6 <= found.mean <= found.high + 1e-6
    assert scores.min() - 1e-6 <= found.low
    assert found.high <= scores.max() + 1e-6


def test_more_tracks_make_a_narrower_interval() -> None:
    scores = np.random.default_rng(0).random(400).astype(np.float32)
    few, many = estimate(scores[:20]), estimate(scores)
    assert many.high - many.low < (few.high - few.low) / 2


def test_a_label_that_all_share_judges_nothing() -> None:
    assert len(label_scores(at_angles(0, 1, 2), ["a", "a", "a"]).queries) == 0
