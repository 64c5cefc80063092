"""The gate: telling music from speech, noise and silence, so that only music is followed."""

from __future__ import annotations

from enum import Enum

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.level import SILENCE, level_of
from deej_desktop.microphone.measures import Measures, measure


class Heard(str, Enum):
    """What kind of sound it is."""

    MUSIC = "music"
    SPEECH = "speech"
    NOISE = "noise"
    SILENCE = "silence"


_KINDS = (Heard.MUSIC, Heard.SPEECH, Heard.NOISE)

# Multinomial logistic regression on 2,400 stretches of five seconds: music of many styles, voices
# real and synthetic, wind, water, machines and coloured noise, half of them in rooms simulated by
# deej_desktop.training.room at 5 to 20 dB. Of stretches from files left out, it knew 93 in 100 for
# music, 89 for speech and 92 for noise; most that it mistook were music that imitates the others.
_WEIGHTS = np.array(
    [
        (-1.61, 4.26, -2.65),  # depth
        (7.49, -4.99, -2.50),  # beat
        (-1.79, 7.77, -5.98),  # syllables
        (0.28, 0.05, -0.33),  # lines
        (-0.04, 0.12, -0.08),  # flatness
    ]
)
_BIAS = np.array((-2.46, -6.58, 9.04))

_SUREST = 3.0
"""One stretch never counts for more than this, in units of the logarithm of odds."""

_MEMORY = 0.6
"""What the stretches before weigh in the judgement, a second later."""


_PAUSE = Seconds(2.0)
"""Who speaks pauses for less, and so does music."""


class Gate:
    """Judges stretches of sound that overlap; one alone does not make it change its mind."""

    def __init__(self) -> None:
        self._odds: npt.NDArray[np.float64] | None = None

    def judge(self, samples: FloatArray, sample_rate: int) -> Heard:
        """Say what is heard now.

        Args:
            samples: The latest five seconds, shape (n,), in -1..1.
            sample_rate: In Hz.
        """
        if level_of(samples[-round(_PAUSE * sample_rate) :]) < SILENCE:
            self._odds = None
            return Heard.SILENCE
        odds = log_odds(measure(samples, sample_rate))
        before = odds if self._odds is None else self._odds
        self._odds = _MEMORY * before + (1 - _MEMORY) * odds
        return _KINDS[int(np.argmax(self._odds))]


def log_odds(measures: Measures) -> npt.NDArray[np.float64]:
    """How much speaks for music, for speech and for noise, shape (3,), the mean being 0."""
    odds = np.array(tuple(measures)) @ _WEIGHTS + _BIAS
    return np.asarray(np.clip(odds - odds.mean(), -_SUREST, _SUREST))
