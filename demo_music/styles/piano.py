"""Solo piano: a nocturne, a waltz, a pattern that turns like snow, a letter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from demo_music import effects
from demo_music.instruments.keys import piano
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, shaped, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, chord_at, nearest, pitch, progression, voice_lead_all


def _ladder(span: Span, low: int, rungs: int) -> list[int]:
    """The chord's tones upwards from its bass, which lies at `low` or above."""
    bass = next(p for p in range(low, low + 12) if p % 12 == span.chord.bass)
    tones = [p for p in range(bass + 5, bass + 40) if p % 12 in span.chord.classes[:4]]
    return [bass, *tones[: rungs - 1]]


def _rolling(spans: Sequence[Span], low: int, per_beat: int) -> list[Note]:
    """Broken chords that climb from the bass and fall back, the pedal held through each chord."""
    notes = []
    for span in spans:
        ladder = _ladder(span, low, 5)
        count = round(span.beats * per_beat)
        course = [0, 1, 2, 3, 4, 3, 2, 1] if per_beat == 2 else [0, 1, 2, 3, 2, 1]
        for index in range(count):
            step = course[index % len(course)] if index else 0
            begin = span.start + index / per_beat
            loud = 0.55 if index == 0 else 0.36 + 0.05 * (step == 4)
            notes.append(Note(begin, span.start + span.beats - begin, ladder[step], loud))
    return notes


def _sung(notes: Sequence[Note], over: float = 0.25) -> list[Note]:
    """A melody whose notes overlap a little, as a singing hand plays them."""
    return [Note(n.start, n.length + over, n.pitch, n.velocity) for n in notes]


def _nocturne(chance: np.random.Generator) -> tuple[list[Note], Clock, float]:
    key = Key(pitch("Eb4"), "major")
    spans = progression(
        "Ebmaj7 | Cm9 | Abmaj7 | Bb7sus4 Bb7 | Gm7 | Cm7 | Fm9 | Bb9sus4 Bb7 |"
        "Abmaj7 | Gm7 C7b9 | Fm9 Bb13 | Ebadd9 | Abm6 | Ebadd9"
    )
    melody = tune(
        "5:1.5 6:.5 5:1 10:1 | 9:1.5 8:.5 7:1 5:1 | 8:1.5 7:.5 8:1 10:1 | 9:2 8:.5 7:.5 6:1 |"
        "5:1.5 6:.5 7:1 9:1 | 8:1.5 7:.5 8:1 10:1 | 12:2! 11:1 10:1 | 9:2 8:1 9:1 |"
        "10:1.5 11:.5 12:2! | 12:1 10:1 11:1 10:1 | 11:1 8:1 9:1 7:1? | 8:3? r:1 |"
        "r:1 10:.5? 11:.5? 10:2? | 8:3?",
        key,
        velocity=0.72,
    )
    answer = tune("5,:1? 8,:1? 3:1? 5:1?", Key(pitch("Eb5"), "major"), start=53.0)
    notes = _rolling(spans[:-1], 36, 3) + _sung(melody)
    notes += [Note(52.0, 6.0, p, 0.4) for p in (39, 46, 55)]
    notes += [Note(n.start, 8.0, n.pitch, n.velocity) for n in answer]
    notes = shaped(notes, (0, 0.85), (24, 1.05), (34, 1.2), (44, 0.85), (56, 0.6))
    clock = Clock(66.0, 56.0, rubato=0.05, phrase=16.0, slowing=10.0, slowest=0.62)
    return humanised(notes, chance, 0.012, 0.03), clock, 58.0


def _oompah(spans: Sequence[Span]) -> list[Note]:
    """A waltz for the left hand: bass on one, the chord on two and three."""
    notes = []
    for index, (span, voicing) in enumerate(
        zip(spans, voice_lead_all(spans, 52, 66, 3), strict=True)
    ):
        low = nearest([span.chord.bass], 41 if index % 2 == 0 else 44)
        notes.append(Note(span.start, 2.6, low, 0.5))
        for beat, loud in ((1.0, 0.32), (2.0, 0.28)):
            notes += [Note(span.start + beat, 0.7, p, loud) for p in voicing]
    return notes


def _waltz(chance: np.random.Generator) -> tuple[list[Note], Clock, float]:
    key = Key(pitch("A4"), "minor")
    first = "Am | Am/C | Dm | Dm/F | G7 | G7/B | Cmaj7 | C6 | F | Fmaj7 | Bm7b5 | E7 |"
    spans = progression(
        first + "Am | Dm/F | E7 | Am | C | G/B | Am | Em | F | C/E | Dm7 | G7 |"
        "C | G/B | Am | Em | F | Dm6 | E7sus4 | E7 |" + "Am | Am/C | Dm | Bm7b5 | E7sus4 | E7 |",
        3.0,
    )
    theme = (
        "5:2 8:1 | 7:1.5 6:.5 5:1 | 6:2 4:1 | 4:2 r:1 | 4:2 7:1 | 6:1.5 5:.5 4:1 | 5:2 3:1 |"
        "3:2 r:1 | 3:1 4:1 5:1 | 8:2! 7:1 | 6:2 4:1 | 2:1 #7,:1 2:1 |"
    )
    melody = tune(
        theme + "1:2 3:1 | 6:1.5! 5:.5 4:1 | 3:1 2:1 #7,:1 | 1:2 r:1 |"
        "3:1 5:1 7:1 | 9:2 7:1 | 8:1.5 7:.5 5:1 | 7:2 r:1 | 6:1 8:1 10:1 | 10:2 7:1 |"
        "8:1.5 7:.5 6:1 | 4:2 r:1 | 5:1 7:1 10:1 | 11:2! 9:1 | 12:2! 10:1 | 9:1.5 8:.5 7:1 |"
        "8:2 6:1 | 6:1 4:1 6:1 | 5:2 8:1 | #7:2 r:1 |"
        "5:2 8:1 | 7:1.5 6:.5 5:1 | 6:2 4:1 | 4:1 3:1 2:1 | 3:2 2:1 | 2:1 1:1 #7,:1",
        key,
        velocity=0.72,
    )
    end = spans[-1].start + 3.0
    grace = [Note(n.start - 0.12, 0.15, n.pitch - 2, 0.4) for n in melody if n.velocity > 0.8]
    notes = _oompah(spans) + _sung(melody, 0.15) + grace
    notes += [Note(end, 6.0, p, 0.42) for p in (45, 57, 60, 64, 69)]
    notes += [Note(end + 2.0 + 0.5 * i, 5.0, p, 0.34) for i, p in enumerate((76, 81, 88))]
    notes = shaped(notes, (0, 0.85), (40, 1.05), (48, 0.8), (76, 1.2), (96, 0.75), (end, 0.8))
    clock = Clock(146.0, end + 3.0, rubato=0.05, phrase=12.0, slowing=9.0, slowest=0.55)
    return humanised(notes, chance, 0.018, 0.035), clock, end + 5.0


def _snow(chance: np.random.Generator) -> tuple[list[Note], Clock, float]:
    key = Key(pitch("D5"), "minor")
    loop = "Dm9 | Bbmaj7 | F/A | Cadd9 | Dm9 | Bbmaj7 | Gm9 | A7sus4 A7 |"
    spans = progression(loop * 2 + "Dm9 | Bbmaj7 |", 4.0)
    voicings = voice_lead_all(spans, 57, 72, 3)
    notes = []
    for span, voicing in zip(spans, voicings, strict=True):
        course = (0, 2, 1, 2)
        for index in range(round(span.beats * 4)):
            begin = span.start + index / 4
            loud = 0.42 if index % 4 == 0 else 0.3
            notes.append(Note(begin, 0.9, voicing[course[index % 4]], loud))
        low = nearest([span.chord.bass], 40)
        notes.append(Note(span.start, span.beats, low, 0.5))
        if span.start >= 32.0:
            notes.append(Note(span.start, span.beats, low - 12, 0.42))
            notes.append(Note(span.start + span.beats / 2, span.beats / 2, low + 7, 0.36))
    phrase = (
        "5:3 4:.5 3:.5 | 3:2.5 1:.5 3:1 | 5:3 7:.5 5:.5 | 4:3 r:1 |"
        "8:3! 7:.5 5:.5 | 6:2.5 5:.5 3:1 | 4:2 6:1 5:1 | 5:2 2:2"
    )
    melody = tune("r:8 | r:4 r:2 7:1? 5:1? | 4:3? r:1", Key(pitch("D4"), "minor"), 0.0, 0.6)
    melody += tune("8:3 7:.5 5:.5 | 6:2.5 5:.5 3:1 | 4:2 6:1 5:1 | 5:2 2:2", key, 16.0, 0.6)
    melody += tune(phrase, key, 32.0, 0.74)
    melody += [Note(n.start, n.length, n.pitch - 12, 0.5) for n in tune(phrase, key, 32.0)]
    melody += tune("8:3? 5:1? | 3:3?", key, 64.0, 0.62)
    end = 72.0
    notes += _sung(melody) + [Note(end, 7.0, p, 0.36) for p in (38, 50, 57, 64, 65, 69)]
    notes = shaped(notes, (0, 0.9), (30, 1.0), (34, 1.0), (56, 1.15), (64, 0.9), (72, 0.7))
    clock = Clock(88.0, end, rubato=0.02, phrase=16.0, slowing=8.0, slowest=0.7)
    return humanised(notes, chance, 0.008, 0.03), clock, end + 3.0


def _letter(chance: np.random.Generator) -> tuple[list[Note], Clock, float]:
    key = Key(pitch("G4"), "major")
    spans = progression(
        "Gadd9 | D/F# | Em7 | Cmaj7 | Gadd9 | D/F# | Cmaj7 | D7sus4 D7 |"
        "Em7 | Bm7 | Cmaj7 | G/B | Am7 | D7sus4 | Gadd9 | Cmaj7 Cm6"
    )
    melody = tune(
        "5:1.5 6:.5 5:1 3:1 | 2:1.5 3:.5 5:2 | 6:1.5 8:.5 6:1 5:1 | 3:1.5 2:.5 3:2 |"
        "5:1.5 6:.5 8:1 10:1 | 9:1.5 7:.5 5:2 | 6:1 7:1 8:1 10:1 | 9:2! 7:2 |"
        "8:1.5! 9:.5 10:1 12:1 | 12:1.5 10:.5 9:2 | 8:1.5 9:.5 10:1 8:1 | 10:1.5 8:.5 5:2 |"
        "8:1 6:1 4:1 6:1 | 8:2 9:2 | 8:3? r:1 | 5:1.5? 6:.5? b6:2?",
        key,
        velocity=0.7,
    )
    # In the middle the right hand adds the chord's tone below.
    lower = [
        Note(n.start, n.length, nearest(chord_at(spans, n.start).classes, n.pitch - 5), 0.45)
        for n in melody
        if 32.0 <= n.start < 56.0 and n.length >= 1.0
    ]
    end = 64.0
    notes = _rolling(spans, 38, 2) + _sung(melody) + _sung(lower)
    notes += [Note(end + 0.12 * i, 7.0, p, 0.4) for i, p in enumerate((43, 50, 59, 66, 69, 74))]
    notes = shaped(notes, (0, 0.8), (28, 1.0), (36, 1.2), (48, 1.05), (60, 0.75), (64, 0.7))
    clock = Clock(86.0, end, rubato=0.04, phrase=16.0, slowing=8.0, slowest=0.62)
    return humanised(notes, chance, 0.012, 0.03), clock, end + 3.0


_PIECES = (_nocturne, _waltz, _snow, _letter)


def render(number: int) -> Audio:
    """Compose and play one of them."""
    chance = np.random.default_rng([11, number])
    notes, clock, end = _PIECES[number](chance)
    part = Part(notes, piano, -18.0, spread=0.22, sends={"hall": 0.28})
    hall = (effects.room(2.1, 21, brightness=0.9, predelay=0.02),)
    return mixed([part], clock, clock.seconds(end) + 2.5, 11 + number, {"hall": hall})


STYLE = Style(
    "Solo Piano",
    "Ivory Letters",
    ("Lanterns on the Water", "Paper Waltz", "Snow in the Courtyard", "Letter from the Coast"),
    render,
)
