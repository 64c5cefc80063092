"""Ambient: slow chords, glass, wind, no drums; time is told by the breath of the harmony."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.bass import sub_bass
from demo_music.instruments.pads import choir, glass, warm_pad, wind
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Scene:
    """One piece: its chords (eight beats each), its key, and the tune that glass lets fall."""

    chords: str
    key: Key
    drops: str
    drone: int
    bpm: float


_SCENES = (
    _Scene(
        "Dmaj9 | Bm11 | Gmaj7#11 | A9sus4 | Bm9 | Gmaj9 | Dmaj9",
        Key(pitch("D5"), "major"),
        "r:2 5:.5 6:.5 9:3 r:2 | r:1 8:.5 6:.5 5:2 3:4 | r:2 #4:.5 5:.5 7:5 | r:2 5:1 2:1 6:4 |"
        "r:1 9:.5 8:.5 6:1 5:5 | r:2 7:.5 6:.5 5:1 2:4 | r:2 5:.5 6:.5 9:.5 10:4.5",
        38,
        66.0,
    ),
    _Scene(
        "Ebmaj9 | Cm9 | Abmaj7#11 | Fm9 | Bb9sus4 | Ebmaj9",
        Key(pitch("Eb5"), "major"),
        "r:1 3:1 2:1 5:5 | r:2 6:.5 5:.5 3:1 2:4 | r:3 1:.5 2:.5 3:4 | r:1 6:1 5:1 8:5 |"
        "r:2 5:.5 4:.5 2:5 | r:1 3:1 5:.5 6:.5 9:5",
        39,
        60.0,
    ),
    _Scene(
        "Am11 | Fmaj7#11 | Cmaj9 | Em11 | Dm11 | Am11",
        Key(pitch("A4"), "minor"),
        "r:2 8:1 7:1 5:4 | r:1 8:.5 9:.5 10:2 7:4 | r:3 5:.5 7:.5 9:4 | r:2 8:1 7:1 5:4 |"
        "r:2 7:.5 8:.5 11:5 | r:2 8:.5 7:.5 5:1 1:4",
        33,
        64.0,
    ),
    _Scene(
        "Emaj9 | C#m11 | Amaj7#11 | F#m9 | B9sus4 | Emaj9",
        Key(pitch("E5"), "major"),
        "r:2 3:1 5:1 9:4 | r:1 8:.5 7:.5 5:1 6:5 | r:2 7:.5 6:.5 3:5 | r:1 6:1 8:1 10:5 |"
        "r:2 9:.5 8:.5 5:5 | r:2 5:.5 7:.5 9:1 10:4",
        40,
        62.0,
    ),
)

_SLOT = 8.0


def _carpet(spans: Sequence[Span]) -> list[Note]:
    """Pads that change one voice after another, so that no chord simply stops."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, 50, 74, 5), strict=True):
        for index, sounding in enumerate(voicing):
            late = 0.35 * index
            notes.append(Note(span.start + late, span.beats + 0.8 - late, sounding, 0.5))
    return notes


def _far_voices(spans: Sequence[Span]) -> list[Note]:
    """One held tone above, entering late: the third or the ninth, whichever lies nearer."""
    notes, last = [], 74.0
    for span in spans[1:-1]:
        last = float(nearest(span.chord.colours()[:3], last))
        notes.append(Note(span.start + 2.0, span.beats - 2.0, last, 0.5))
    return notes


def render(number: int) -> Audio:
    """Compose and play one of them."""
    scene = _SCENES[number]
    chance = np.random.default_rng([12, number])
    spans = progression(scene.chords, _SLOT)
    end = spans[-1].start + _SLOT
    clock = Clock(scene.bpm, end)
    drops = [Note(n.start, 1.0, n.pitch, n.velocity) for n in tune(scene.drops, scene.key)]
    halo = [Note(n.start + 0.04, 1.0, n.pitch + 12, 0.25) for n in drops if chance.uniform() < 0.4]
    bass = [Note(s.start, s.beats, nearest([s.chord.bass], scene.drone), 0.5) for s in spans]
    breath = [
        Note(start, 16.0, 66.0 + 7.0 * (index % 2), 0.7)
        for index, start in enumerate(np.arange(0.0, end - 8.0, 12.0))
    ]
    parts = [
        Part(
            _carpet(spans),
            warm_pad,
            -19.0,
            sends={"hall": 0.5},
            effects=[effects.chorus(0.004, 0.25, 0.5)],
        ),
        Part(
            humanised(drops + halo, chance, 0.03),
            glass,
            -19.5,
            spread=0.5,
            sends={"hall": 0.7, "echo": 0.6},
        ),
        Part(_far_voices(spans), choir, -24.0, pan=-0.2, sends={"hall": 0.9}),
        Part(bass, sub_bass, -23.0, sends={"hall": 0.1}),
        Part(breath, wind, -34.0, sends={"hall": 0.4}),
    ]
    buses = {
        "hall": (effects.room(5.5, 31, brightness=0.75, predelay=0.04, size=2.0),),
        "echo": (
            effects.echo(clock.seconds(1.5), 0.62, 300.0, 2600.0),
            effects.chorus(0.003, 0.4, 0.4),
        ),
    }
    length = clock.seconds(end)
    sound = mixed(parts, clock, length + 5.0, 12 + number, buses)
    return effects.fades([(0.0, 0.35), (3.0, 1.0), (length - 2.0, 1.0), (length + 4.0, 0.0)])(sound)


STYLE = Style(
    "Ambient",
    "Still Air",
    ("Glass Harbour", "Slow Aurora", "Under the Ice", "Far Lighthouse"),
    render,
)
