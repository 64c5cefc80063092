"""Notes, the clock, and the notations."""

from __future__ import annotations

import pytest

from demo_music.score import Clock, between, looped, shaped, strokes, tune
from demo_music.theory import Key, pitch

C_MAJOR = Key(pitch("C4"), "major")


def test_a_tune_reads_degrees_lengths_rests_and_stress() -> None:
    notes = tune("1:1 3:.5! r:1/2 | 5' b7,:2?", C_MAJOR, start=4.0, velocity=0.6)
    assert [(n.start, n.length, n.pitch) for n in notes] == [
        (4.0, 1.0, 60),
        (5.0, 0.5, 64),
        (6.0, 0.5, 79),
        (6.5, 2.0, 58),
    ]
    assert [round(n.velocity, 2) for n in notes] == [0.6, 0.75, 0.6, 0.4]


def test_a_tune_moves_within_its_key() -> None:
    assert [n.pitch for n in tune("1 2 3", C_MAJOR, steps=1)] == [62, 64, 65]


def test_what_is_no_note_is_refused() -> None:
    with pytest.raises(ValueError, match="x4"):
        tune("1 x4", C_MAJOR)


def test_strokes_become_notes_of_three_strengths() -> None:
    notes = strokes("x.o- ....", 0.25, start=2.0)
    assert [n.start for n in notes] == [2.0, 2.5, 2.75]
    assert notes[0].velocity > notes[1].velocity > notes[2].velocity


def test_loops_repeat_and_cuts_shorten() -> None:
    notes = looped(tune("1:3", C_MAJOR), period=4.0, times=3)
    assert [n.start for n in notes] == [0.0, 4.0, 8.0]
    assert [(n.start, n.length) for n in between(notes, 4.0, 6.0)] == [(4.0, 2.0)]


def test_dynamics_follow_their_line() -> None:
    soft, loud = shaped(tune("1:4 1:4", C_MAJOR, velocity=0.5), (0.0, 0.5), (4.0, 1.5))
    assert (soft.velocity, loud.velocity) == (0.25, 0.75)


def test_a_steady_clock_counts_beats() -> None:
    clock = Clock(120.0, 16.0)
    assert clock.seconds(7.5) == pytest.approx(3.75)


def test_swing_delays_the_off_beat_only() -> None:
    clock = Clock(60.0, 8.0, swing=0.66)
    assert [clock.seconds(b) for b in (1.0, 1.5, 2.0)] == pytest.approx([1.0, 1.66, 2.0])


def test_a_slowing_clock_takes_longer_only_at_the_end() -> None:
    steady, slowing = Clock(120.0, 16.0), Clock(120.0, 16.0, slowing=4.0)
    assert slowing.seconds(12.0) == pytest.approx(steady.seconds(12.0))
    assert slowing.seconds(16.0) > steady.seconds(16.0) + 0.2
