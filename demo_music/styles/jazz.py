"""A jazz trio: piano, double bass, brushes and ride; a tune, a solo, the tune again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.improvise import solo, walking_bass
from demo_music.instruments.drums import brush, hat, kick, ride, rim
from demo_music.instruments.keys import piano
from demo_music.instruments.plucked import upright_bass
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, strokes, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Tune:
    """A form: chords for the whole piece, where the tune is played and where it is left.

    Attributes:
        bar: Beats in a bar.
        vamp: Chords before it starts, for bass and drums.
        heads: The bar each statement of the tune begins in, and the tune.
        solo: The bars between which the pianist is on their own.
        octaves: Whether the tune is doubled below.
    """

    key: Key
    bar: float
    bpm: float
    swing: float
    vamp: str
    chords: str
    heads: tuple[tuple[int, str], ...]
    solo: tuple[float, float]
    octaves: bool = False


_CUP = (
    "3:.5! 5:.5 6:.5 8:.5 10:1 9:.5 8:.5 | 10:1.5 #8:.5 r:2 |"
    "r:.5 4:.5 6:.5 8:.5 9:1 8:.5 6:.5 | 7:1.5! 5:.5 r:2 |"
    "3:.5 5:.5 7:.5 9:.5 b7:.5 5:.5 3:.5 #1:.5 | 2:.5 4:.5 6:.5 8:.5 7:1 5:1 |"
)
_CUP_A = "Fmaj7 | D7b9 | Gm7 | C7 | Am7 D7b9 | Gm7 C7 |"
_STAIRS = "r:1 1:.5 3:.5 4:.5 #4:.5 5:1! | {} | r:1 1:.5 3:.5 4:.5 3:.5 1:1 | 7,:.5 1:1.5! r:2 |"
_STAIRS_HEAD = (
    _STAIRS.format("7:.5 5:1.5! r:2")
    + _STAIRS.format("8:.5 6:1.5! r:2")
    + "r:.5 8:.5 7:.5 6:.5 4:.5 2:.5 4:1 | 6:.5 4:.5 2:.5 #7,:.5 r:2 | 1:1.5! 5,:.5 r:2 | r:4"
)
_STAIRS_FORM = "Cm7 | Fm7 | Cm7 | Cm7 | Fm7 | Fm7 | Cm7 | Cm7 | Dm7b5 | G7b9 | Cm6 | Dm7b5 G7b9 |"
_RAIN = "5:2 6:1 | 7:2! 5:1 | 4:1 6:1 8:1 | 9:2 r:1 | 7:2 9:1 | #8:2! 6:1 | 8:1 6:1 4:1 | 2:2 r:1 |"
_RAIN_END = (
    "3:1 5:1 7:1 | b7:2! 5:1 | 6:1 8:1 10:1 | 9:2 b6:1 | 7:1.5 b7:1.5 | 6:1.5 4:1.5 | 5:2 3:1 |"
)
_RAIN_A = "Gmaj7 | Em7 | Am7 | D7 | Bm7 | E7b9 | Am7 | D7 |"
_RAIN_FORM = _RAIN_A + "Gmaj7 | G7 | Cmaj7 | Cm6 | Bm7 E7b9 | Am7 D7 | Gmaj7 | Am7 D7 |"
_GREEN_RIFF = "r:.5 5,:.5 1:.5 2:.5 b3:.5 3:.5 5:1! |"
_GREEN = (
    _GREEN_RIFF
    + "6:.5 5:1 4:.5 b3:.5 1:1.5 |"
    + _GREEN_RIFF
    + "5:.5 3:1.5 r:2 | r:.5 1:.5 4:.5 5:.5 6:.5 8:.5 b10:1! | 8:.5 6:.5 5:.5 4:.5 1:1 r:1 |"
    + _GREEN_RIFF
    + "7:.5 5:.5 3:.5 b2:.5 r:2 | 2:.5 4:.5 6:.5 8:.5 9:1! 8:.5 6:.5 |"
    "#7:.5 5:.5 4:.5 2:.5 3:1 r:1 | 1:1.5! 5,:.5 r:2 | r:4"
)
_GREEN_FORM = "Bb7 | Eb7 | Bb7 | Bb7 | Eb7 | Eb7 | Bb7 | G7b9 | Cm7 | F7 | Bb7 G7b9 | Cm7 F7 |"

_TUNES = (
    _Tune(
        Key(pitch("F4"), "major"),
        4.0,
        168.0,
        0.63,
        "Gm7 | C7",
        _CUP_A + "Fmaj7 D7 | Gm7 C7 |" + _CUP_A + "F6 | F6 |"
        "Cm7 | F7 | Bbmaj7 | Bbmaj7 | Dm7 | G7 | Gm7 | C7 |"
        + _CUP_A
        + "F6 Bb7 | Am7 D7b9 | Gm7 C7 | F6 |",
        (
            (0, _CUP + "6:1.5 5:.5 r:2"),
            (8, _CUP + "8:1 5:.5 8:1.5 r:1"),
            (
                24,
                _CUP + "8:1 5:.5 8:.5! b10:.5 9:.5 8:1 |"
                "r:.5 7:.5 5:.5 3:.5 b7:.5 5:.5 3:1 | 2:.5 4:.5 6:.5 8:.5 7:.5 9:.5 b7:.5 5:.5",
            ),
        ),
        (15, 24),
    ),
    _Tune(
        Key(pitch("C5"), "minor"),
        4.0,
        184.0,
        0.62,
        "Dm7b5 | G7b9",
        _STAIRS_FORM * 3 + "Cm6",
        ((0, _STAIRS_HEAD), (24, _STAIRS_HEAD)),
        (11.5, 24),
        octaves=True,
    ),
    _Tune(
        Key(pitch("G4"), "major"),
        3.0,
        176.0,
        0.6,
        "Gmaj7 | Em7 | Am7 | D7",
        _RAIN_FORM * 2 + _RAIN_A + "Gmaj7",
        ((0, _RAIN + _RAIN_END), (32, _RAIN)),
        (15, 32),
    ),
    _Tune(
        Key(pitch("Bb4"), "mixolydian"),
        4.0,
        180.0,
        0.63,
        "Cm7 | F7",
        _GREEN_FORM * 3 + "Bb6",
        ((0, _GREEN), (24, _GREEN)),
        (11.5, 24),
    ),
)

_COMPS = {
    4.0: ((0.0, 1.5), (1.0, 2.5), (0.5, 3.0), (1.5, 3.5), (0.0, 2.5), (1.5,)),
    3.0: ((0.0, 1.5), (1.0,), (0.5, 2.0), (1.0, 2.5)),
}
"""Where the left hand may put its chords, by the beats of the bar."""


def _comping(spans: Sequence[Span], piece: _Tune, chance: np.random.Generator) -> list[Note]:
    """The left hand: rootless chords, short, in rhythms that never settle."""
    voicings = voice_lead_all(spans, 50, 66, 3)
    rhythms = _COMPS[piece.bar]
    notes = []
    for bar in np.arange(0.0, spans[-1].start, piece.bar):
        for offset in rhythms[int(chance.integers(len(rhythms)))]:
            beat = float(bar) + offset
            # A chord on the last off-beat belongs to the bar that it leans into.
            ahead = beat + (0.5 if offset == piece.bar - 0.5 else 0.0)
            index = max(i for i, s in enumerate(spans) if s.start <= ahead + 1e-6)
            long = 1.2 if chance.uniform() < 0.3 else 0.35
            notes += [Note(beat, long, p, 0.36) for p in voicings[index]]
    return notes


def _kit(bar: float, end: float, chance: np.random.Generator) -> dict[str, list[Note]]:
    """Ride, foot, brushes and a feathered bass drum, bar by bar, with a little talk."""
    kit: dict[str, list[Note]] = {"ride": [], "foot": [], "brush": [], "kick": [], "rim": []}
    for index, begin in enumerate(np.arange(0.0, end, bar)):
        at = float(begin)
        if bar == 4.0:
            kit["ride"] += strokes("o.xoo.xo" if chance.uniform() < 0.75 else "o.x.o.xo", 0.5, at)
            kit["foot"] += strokes("..o...o.", 0.5, at)
            kit["kick"] += strokes("-.-.-.-.", 0.5, at)
        else:
            kit["ride"] += strokes("x.oox." if chance.uniform() < 0.7 else "x.o.oo", 0.5, at)
            kit["foot"] += strokes("..o.o." if index % 2 else "..o...", 0.5, at)
            kit["kick"] += strokes("o....." if index % 2 == 0 else "-...-.", 0.5, at)
        kit["brush"] += [Note(at + beat, 0.9, 0.0, 0.4) for beat in np.arange(0.0, bar)]
        kit["brush"] += [
            Note(at + float(half), 0.1, 0.0, 0.5)
            for half in np.arange(0.5, bar, 0.5)
            if chance.uniform() < 0.16
        ]
        if index % 8 == 7:
            kit["rim"] += [Note(at + bar - b, 0.1, 0.0, 0.6) for b in (1.5, 1.0, 0.5)]
    return kit


def _right_hand(
    piece: _Tune, spans: Sequence[Span], intro: float, chance: np.random.Generator
) -> list[Note]:
    """The tune where it is stated, a solo where it is not."""
    notes = [
        Note(n.start, n.length * 0.92, n.pitch, n.velocity)
        for bar, text in piece.heads
        for n in tune(text, piece.key, intro + bar * piece.bar, 0.72)
    ]
    if piece.octaves:
        notes += [Note(n.start, n.length, n.pitch - 12, 0.55) for n in notes]
    begin, until = (intro + bar * piece.bar for bar in piece.solo)
    return notes + solo(spans, begin, until, 73.0, chance)


def _last_chord(span: Span) -> list[Note]:
    """The pianist's goodbye: the chord, and its ninth high up."""
    tones = zip(span.chord.classes, (60, 64, 67, 71), strict=False)
    notes = [Note(span.start, 4.0, nearest([c], p), 0.5) for c, p in tones]
    return [*notes, Note(span.start + 1.5, 4.0, nearest([span.chord.root], 84) + 2, 0.4)]


def render(number: int) -> Audio:
    """Compose and play one of them."""
    piece = _TUNES[number]
    chance = np.random.default_rng([14, number])
    vamp = progression(piece.vamp, piece.bar)
    intro = vamp[-1].start + vamp[-1].beats
    spans = vamp + progression(piece.chords, piece.bar, intro)
    end = spans[-1].start
    kit = _kit(piece.bar, end, chance)
    hands = _comping(spans, piece, chance) + _right_hand(piece, spans, intro, chance)
    hands += _last_chord(spans[-1])
    bass = walking_bass(spans, end, chance)
    bass.append(Note(end, 4.0, nearest([spans[-1].chord.root], 36), 0.7))
    kit["ride"].append(Note(end, 2.0, 0.0, 0.7))
    clock = Clock(piece.bpm, end, swing=piece.swing, slowing=3.0, slowest=0.75)
    air = {"club": 0.2}
    parts = [
        Part(humanised(hands, chance, 0.012, 0.05), piano, -19.0, spread=0.2, sends={"club": 0.16}),
        Part(humanised(bass, chance, 0.012), upright_bass, -22.0, sends={"club": 0.08}),
        Part(humanised(kit["ride"], chance, 0.008), ride, -28.5, pan=0.35, sends=air),
        Part(humanised(kit["foot"], chance, 0.006), hat(0.045, 7400.0), -34.5, pan=-0.3, sends=air),
        Part(humanised(kit["brush"], chance, 0.012), brush, -31.0, pan=-0.1, sends=air),
        Part(kit["rim"], rim, -31.0, pan=-0.12, sends=air),
        Part(humanised(kit["kick"], chance, 0.006), kick(58.0, 70.0, 0.22, 0.05), -34.0, sends=air),
    ]
    buses = {"club": (effects.room(0.9, 34, brightness=0.95, predelay=0.008),)}
    return mixed(parts, clock, clock.seconds(end) + 4.0, 14 + number, buses)


STYLE = Style(
    "Jazz Trio",
    "Small Hours",
    ("Second Cup", "Blue Stairwell", "Rain Delay", "Green Line"),
    render,
)
