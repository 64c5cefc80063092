from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.recommend.excerpt import most_typical


def slices_like(kinds: str) -> np.ndarray:
    return np.eye(4, dtype=np.float32)[["abcd".index(kind) for kind in kinds]]


@pytest.mark.parametrize(
    ("kinds", "share", "start"),
    [
        ("baaaab", 1 / 3, 1 / 6),  # the first of several as typical
        ("bbbbaaaaaa", 0.2, 0.4),
        ("abbbbbbbbb", 0.5, 0.1),
        ("aaaa", 1.0, 0.0),
        ("a", 0.1, 0.45),  # of one slice the middle
    ],
)
def test_the_part_is_where_the_track_is_most_like_itself(
    kinds: str, share: float, start: float
) -> None:
    assert most_typical(slices_like(kinds), share) == pytest.approx(start)


@settings(deadline=None)
@given(
    st.integers(1, 60), st.integers(0, 99), st.floats(0.001, 1.0), st.sampled_from([0.0, np.nan, 1])
)
def test_the_part_lies_within_the_track(count: int, seed: int, share: float, odd: float) -> None:
    slices = np.random.default_rng(seed).standard_normal((count, 5)).astype(np.float32)
    slices[0] *= odd
    start = most_typical(slices, share)
    assert 0 <= start <= 1 - share + 1e-9
