"""Dub reggae: one-drop drums, a bass that leads, chords off the beat, echoes played by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from demo_music import effects
from demo_music.instruments.bass import dub_bass
from demo_music.instruments.drums import hat, kick, rim, shaker, snare, tom
from demo_music.instruments.keys import melodica, organ
from demo_music.instruments.plucked import steel_guitar
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, strokes, tune
from demo_music.sound import Audio
from demo_music.synthesis.filters import highpass
from demo_music.theory import Key, Span, nearest, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Riddim:
    """A bass line and what goes on it.

    Attributes:
        chords: Four bars, gone round for the whole piece.
        roots: Scale steps of those bars' chords above the tonic.
        riffs: The bass line of odd and even bars, moved to each root within the key.
        tune: Eight bars for the melodica.
        steppers: Whether the bass drum plays every beat, or only drops on the third.
        bars: How many there are.
        holes: Bars in which the desk pulls everything but drums, bass and echoes.
    """

    bpm: float
    key: Key
    chords: str
    roots: tuple[int, ...]
    riffs: tuple[str, str]
    tune: str
    steppers: bool
    bars: int
    holes: tuple[tuple[float, float], ...]


_RIDDIMS = (
    _Riddim(
        74.0,
        Key(pitch("A1"), "minor"),
        "Am7 | Am7 | Dm7 | Em7 |",
        (0, 0, 3, 4),
        ("1:.75! 1:.25 3:.5 5:.5 r:.5 4:.5 3:.5 1:.5", "1:.75! r:.25 5,:.5 7,:.5 1:1 r:.5 7,:.5"),
        "5:.75! 7:.25 8:1 r:2 | r:1 7:.5 5:.5 4:.5 3:.5 1:1 | 4:.75! 5:.25 6:1 8:.5 6:.5 r:1 |"
        "5:1.5 4:.5 2:1 r:1 | 5:.75! 7:.25 8:.5 10:.5 8:1 r:1 | r:1 8:.5 7:.5 5:1 3:1 |"
        "4:.5 5:.5 6:.5 5:.5 4:1 r:1 | 2:1 4:.5 2:.5 1:1.5 r:.5 |",
        steppers=False,
        bars=14,
        holes=((6, 7.5), (11, 12)),
    ),
    _Riddim(
        78.0,
        Key(pitch("E1"), "minor"),
        "Em7 | Am7 | Em7 | D |",
        (0, 3, 0, -1),
        ("1:.5! r:.25 1:.25 5:.5 r:.5 7:.5 5:.5 3:.5 r:.5", "1:.5! 1:.5 r:.5 3:.5 5:1 4:.5 3:.5"),
        "8:1.5! 7:.5 5:1 r:1 | 4:.5 5:.5 6:.5 8:.5 6:1 r:1 | 8:1.5! 7:.5 5:.5 3:.5 1:1 |"
        "2:.5 4:.5 7:2 r:1 | 8:.5 9:.5 10:1! 9:.5 8:.5 r:1 | 6:.5 8:.5 6:.5 4:.5 6:1 r:1 |"
        "5:.75 3:.25 1:1 3:.5 5:.5 r:1 | 4:1 2:.5 7,:.5 2:1.5 r:.5 |",
        steppers=True,
        bars=16,
        holes=((6.5, 8), (13, 14)),
    ),
    _Riddim(
        71.0,
        Key(pitch("G1"), "minor"),
        "Gm7 | F | Ebmaj7 | Dm7 |",
        (0, -1, -2, -3),
        ("1:1! r:.5 1:.5 5:.5 3:.5 r:1", "1:.5! 5:.5 r:.5 3:.5 1:.5 r:.5 2:.5 r:.5"),
        "r:.5 5:.5! 7:.5 8:.5 9:1 r:1 | 7:1 4:.5 2:.5 4:1 r:1 | r:.5 3:.5 5:.5 6:.5 7:1.5 r:.5 |"
        "5:.5 7:.5 5:.5 4:.5 2:1 r:1 | r:.5 8:.5! 9:.5 10:.5 12:1 10:1 | 9:.5 7:.5 4:1 7:1 r:1 |"
        "8:.75 7:.25 6:.5 5:.5 3:1 r:1 | 2:.5 4:.5 5:1.5 r:1.5 |",
        steppers=False,
        bars=16,
        holes=((6, 8), (12.5, 13.5)),
    ),
    _Riddim(
        75.0,
        Key(pitch("D2"), "minor"),
        "Dm7 | Dm7 | Bbmaj7 | Am7 |",
        (0, 0, -2, -3),
        ("1:.5! r:.5 1:.25 3:.25 4:.5 5:1 r:1", "1:.5! r:.5 5,:.5 7,:.5 1:.75 r:.25 3:.5 2:.5"),
        "r:1 5:.5! 4:.5 3:1 1:1 | r:1 1:.5 3:.5 4:1 3:1 | 3:.75! 4:.25 5:1 8:.5 7:.5 r:1 |"
        "5:1.5 4:.5 2:1 r:1 | r:1 8:.5! 7:.5 5:1 7:1 | 8:.75 7:.25 5:.5 4:.5 3:1 r:1 |"
        "6:.75! 5:.25 3:1 6:.5 8:.5 r:1 | 7:.5 5:.5 4:.5 2:.5 5:1 r:1 |",
        steppers=True,
        bars=12,
        holes=((5, 6), (9.5, 10.5)),
    ),
)

_BASS_IN, _CHOPS_IN, _TUNE_IN = 4.0, 8.0, 16.0
"""The beats at which they enter."""


def _bass(riddim: _Riddim) -> list[Note]:
    notes = []
    for bar in range(riddim.bars):
        root = riddim.roots[bar % 4]
        notes += tune(riddim.riffs[bar % 2], riddim.key, bar * 4.0, 0.75, root)
    return [replace(n, length=n.length * 0.9) for n in notes if n.start >= _BASS_IN]


def _drums(riddim: _Riddim) -> dict[str, list[Note]]:
    """The kit, bar by bar; the first bar is the drummer counting everybody in on the toms."""
    kit: dict[str, list[Note]] = {"tom": strokes("x..x..o.x.x....."), "kick": [], "hat": []}
    kit |= {"snare": strokes("............x.xx"), "open": [], "shaker": []}
    for bar in range(1, riddim.bars):
        at = bar * 4.0
        kit["kick"] += strokes(
            "x...x...x...x..." if riddim.steppers else "........x.......", 0.25, at
        )
        kit["snare"] += strokes("........x......." if bar % 4 < 3 else "........x..o..x.", 0.25, at)
        kit["hat"] += strokes("x.o-x.o.x.o-x.o." if bar % 2 else "x.o.x.o-x.o.x.o-", 0.25, at)
        kit["shaker"] += strokes("-.-.-.-.-.-.-.-.", 0.25, at)
        if bar % 4 == 1:
            kit["open"] += strokes("..............o.", 0.25, at)
        if bar % 8 == 7:
            kit["tom"] += [Note(at + b, 0.3, 0.0, 0.8) for b in (2.5, 2.75, 3.25, 3.5)]
    return kit


def _chops(spans: Sequence[Span]) -> list[Note]:
    """The guitar: chords struck short between the beats, its strings one after another."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, 58, 75, 3), strict=True):
        for beat in np.arange(span.start + 0.5, span.start + span.beats, 1.0):
            notes += [Note(float(beat) + 0.012 * i, 0.13, p, 0.75) for i, p in enumerate(voicing)]
    return notes


def _bubble(spans: Sequence[Span]) -> list[Note]:
    """The organ: right hand with the guitar, left hand on both sides of it."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, 53, 69, 3), strict=True):
        for beat in np.arange(span.start, span.start + span.beats, 1.0):
            at = float(beat)
            notes += [Note(at + 0.5, 0.16, p, 0.6) for p in voicing]
            notes += [Note(at + b, 0.14, voicing[0] - 12, 0.5) for b in (0.25, 0.75)]
    return notes


def _played(notes: Sequence[Note], begin: float, riddim: _Riddim) -> list[Note]:
    """What is left of a part that enters at `begin` and is silent in the holes."""
    return [
        n
        for n in notes
        if n.start >= begin and not any(4 * a <= n.start < 4 * b for a, b in riddim.holes)
    ]


def _thrown(chops: Sequence[Note], riddim: _Riddim) -> list[Note]:
    """Chops sent into the echo alone: the last before each hole, and two inside it."""
    places = [4 * hole[0] + b for hole in riddim.holes for b in (-0.5, 1.5, 3.5)]
    return [n for n in chops if any(abs(n.start - place) < 0.1 for place in [4.5, *places])]


def render(number: int) -> Audio:
    """Compose and play one of them."""
    riddim = _RIDDIMS[number]
    chance = np.random.default_rng([15, number])
    end = riddim.bars * 4.0
    spans = progression(riddim.chords * 4)[: riddim.bars]
    kit = _drums(riddim)
    bass = [*humanised(_bass(riddim), chance, 0.006), Note(end, 3.0, riddim.key.tonic, 0.75)]
    melody_key = Key(nearest([riddim.key.tonic % 12], 66), riddim.key.mode)
    lead = [n for at in (_TUNE_IN, 48.0) for n in tune(riddim.tune, melody_key, at, 0.72)]
    lead = [n for n in _played(lead, _TUNE_IN, riddim) if n.start < end]
    chops = _chops(spans)
    thrown = _thrown(chops, riddim)
    thrown += [Note(end, 0.2, p, 0.8) for p in voice_lead_all(spans[:1], 58, 75, 3)[0]]
    bubble = humanised(_played(_bubble(spans), _TUNE_IN, riddim), chance, 0.004)
    chops = humanised(_played(chops, _CHOPS_IN, riddim), chance, 0.003)
    kit["kick"].append(Note(end, 1.0, 0.0, 0.9))
    clock = Clock(riddim.bpm, end, swing=0.56, unit=0.5)
    thin = partial(highpass, hz=420.0)
    parts = [
        Part(bass, dub_bass, -19.5),
        Part(kit["kick"], kick(52.0, 90.0, 0.3, 0.12), -23.0),
        Part(kit["snare"], snare(215.0, 0.13, 0.55, 0.6), -24.0, sends={"spring": 0.5}),
        Part(kit["snare"][::3], rim, -29.0, pan=0.1, sends={"spring": 0.4, "tape": 0.6}),
        Part(humanised(kit["hat"], chance, 0.004), hat(0.05, 7600.0), -33.0, pan=0.25),
        Part(kit["open"], hat(0.35, 7800.0), -33.0, pan=0.25, sends={"tape": 0.3}),
        Part(kit["shaker"], shaker, -38.0, pan=-0.5),
        Part(kit["tom"], tom(118.0), -26.0, pan=-0.3, sends={"spring": 0.4, "tape": 0.3}),
        Part(chops, steel_guitar, -25.0, pan=-0.3, sends={"spring": 0.3}, effects=[thin]),
        Part(thrown, steel_guitar, -25.0, pan=-0.1, sends={"tape": 1.5}, effects=[thin]),
        Part(bubble, organ, -25.5, pan=0.3, sends={"spring": 0.2},
             effects=[effects.tremolo(6.1, 0.25)]),
        Part(humanised(lead, chance, 0.012), melodica, -22.5, pan=0.05,
             sends={"tape": 0.34, "spring": 0.3}),
    ]  # fmt: skip
    buses = {
        "spring": (effects.room(1.7, 35, brightness=1.0, predelay=0.03),),
        "tape": (effects.echo(clock.seconds(0.75), 0.6, 300.0, 2300.0), effects.drive(1.2)),
    }
    return mixed(parts, clock, clock.seconds(end) + 5.0, 15 + number, buses)


STYLE = Style(
    "Dub",
    "Tin Roof Dubplates",
    ("Tin Roof Version", "Low Tide Steppers", "Lamplight Dub", "Harbour Crane"),
    render,
)
