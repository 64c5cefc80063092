"""The Drunk knob: its expected rank is what it promises, for every number of candidates."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.recommend.drunk import draw_rank, expected_rank, mean_rank, sobriety_of

SIZES = [1, 2, 3, 10, 24, 1000, 100_000]


def exact_mean(sobriety: float, candidates: int) -> float:
    ranks = np.arange(candidates)
    weights = np.exp(-sobriety * ranks)
    return float((ranks * weights).sum() / weights.sum())


@pytest.mark.parametrize("candidates", SIZES)
@pytest.mark.parametrize("sobriety", [1e-9, 1e-6, 1e-3, 0.1, 1.0, 30.0])
def test_mean_rank_is_that_of_the_distribution(sobriety: float, candidates: int) -> None:
    assert mean_rank(sobriety, candidates) == pytest.approx(
        exact_mean(sobriety, candidates), rel=1e-5, abs=1e-9
    )


@given(st.floats(0.01, 0.999), st.integers(2, 100_000))
def test_solved_for_the_expected_rank(drunk: float, candidates: int) -> None:
    wanted = expected_rank(drunk, candidates)
    assert mean_rank(sobriety_of(drunk, candidates), candidates) == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize("candidates", [2, 24, 100_000])
def test_solved_also_where_all_are_nearly_alike(candidates: int) -> None:
    drunk = 1 - 1e-9
    found = exact_mean(sobriety_of(drunk, candidates), candidates)
    assert found == pytest.approx(expected_rank(drunk, candidates), rel=1e-6)


@pytest.mark.parametrize("candidates", [2, 24, 100_000])
def test_every_step_of_the_knob_reaches_further(candidates: int) -> None:
    reach = [expected_rank(drunk / 20, candidates) for drunk in range(21)]
    assert reach[0] == 0
    assert reach[-1] == pytest.approx((candidates - 1) / 2)
    assert all(lower < higher for lower, higher in pairwise(reach))


@pytest.mark.parametrize("candidates", [2, 24, 100_000])
@pytest.mark.parametrize("drunk", [0.1, 0.3, 0.7, 1.0])
def test_drawn_ranks_have_the_expected_mean(drunk: float, candidates: int) -> None:
    chance = np.random.default_rng(7)
    drawn = np.array([draw_rank(drunk, candidates, chance) for _ in range(4000)])
    assert drawn.min() >= 0
    assert drawn.max() < candidates
    # Five standard errors: with a fixed seed it cannot fail by chance anyway.
    error = 5 * drawn.std() / math.sqrt(drawn.size)
    assert drawn.mean() == pytest.approx(expected_rank(drunk, candidates), abs=error)


def test_sober_takes_the_best_without_touching_chance() -> None:
    chance = np.random.default_rng(1)
    before = chance.bit_generator.state
    assert {draw_rank(0.0, candidates, chance) for candidates in SIZES} == {0}
    assert chance.bit_generator.state == before


def test_fully_drunk_takes_any_alike() -> None:
    chance = np.random.default_rng(2)
    drawn = np.bincount([draw_rank(1.0, 10, chance) for _ in range(5000)], minlength=10)
    assert drawn.min() > 400
    assert drawn.max() < 600


def test_knob_beyond_its_ends_is_taken_for_the_end() -> None:
    assert expected_rank(-1, 10) == 0
    assert expected_rank(2, 10) == expected_rank(1, 10)


def test_one_candidate_is_taken() -> None:
    assert draw_rank(1.0, 1, np.random.default_rng(0)) == 0
