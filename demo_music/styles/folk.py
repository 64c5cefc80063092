"""Folk: two steel guitars, a wooden flute, a bass plucked softly; tunes in two strains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.drums import shaker
from demo_music.instruments.plucked import steel_guitar, upright_bass
from demo_music.instruments.winds import flute
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, moved, shaped, strokes, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression


@dataclass(frozen=True, slots=True)
class _Tune:
    """Two strains, their chords, and how the guitar is picked.

    `plan` names the strains in order; capital letters are played by the flute, small ones by the
    second guitar.
    """

    key: Key
    bar: float
    bpm: float
    strains: dict[str, tuple[str, str]]
    plan: str
    picking: tuple[tuple[float, str], ...]
    flute_up: int


# A picking pattern says, for one bar, when which string sounds: "b" the bass, "f" the other bass,
# digits the strings of the chord from low to high.
_TRAVIS = (
    (0.0, "b3"),
    (0.5, "1"),
    (1.0, "f"),
    (1.5, "2"),
    (2.0, "b"),
    (2.5, "3"),
    (3.0, "f"),
    (3.5, "2"),
)
_JIG = ((0.0, "b2"), (0.5, "1"), (1.0, "3"), (1.5, "f2"), (2.0, "1"), (2.5, "3"))
_WALTZ = ((0.0, "b"), (0.5, "1"), (1.0, "2"), (1.5, "3"), (2.0, "2"), (2.5, "1"))

_TUNES = (
    _Tune(
        Key(pitch("G4"), "major"),
        4.0,
        120.0,
        {
            "a": (
                "G | Cadd9 | G/B | D | Em | C | G D | G |",
                "5:1 6:.5 5:.5 3:1 2:.5 1:.5 | 2:1 3:.5 2:.5 1:1 6,:1 |"
                "1:1 2:.5 3:.5 5:1 6:.5 5:.5 | 2:3 r:1 | 6:1 8:.5 6:.5 5:1 3:1 |"
                "4:1 6:.5 5:.5 3:1 1:1 | 3:1 2:.5 1:.5 2:1 7,:1 | 1:3 r:1 |",
            ),
            "b": (
                "Em | C | G | D | Em | C | D7 | G |",
                "8:1.5 9:.5 8:1 6:1 | 6:1.5 5:.5 4:1 6:1 | 5:1.5 3:.5 5:1 8:1 | 7:1.5 6:.5 5:2 |"
                "8:1.5 9:.5 10:1! 8:1 | 6:1 8:1 6:1 5:.5 4:.5 | 5:1 4:.5 3:.5 2:1 7,:1 | 1:3 r:1 |",
            ),
        },
        "aBA",
        _TRAVIS,
        12,
    ),
    _Tune(
        Key(pitch("E4"), "dorian"),
        3.0,
        168.0,
        {
            "a": (
                "Em | D | Em | D | Em | G | D | Em |",
                "5:.5! 4:.5 3:.5 1:1 1:.5 | 2:.5 1:.5 7,:.5 4,:1 7,:.5 |"
                "1:.5! 2:.5 3:.5 4:.5 3:.5 4:.5 | 4:1 2:.5 7,:1 2:.5 | 5:.5! 4:.5 3:.5 1:1 5:.5 |"
                "7:1 5:.5 3:.5 4:.5 5:.5 | 4:.5! 3:.5 2:.5 7,:.5 1:.5 2:.5 | 1:1.5 1:1 r:.5 |",
            ),
            "b": (
                "G | D | A | Em | G | D | Bm | Em |",
                "7:.5! 8:.5 7:.5 5:1 7:.5 | 9:.5 7:.5 4:.5 7:1 9:.5 |"
                "8:.5! 6:.5 4:.5 6:1 4:.5 | 5:.5 3:.5 4:.5 5:1 r:.5 | 7:.5! 8:.5 10:.5 10:1 9:.5 |"
                "9:.5 8:.5 7:.5 4:1 4:.5 | 5:.5! 4:.5 2:.5 7,:.5 1:.5 2:.5 | 1:1.5 1:1 r:.5 |",
            ),
        },
        "aABBA",
        _JIG,
        12,
    ),
    _Tune(
        Key(pitch("C4"), "major"),
        3.0,
        124.0,
        {
            "a": (
                "C | G/B | Am | Em | F | C/E | Dm7 | G |",
                "3:2 5:1 | 5:1.5 4:.5 2:1 | 3:2 1:1 | 3:2 r:1 | 4:1 6:1 8:1 | 5:2 3:1 |"
                "4:1.5 3:.5 2:1 | 2:2 r:1 |",
            ),
            "b": (
                "C | G/B | Am | Em | F | C/E | Dm7 G7 | C |",
                "8:2 5:1 | 7:1.5 6:.5 5:1 | 8:2! 6:1 | 5:2 3:1 | 6:1.5 5:.5 4:1 | 3:1.5 4:.5 5:1 |"
                "4:1 2:1 7,:1 | 1:2 r:1 |",
            ),
        },
        "aABaB"[:4],
        _WALTZ,
        12,
    ),
)


def _picked(spans: Sequence[Span], piece: _Tune, until: float) -> list[Note]:
    """The accompanying guitar: the pattern over whatever chord sounds, strings left to ring."""
    notes = []
    shape: list[int] = [55, 59, 64]
    for bar in np.arange(0.0, until, piece.bar):
        for offset, strings in piece.picking:
            beat = float(bar) + offset
            span = next(s for s in reversed(spans) if s.start <= beat + 1e-6)
            chord = span.chord
            shape = [nearest(chord.classes, p) for p in (55, 59.6, 64.4)]
            bass = nearest([chord.bass], 43)
            fifth = nearest([c for c in chord.classes[:3] if c != chord.bass], bass + 4)
            for string in strings:
                sounding = {"b": bass, "f": fifth}.get(string)
                if sounding is None:
                    sounding = shape[int(string) - 1]
                loud = 0.62 if string == "b" else 0.5 if string == "f" else 0.42
                notes.append(Note(beat, 1.6 if string in "bf" else 1.2, sounding, loud))
    return notes


def _ornamented(notes: Sequence[Note], chance: np.random.Generator) -> list[Note]:
    """Cuts and slides before some accented notes, as pipers and fiddlers add them."""
    result = []
    for note in notes:
        if note.length >= 1.0 and chance.uniform() < 0.35:
            result.append(Note(note.start, 0.08, note.pitch + 2, 0.5))
            note = Note(note.start + 0.08, note.length - 0.08, note.pitch, note.velocity)
        result.append(note)
    return result


def render(number: int) -> Audio:
    """Compose and play one of them."""
    piece = _TUNES[number]
    chance = np.random.default_rng([13, number])
    intro = 2 * piece.bar if piece.bar == 4.0 else 4 * piece.bar
    spans = progression(piece.strains["a"][0], piece.bar)[: 2 if piece.bar == 4.0 else 4]
    guitar, whistle, at = [], [], intro
    for name in piece.plan:
        chords, text = piece.strains[name.lower()]
        strain = progression(chords, piece.bar, at)
        melody = tune(text, piece.key, at, 0.7)
        spans += strain
        if name.isupper():
            whistle += _ornamented(moved(melody, 0.0, piece.flute_up), chance)
            under = [
                nearest(
                    next(s for s in reversed(strain) if s.start <= n.start + 1e-6).chord.classes,
                    n.pitch - 4,
                )
                for n in melody
            ]
            guitar += [
                Note(n.start, n.length + 0.3, p, 0.5)
                for n, p in zip(melody, under, strict=True)
                if n.length >= 1.0
            ]
        else:
            guitar += [Note(n.start, n.length + 0.4, n.pitch, n.velocity) for n in melody]
        at += 8 * piece.bar
    end = at
    picked = _picked(spans, piece, end)
    last = spans[-1].chord
    strum = [nearest(last.classes, p) for p in (43, 50, 55, 59.5, 64, 67)]
    picked += [Note(end + 0.07 * i, 5.0, p, 0.55) for i, p in enumerate(dict.fromkeys(strum))]
    whistle.append(Note(end, 3.0, nearest([last.root], 79), 0.5))
    low = [
        Note(s.start, min(s.beats, 2.0) * 0.9, nearest([s.chord.bass], 36), 0.55)
        for s in spans
        if s.start >= intro
    ]
    low.append(Note(end, 3.0, nearest([last.root], 36), 0.55))
    pulse = "-.o.-.o." if piece.bar == 4.0 else "o.--.-" if piece.bpm > 150 else "..-.-."
    later = intro + 8 * piece.bar
    shakes = [
        n for bar in np.arange(later, end, piece.bar) for n in strokes(pulse, 0.5, float(bar))
    ]
    clock = Clock(piece.bpm, end, rubato=0.008, phrase=8 * piece.bar, slowing=4.0, slowest=0.72)
    loudening = ((0.0, 0.9), (intro, 0.85), (end - 8 * piece.bar, 1.1), (end, 0.9))
    parts = [
        Part(
            humanised(shaped(picked, *loudening), chance, 0.012, 0.05),
            steel_guitar,
            -21.0,
            pan=-0.35,
            sends={"room": 0.22},
        ),
        Part(
            humanised(guitar, chance, 0.012, 0.04),
            steel_guitar,
            -21.0,
            pan=0.35,
            sends={"room": 0.26},
        ),
        Part(
            humanised(shaped(whistle, *loudening), chance, 0.01, 0.03),
            flute,
            -20.0,
            pan=0.08,
            sends={"room": 0.42},
        ),
        Part(humanised(low, chance, 0.01), upright_bass, -25.0, sends={"room": 0.08}),
        Part(humanised(shakes, chance, 0.01), shaker, -36.0, pan=0.5, sends={"room": 0.25}),
    ]
    buses = {"room": (effects.room(1.5, 33, brightness=0.9, predelay=0.015),)}
    return mixed(parts, clock, clock.seconds(end) + 4.5, 13 + number, buses)


STYLE = Style(
    "Folk",
    "Lane and Hedgerow",
    ("The Hay Cart", "Millstream", "Old Orchard Gate"),
    render,
)
