"""Chiptune: two pulses, a triangle and noise, and tunes for running to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from demo_music import effects
from demo_music.instruments.chip import rattle, square, stepped_triangle, thud
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, strokes, tune
from demo_music.sound import Audio
from demo_music.synthesis.filters import lowpass
from demo_music.theory import Key, Span, chord_at, nearest, pitch, progression


@dataclass(frozen=True, slots=True)
class _Level:
    """Two strains of eight bars with their chords.

    `plan` names the strains in order: capital ones in two voices, small ones over a fluttering
    chord. `bass` is one bar of eighths: "r" the root, "o" its octave. `ending` is the last chord.
    """

    bpm: float
    key: Key
    chords: dict[str, str]
    tunes: dict[str, str]
    plan: str
    bass: str
    ending: str


_LEVELS = (
    _Level(
        160.0,
        Key(pitch("C5"), "major"),
        {
            "a": "C | G/B | Am | F | C | G/B | F G | C |",
            "b": "Am | F | C | G | Am | F | Dm | G |",
        },
        {
            "a": "5,:.5 1:.5 2:.5 3:.5 5:1! 3:1 | 2:.5 3:.5 2:.5 7,:.5 5,:1 r:1 |"
            "1:.5 3:.5 5:.5 6:.5 8:1! 6:1 | 6:.5 5:.5 4:.5 3:.5 4:1 r:1 |"
            "5:.5 5:.5 6:.5 5:.5 3:1 1:1 | 2:.5 2:.5 3:.5 2:.5 7,:1 5,:1 |"
            "6,:.5 1:.5 4:.5 6:.5 5:.5 4:.5 3:.5 2:.5 | 1:1! 5,:.5 3:.5 1:1 r:1 |",
            "b": "8:1.5! 7:.5 6:1 3:1 | 4:.5 6:.5 8:1 6:1 4:1 | 5:1.5! 3:.5 8:1 5:1 |"
            "7:.5 6:.5 5:.5 4:.5 2:1 r:1 | 8:1.5! 9:.5 10:1 8:1 | 6:.5 8:.5 11:1! 10:.5 8:1.5 |"
            "9:.5 8:.5 6:.5 4:.5 6:.5 5:.5 4:.5 2:.5 | 5:.5 6:.5 7:.5 9:.5 5:1 r:1 |",
        },
        "abaA",
        "rorororo",
        "C",
    ),
    _Level(
        150.0,
        Key(pitch("A4"), "minor"),
        {
            "a": "Am | F | G | Am | Am | F | E | E |",
            "b": "C | G | Dm | Am | F | C | Bm7b5 | E |",
        },
        {
            "a": "1:.75! 1:.25 3:.5 5:.5 8:1 7:.5 5:.5 | 6:.75 5:.25 6:.5 8:.5 6:2 |"
            "7:.75! 6:.25 5:.5 4:.5 2:1 4:.5 5:.5 | 5:.5 4:.5 3:.5 2:.5 1:2 |"
            "1:.75! 1:.25 3:.5 5:.5 8:1 9:.5 10:.5 | 10:.75 9:.25 8:.5 6:.5 8:2 |"
            "9:.5 8:.5 #7:.5 5:.5 #7:1 9:1 | #7:3! r:1 |",
            "b": "10:1! 9:.5 8:.5 7:1 5:1 | 7:.75 8:.25 9:.5 7:.5 4:2 |"
            "8:1! 7:.5 6:.5 4:1 6:1 | 5:.75 4:.25 3:.5 5:.5 8:2 | 6:.5 8:.5 10:1! 10:.5 9:.5 8:1 |"
            "7:.5 5:.5 7:1 10:2 | 9:.5 8:.5 6:.5 4:.5 2:1 4:1 | 5:.5 #7:.5 9:.5 #7:.5 5:1 r:1 |",
        },
        "abAB",
        "rr.orr.o",
        "Am",
    ),
    _Level(
        172.0,
        Key(pitch("D5"), "dorian"),
        {
            "a": "Dm | G | Dm | C | Dm | G | C | Dm |",
            "b": "F | G | Am | Dm | F | G | A | A |",
        },
        {
            "a": "1:.5! 5:.5 4:.5 5:.5 3:.5 5:.5 1:1 | 4:.5 6:.5 5:.5 6:.5 4:1 r:1 |"
            "1:.5! 5:.5 4:.5 5:.5 8:.5 7:.5 5:1 | 7,:.5 2:.5 4:.5 2:.5 7:1 r:1 |"
            "8:.5! 7:.5 5:.5 4:.5 3:.5 4:.5 5:1 | 6:.5 4:.5 6:.5 8:.5 6:1 4:1 |"
            "7:.5 6:.5 4:.5 2:.5 4:.5 3:.5 2:1 | 1:1! 1:.5 1:.5 1:1 r:1 |",
            "b": "3:1! 5:.5 7:.5 10:1 7:1 | 8:.5 6:.5 4:.5 6:.5 8:2 | 9:1! 7:.5 5:.5 9:1 7:1 |"
            "8:.5 7:.5 5:.5 3:.5 1:2 | 3:.5 5:.5 7:.5 10:.5 12:1! 10:1 |"
            "11:.5 8:.5 6:.5 8:.5 11:1 8:1 | 9:.5 #7:.5 5:.5 #7:.5 9:.5 #7:.5 9:.5 12:.5 |"
            "9:1! #7:.5 9:.5 5:1 r:1 |",
        },
        "aabA",
        "r.rorr.o",
        "Dm",
    ),
    _Level(
        166.0,
        Key(pitch("F4"), "major"),
        {
            "a": "F | G | F | C | Dm | G | Bb C | F |",
            "b": "Dm | Am | Bb | F | Dm | Am | G | C |",
        },
        {
            "a": "1:.5! 3 5 3 8:1! 5:1 | 2:.5 #4 6 #4 9:1! 6:1 | 8:.5! 7 8 10 8:1 5:1 |"
            "7:.5 5 2 5 7:1 r:1 | 8:.5! 6 3 6 8:1 10:1 | 9:.5 #11 9 6 #4:1 6:1 |"
            "6:.5 8 11! 8 9 7 5 2 | 1:.5! 1 3 5 8:1 r:1 |",
            "b": "6:1.5! 8:.5 10:1 8:1 | 7:1.5 5:.5 3:2 | 4:1 6:1 8:1.5! 6:.5 | 5:1 3:1 1:1 r:1 |"
            "6:1.5! 8:.5 10:1 13:1 | 12:1.5! 10:.5 7:2 | 9:.5 #11 9 6 9:1 6:1 |"
            "7:.5 5 7 9 12:1! r:1 |",
        },
        "abAB",
        "r..r..ro",
        "F",
    ),
)


_INTRO_BARS = 2


def _flutter(spans: Sequence[Span], every: float = 0.125) -> list[Note]:
    """A chord as such machines play it: one voice that runs through its tones very fast."""
    notes = []
    for span in spans:
        tones = sorted(nearest([c], 62) for c in span.chord.classes[:3])
        for index in range(round(span.beats / every)):
            beat = span.start + index * every
            # Let go before each new half beat, so that the rhythm stays clear.
            if index % 4 != 3:
                notes.append(Note(beat, every, tones[index % 3] + 12, 0.6))
    return notes


def _octaves(spans: Sequence[Span], pattern: str) -> list[Note]:
    notes = []
    for span in spans:
        root = nearest([span.chord.bass], 40)
        for index in range(round(span.beats * 2)):
            sign = pattern[index % len(pattern)]
            if sign != ".":
                up = 12 if sign == "o" else 0
                notes.append(Note(span.start + index / 2, 0.42, root + up, 0.8))
    return notes


def _in_thirds(melody: Sequence[Note], spans: Sequence[Span]) -> list[Note]:
    """A second voice under the first: the tone of the chord at least a third below."""
    notes = []
    for note in melody:
        below = nearest(chord_at(spans, note.start).classes, note.pitch - 4.4)
        notes.append(Note(note.start, note.length, below, 0.6))
    return notes


def _drums(end: float) -> dict[str, list[Note]]:
    """Noise and a falling triangle; every eighth bar fills."""
    drums: dict[str, list[Note]] = {"kick": [], "snare": [], "hat": []}
    for index, bar in enumerate(np.arange(0.0, end, 4.0)):
        at, fill = float(bar), index % 8 == (_INTRO_BARS - 1) % 8
        drums["kick"] += strokes("x.....x.x.x...x." if fill else "x.....x.x.......", 0.25, at)
        drums["snare"] += strokes("....x..o..x.xoxx" if fill else "....x.......x...", 0.25, at)
        drums["hat"] += strokes("x.o.x.o.x.o.x.oo", 0.25, at)
    return drums


def _strains(level: _Level) -> tuple[list[Span], dict[str, list[Note]]]:
    """The chords of the whole piece, and what the pulses play over them."""
    first = level.chords["a"].split()[0]
    spans = progression(f"{first} |" * _INTRO_BARS)
    lines: dict[str, list[Note]] = {"lead": [], "second": [], "flutter": _flutter(spans)}
    for turn, name in enumerate(level.plan):
        at = 4.0 * _INTRO_BARS + 32.0 * turn
        strain = progression(level.chords[name.lower()], 4.0, at)
        sung = tune(level.tunes[name.lower()], level.key, at, 0.8)
        sung = [replace(n, length=n.length * 0.9) for n in sung]
        spans += strain
        lines["lead"] += sung
        if name.isupper():
            lines["second"] += _in_thirds(sung, strain)
        else:
            lines["flutter"] += _flutter(strain)
    return spans, lines


def _flourish(level: _Level, end: float) -> list[Note]:
    """The last run upwards, and the note it reaches."""
    chord = progression(level.ending)[0].chord
    up = sorted(nearest([c], 72) for c in chord.classes)
    run = [*up, *(p + 12 for p in up)]
    notes = [Note(end + 0.125 * i, 0.125, p, 0.8) for i, p in enumerate(run)]
    top = nearest([chord.root], run[-1] + 3)
    return [*notes, Note(end + 0.125 * len(run), 2.5, top, 0.8)]


def render(number: int) -> Audio:
    """Compose and play one of them."""
    level = _LEVELS[number]
    spans, lines = _strains(level)
    end = spans[-1].start + spans[-1].beats
    drums = _drums(end)
    bass = _octaves(spans, level.bass)
    bass.append(Note(end, 3.0, nearest([progression(level.ending)[0].chord.root], 40), 0.8))
    drums["kick"].append(Note(end, 0.5, 0.0, 0.9))
    lead = lines["lead"] + _flourish(level, end)
    echo = [replace(n, start=n.start + 0.75, velocity=n.velocity * 0.5) for n in lead]
    clock = Clock(level.bpm, end)
    air = {"cabinet": 0.12}
    parts = [
        Part(lead, square(0.25, 0.6, 0.55), -20.0, pan=0.06, sends=air),
        Part(echo, square(0.25, 0.3, 0.3), -31.0, pan=-0.5, sends=air),
        Part(lines["second"], square(0.5, 0.5, 0.4), -24.0, pan=-0.25, sends=air),
        Part(lines["flutter"], square(0.125, 0.2, 0.6), -26.5, pan=-0.3, sends=air),
        Part(bass, stepped_triangle, -22.0),
        Part(drums["kick"], thud, -24.0),
        Part(drums["snare"], rattle(11000.0, 0.16), -26.0, sends=air),
        Part(drums["hat"], rattle(30000.0, 0.04), -34.0, pan=0.2),
    ]
    buses = {"cabinet": (effects.room(0.45, 39, brightness=0.9, predelay=0.004),)}
    # The speaker of a television set.
    return lowpass(mixed(parts, clock, clock.seconds(end) + 2.2, 18 + number, buses), 11000.0, 1)


STYLE = Style(
    "Chiptune",
    "Coin Slot",
    ("Pixel Picnic", "Clockwork Keep", "Turbo Snail", "Moon Buggy"),
    render,
)
