from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.analysis.mp3tovec import mp3tovec
from deej_desktop.analysis.newcomer import mp3tovec_of_newcomer
from deej_desktop.domain.arrays import FloatArray


def _library(tracks: int, seed: int) -> list[FloatArray]:
    chance = np.random.default_rng(seed)
    words = chance.standard_normal((12, 10)).astype(np.float32)
    return [
        words[chance.integers(12, size=chance.integers(0, 9))]
        + np.float32(0.01) * chance.standard_normal(10).astype(np.float32)
        for _ in range(tracks)
    ]


@pytest.mark.parametrize("tracks", [1, 2, 50])
def test_a_newcomer_gets_the_vector_that_it_would_have_in_the_library(tracks: int) -> None:
    *library, newcomer = _library(tracks, seed=tracks)
    if not len(newcomer):
        newcomer = np.ones((2, 10), np.float32)
    expected = mp3tovec([*library, newcomer], 0.001)[-1]
    np.testing.assert_allclose(mp3tovec_of_newcomer(newcomer, library, 0.001), expected, atol=1e-6)


def test_a_newcomer_that_says_nothing_has_no_direction() -> None:
    assert not mp3tovec_of_newcomer(np.zeros((3, 10), np.float32), _library(5, 0), 0.001).any()
