"""The smoothest order, and the seeds of a radio."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.recommend.radio import radio_seeds
from deej_desktop.recommend.reorder import smoothest_order
from tests.unit.recommend.libraries import directions, line, plain_space, styles
from tests.unit.recommend.odd_libraries import Odd, odd_libraries


def roughness(vectors: np.ndarray, rows: list[int]) -> float:
    ordered = vectors[rows]
    return float(np.square(1 - np.einsum("ij,ij->i", ordered[:-1], ordered[1:])).sum())


def test_shuffled_line_is_put_in_order() -> None:
    rows = [0, *np.random.default_rng(3).permutation(np.arange(1, 30)).tolist()]
    assert smoothest_order(plain_space(line(30)), rows) == list(range(30))


def test_last_track_stays_if_wished() -> None:
    order = smoothest_order(plain_space(line(6)), [0, 5, 1, 4, 2, 3], last_fixed=True)
    assert order == [0, 1, 2, 5, 4, 3] or order == [0, 1, 2, 4, 5, 3]


@pytest.mark.parametrize("last_fixed", [False, True])
def test_small_orders_are_nearly_the_best_of_all(last_fixed: bool) -> None:
    for seed in range(10):
        space = plain_space(directions(7, 3, seed))
        ours = smoothest_order(space, list(range(7)), last_fixed=last_fixed)
        inner = permutations(range(1, 7 - last_fixed))
        tails = [6] if last_fixed else []
        best = min(roughness(space.sound.vectors, [0, *order, *tails]) for order in inner)
        assert roughness(space.sound.vectors, ours) <= 1.1 * best + 1e-5


@settings(deadline=None, max_examples=50)
@given(odd_libraries(largest=40), st.booleans(), st.randoms(use_true_random=False))
def test_any_playlist_keeps_its_tracks_and_ends(odd: Odd, last_fixed: bool, random: object) -> None:
    rows = list(range(len(odd.space)))
    random.shuffle(rows)  # type: ignore[attr-defined]
    order = smoothest_order(odd.space, rows, last_fixed=last_fixed)
    assert sorted(order) == sorted(rows)
    assert order[:1] == rows[:1]
    if last_fixed:
        assert order[-1:] == rows[-1:]
    vectors = odd.space.sound.vectors
    assert roughness(vectors, order) <= roughness(vectors, rows) + 1e-4


def test_radio_hears_every_side() -> None:
    space = plain_space(styles(50, kinds=5))
    seeds = radio_seeds(space, range(50), 5)
    assert {seed % 5 for seed in seeds} == {0, 1, 2, 3, 4}


def test_radio_ends_with_the_most_typical() -> None:
    assert radio_seeds(plain_space(line(9)), range(9), 3) == [8, 0, 4]


def test_radio_of_few_and_of_nothing() -> None:
    vectors = line(4)
    vectors[1], vectors[2] = 0, vectors[3]
    space = plain_space(vectors)
    assert sorted(radio_seeds(space, [0, 1, 2, 3, 3])) in ([0, 2], [0, 3])
    assert radio_seeds(space, [1]) == []
    assert radio_seeds(space, []) == []
    assert radio_seeds(space, [0], 0) == []
