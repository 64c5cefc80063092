"""Keys, chords, voice leading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo_music.theory import (
    Chord,
    Key,
    chord_at,
    nearest,
    pitch,
    progression,
    voice_lead,
    voice_lead_all,
)


def test_pitch_names_are_midi_numbers() -> None:
    assert [pitch(name) for name in ("C4", "A4", "F#3", "Bb2", "C-1")] == [60, 69, 54, 46, 0]


def test_what_is_no_pitch_is_refused() -> None:
    with pytest.raises(ValueError, match="H4"):
        pitch("H4")


def test_degrees_go_on_beyond_the_octave_both_ways() -> None:
    key = Key(pitch("A4"), "minor")
    assert [key.degree(step) for step in (0, 2, 7, 9, -1)] == [69, 72, 81, 84, 67]


def test_a_symbol_gives_root_tones_and_bass() -> None:
    chord = Chord.parse("F#m7b5/C")
    assert (chord.root, chord.bass, chord.classes) == (6, 0, (6, 9, 0, 4))


def test_an_unknown_quality_is_refused() -> None:
    with pytest.raises(ValueError, match="Cmystery"):
        Chord.parse("Cmystery")


def test_chords_share_their_bar_and_percent_repeats_it() -> None:
    spans = progression("C | Dm7 G7 | %", beats_per_bar=4.0, start=8.0)
    assert [(s.start, s.beats) for s in spans] == [(8, 4), (12, 2), (14, 2), (16, 2), (18, 2)]
    assert chord_at(spans, 15.0) == Chord.parse("G7")
    assert chord_at(spans, 0.0) == Chord.parse("C")


def test_nearest_finds_the_closest_octave() -> None:
    assert nearest([0], 67) == 72
    assert nearest([0, 7], 66) == 67


def test_voices_move_little_and_hold_common_tones() -> None:
    first, second = voice_lead_all(progression("C | Am"), 55, 76, 3)
    assert sum(abs(a - b) for a, b in zip(first, second, strict=True)) <= 2


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["C", "Dm7", "G13", "Bb7b9", "F#m11", "Ebmaj7#11", "Adim7", "E5"]),
    st.integers(2, 5),
    st.integers(40, 60),
)
def test_a_voicing_stays_in_range_ascends_and_belongs_to_its_chord(
    symbol: str, size: int, low: int
) -> None:
    chord = Chord.parse(symbol)
    voicing = voice_lead(chord, None, low, low + 24, size)
    assert list(voicing) == sorted(set(voicing))
    assert all(p % 12 in chord.classes for p in voicing)
    assert low - 6 <= voicing[0] <= voicing[-1] <= low + 30
