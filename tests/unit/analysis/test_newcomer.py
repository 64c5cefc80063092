from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.analysis.mp3tovec import mp3tovec, speaking
from deej_desktop.analysis.newcomer import Others, meet, nobody, vector_of_newcomer
from deej_desktop.domain.arrays import FloatArray


def _library(tracks: int, seed: int) -> list[FloatArray]:
    chance = np.random.default_rng(seed)
    words = chance.standard_normal((12, 10)).astype(np.float32)
    return [
        words[chance.integers(12, size=chance.integers(0, 9))]
        + np.float32(0.01) * chance.standard_normal(10).astype(np.float32)
        for _ in range(tracks)
    ]


@pytest.mark.parametrize("copies", [1, 3])
@pytest.mark.parametrize("tracks", [1, 2, 50])
def test_a_newcomer_gets_the_vector_that_it_would_have_in_the_library(
    tracks: int, copies: int
) -> None:
    *library, newcomer = _library(tracks, seed=tracks)
    if not len(newcomer):
        newcomer = np.ones((2, 10), np.float32)
    expected = mp3tovec([*library * copies, newcomer], 0.001)[-1]
    units = speaking(newcomer)[1]
    theirs = [speaking(own)[1] for own in library]
    others = Others(
        np.concatenate([nobody(units).units, *theirs]),
        np.repeat(np.arange(len(theirs)), [len(own) for own in theirs]).astype(np.int64),
        np.full(len(theirs), copies),
    )
    meeting = meet(units, others, 0.001)
    population = copies * sum(bool(len(own)) for own in theirs)
    vector = vector_of_newcomer(units, meeting, population)
    np.testing.assert_allclose(vector, expected, atol=1e-6)


def test_a_meeting_tells_which_slices_say_the_same() -> None:
    word, other = np.eye(2, dtype=np.float32)
    others = Others(np.array([word, other, word]), np.array([0, 0, 1]), np.array([2, 3]))
    meeting = meet(np.array([word, word]), others, 0.001)
    assert meeting.tf.tolist() == [2, 2]
    assert meeting.df.tolist() == [5, 5]
    assert meeting.near.tolist() == [True, False, True]
