from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.microphone.resampling import resampled
from tests.audio import tone

WANTED = 22_050


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 32_000, 44_056, 44_100, 48_000, 96_000])
def test_a_tone_stays_the_tone_it_was_at_any_rate(rate: int) -> None:
    made = resampled(tone(1_000, 1.0, rate), rate, WANTED)
    expected = tone(1_000, 1.0, WANTED)
    assert made.dtype == np.float32
    assert abs(made.size - expected.size) <= 1
    middle = slice(WANTED // 10, WANTED * 9 // 10)
    np.testing.assert_allclose(made[middle], expected[middle], atol=2e-3)


def test_what_is_too_high_for_the_wanted_rate_does_not_come_back_lower() -> None:
    assert np.abs(resampled(tone(15_000, 1.0, 48_000), 48_000, WANTED)[1_000:-1_000]).max() < 1e-3


def test_nothing_stays_nothing() -> None:
    assert resampled(np.zeros(0, np.float32), 48_000, WANTED).size == 0
