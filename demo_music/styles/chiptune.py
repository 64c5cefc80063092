"""Chiptune: two pulses, a triangle and noise, and tunes for running to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.chip import rattle, square, stepped_triangle, thud
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, strokes, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression


@dataclass(frozen=True, slots=True)
class _Level:
    """Two strains of eight bars with their chords, and the rhythm of the bass."""

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
        "aabA",
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
        "abAB"[:3] + "a",
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
        "aabBa"[:4],
        "r.rorr.o",
        "Dm",
    ),
)


def _flutter(spans: Sequence[Span], every: float = 0.125) -> list[Note]:
    """A chord as such machines play it: one voice that runs through its tones very fast."""
    notes = []
    for span in spans:
        tones = [nearest([c], 62) for c in span.chord.classes[:3]]
        tones = sorted(tones)
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
        chord = next(s for s in reversed(spans) if s.start <= note.start + 1e-6).chord
        notes.append(Note(note.start, note.length, nearest(chord.classes, note.pitch - 4.4), 0.6))
    return notes


def render(number: int) -> Audio:
    """Compose and play one of them."""
    level = _LEVELS[number]
    spans: list[Span] = []
    melody: list[Note] = []
    second: list[Note] = []
    flutter: list[Note] = []
    at = 0.0
    for name in level.plan:
        strain = progression(level.chords[name.lower()], 4.0, at)
        sung = tune(level.tunes[name.lower()], level.key, at, 0.8)
        sung = [Note(n.start, n.length * 0.9, n.pitch, n.velocity) for n in sung]
        spans += strain
        melody += sung
        # Capital strains come back in two voices; the others over a fluttering chord.
        if name.isupper():
            second += _in_thirds(sung, strain)
        else:
            flutter += _flutter(strain)
        at += 32.0
    end = at
    bass = _octaves(spans, level.bass)
    kicks, snares, hats = [], [], []
    for bar in np.arange(0.0, end, 4.0):
        start = float(bar)
        fill = bar % 32 == 28
        kicks += strokes("x.....x.x......." if not fill else "x.....x.x...x...", 0.25, start)
        snares += strokes("....x.......x..." if not fill else "....x..o..x.xoxx", 0.25, start)
        hats += strokes("x.o.x.o.x.o.x.oo", 0.25, start)
    close = progression(level.ending, 4.0, end)[0].chord
    up = [nearest([c], 72) for c in close.classes]
    run = sorted([*up, *(p + 12 for p in up)])
    melody += [Note(end + 0.125 * i, 0.125, p, 0.8) for i, p in enumerate(run)]
    melody.append(Note(end + 0.125 * len(run), 2.5, nearest([close.root], run[-1] + 3), 0.8))
    bass.append(Note(end, 3.0, nearest([close.root], 40), 0.8))
    kicks.append(Note(end, 0.5, 0.0, 0.9))
    clock = Clock(level.bpm, end)
    echoed = [Note(n.start + 0.75, n.length, n.pitch, n.velocity * 0.5) for n in melody]
    parts = [
        Part(melody, square(0.25, 0.6, 0.55), -20.0, pan=0.06, sends={"cabinet": 0.12}),
        Part(echoed, square(0.25, 0.3, 0.3), -31.0, pan=-0.5, sends={"cabinet": 0.12}),
        Part(second, square(0.5, 0.5, 0.4), -24.0, pan=-0.25, sends={"cabinet": 0.12}),
        Part(flutter, square(0.125, 0.2, 0.6), -26.5, pan=-0.3, sends={"cabinet": 0.12}),
        Part(bass, stepped_triangle, -22.0),
        Part(kicks, thud, -24.0),
        Part(snares, rattle(11000.0, 0.16), -26.0, sends={"cabinet": 0.1}),
        Part(hats, rattle(30000.0, 0.04), -34.0, pan=0.2),
    ]
    buses = {"cabinet": (effects.room(0.45, 39, brightness=0.9, predelay=0.004),)}
    return mixed(parts, clock, clock.seconds(end) + 2.2, 18 + number, buses)


STYLE = Style(
    "Chiptune",
    "Coin Slot",
    ("Pixel Picnic", "Clockwork Keep", "Turbo Snail"),
    render,
)
