"""Measuring tones in what was recorded."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from tests.pulse import tone_db

LOUD_DB = -15.05
"""The level of a tone at a quarter of full scale."""

WINDOW_S, HOP_S = 0.1, 0.01


def heard(samples: FloatArray, hertz: float, within_db: float = 20) -> tuple[float, float]:
    """From when to when a tone is heard, in seconds of the recording."""
    on = np.flatnonzero(tone_db(samples, hertz, WINDOW_S, HOP_S) > LOUD_DB - within_db)
    assert on.size, f"no tone of {hertz:g} Hz"
    return float(on[0] * HOP_S + WINDOW_S / 2), float(on[-1] * HOP_S + WINDOW_S / 2)


def latest_db(samples: FloatArray, hertz: float) -> float:
    """The level of a tone in the last 0.4 s; very low before there is so much."""
    levels = tone_db(samples[-22_050:], hertz, 0.4)
    return float(levels[-1]) if levels.size else -200.0


def judge(heard_as_it_should_be: Callable[[], None]) -> None:
    """Try up to five times: on a busy machine the sound server itself leaves out something."""
    for _ in range(4):
        try:
            heard_as_it_should_be()
        except AssertionError as error:
            print(f"Once more: {error}")
        else:
            return
    heard_as_it_should_be()
