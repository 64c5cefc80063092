from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.services.room.whitening import Whitening


def test_what_varies_little_counts_as_much_as_what_varies_much() -> None:
    random = np.random.default_rng(0)
    spread = np.array([10.0, 1.0, 1.0, 1.0])
    slices = (random.standard_normal((4_000, 4)) * spread + 3).astype(np.float32)
    whitened = Whitening(slices)(slices)
    assert np.linalg.norm(whitened, axis=1) == pytest.approx(1.0, abs=1e-5)
    shares = np.square(whitened).mean(axis=0)
    # Along the directions of the largest variance and of the others alike, nearly.
    assert shares.max() < 3 * shares.min()


def test_few_slices_change_hardly_anything() -> None:
    random = np.random.default_rng(1)
    one = random.standard_normal((2, 50)).astype(np.float32)
    between = Whitening(one)(one - one.mean(axis=0))
    assert np.isfinite(between).all()
    nothing = Whitening(np.zeros((0, 3), np.float32))
    assert nothing(np.array([[0.0, 2.0, 0.0]], np.float32)).tolist() == [[0, 1, 0]]


def test_silence_stays_silence() -> None:
    same = Whitening(np.ones((5, 3), np.float32))
    assert same(np.ones((1, 3), np.float32)).tolist() == [[0, 0, 0]]
