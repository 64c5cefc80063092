from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.services.mixing.limiter import limited

RATE = 8_000


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 999),
    size=st.integers(0, 20_000),
    loud=st.floats(0.0, 4.0),
    cuts=st.lists(st.integers(0, 20_000), max_size=6),
)
def test_peaks_are_held_and_the_rest_is_left_alone(
    seed: int, size: int, loud: float, cuts: list[int]
) -> None:
    chance = np.random.default_rng(seed)
    sound = (0.2 * chance.standard_normal((2, size))).astype(np.float32)
    sound[:, size // 2 : size // 2 + 20] *= np.float32(10 * loud)
    blocks = np.split(sound, sorted(cut for cut in cuts if cut < size), axis=1)
    out = np.concatenate(list(limited(blocks, RATE, 0.9)), axis=1)
    assert out.shape == sound.shape
    if size:
        peaks = np.abs(signal.resample_poly(out, 4, 1, axis=1)) if size > 100 else np.abs(out)
        assert peaks.max() <= 0.9 * 1.03
        assert np.abs(out).max() <= 0.9 + 1e-5
    assert (np.abs(out) <= np.abs(sound) + 1e-6).all()
    far = np.s_[:, : max(0, size // 2 - 2000)]
    if np.abs(signal.resample_poly(sound[far], 4, 1, axis=1)).max(initial=0) < 0.85:
        np.testing.assert_allclose(out[far], sound[far], rtol=1e-5)


def test_an_evening_is_held_down_while_it_comes() -> None:
    taken = 0

    def evening() -> Iterator[FloatArray]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield np.full((2, RATE), 0.5, np.float32)

    held = limited(evening(), RATE, 0.9)
    for seconds in range(1, 6):
        next(held)
        assert taken == seconds
