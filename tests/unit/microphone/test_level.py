from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.domain.units import Decibels, Seconds
from deej_desktop.microphone.level import LOWEST, Quiet, level_of, loudest, shown
from tests.audio import silence, tone

TENTH = Seconds(0.1)


def test_levels() -> None:
    # A sine at a quarter of full scale has a root mean square of a quarter over the root of two.
    assert level_of(tone(440, 1.0)) == pytest.approx(-15.05, abs=0.01)
    assert level_of(silence(1.0)) == LOWEST
    assert level_of(np.zeros(0, np.float32)) == LOWEST


def test_the_meter_goes_from_silence_to_full_scale() -> None:
    assert [shown(Decibels(level)) for level in (LOWEST, -60, -30, 0, 3)] == [0, 0, 0.5, 1, 1]


def listen(quiet: Quiet, level: float, seconds: float) -> None:
    for _ in range(round(seconds / TENTH)):
        quiet.meter(Decibels(level), TENTH)


def test_it_is_quiet_only_after_music() -> None:
    quiet = Quiet()
    listen(quiet, -90, 5)
    quiet.noise(Seconds(5.0))
    assert quiet.lasting == 0.0


@pytest.mark.parametrize(("music", "room"), [(-20, -80), (-20, -45), (-40, -61)])
def test_it_becomes_quiet_when_the_level_falls_to_that_of_the_room(
    music: float, room: float
) -> None:
    quiet = Quiet()
    quiet.music(Decibels(music))
    listen(quiet, music, 3)
    assert quiet.lasting == 0.0
    listen(quiet, room, 2)
    assert quiet.lasting == pytest.approx(2.0)
    listen(quiet, music, 0.1)
    assert quiet.lasting == 0.0


def test_a_softer_passage_is_no_quiet() -> None:
    quiet = Quiet()
    quiet.music(Decibels(-20))
    listen(quiet, -30, 20)
    listen(quiet, -34, 20)
    assert quiet.lasting == 0.0


def test_a_slow_end_is_one() -> None:
    quiet = Quiet()
    quiet.music(Decibels(-20))
    for level in np.arange(-20, -70, -0.3):  # three decibels a second
        quiet.meter(Decibels(float(level)), TENTH)
    assert quiet.lasting > 0


def test_where_the_level_says_nothing_noise_alone_is_quiet_and_a_voice_is_not() -> None:
    quiet = Quiet()
    quiet.music(Decibels(-30))
    listen(quiet, -35, 3)
    quiet.noise(Seconds(1.0))
    quiet.noise(Seconds(1.0))
    assert quiet.lasting == 2.0
    quiet.voice()
    assert quiet.lasting == 0.0
    quiet.noise(Seconds(1.0))
    quiet.music(Decibels(-30))
    assert quiet.lasting == 0.0


def test_the_loudest_part_is_found() -> None:
    sound = np.concatenate([silence(3.0), tone(440, 1.0), silence(2.0)])
    part = loudest(sound, 44_100)
    assert part.size == 44_100
    assert level_of(part) == pytest.approx(-15.05, abs=0.1)
    np.testing.assert_array_equal(loudest(sound[:100], 200), sound[:100])
