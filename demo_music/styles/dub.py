"""Dub reggae: one-drop drums, a bass that leads, chords off the beat, echoes played by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.bass import dub_bass
from demo_music.instruments.drums import hat, kick, rim, shaker, snare, tom
from demo_music.instruments.keys import melodica, organ
from demo_music.instruments.pads import stab
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, between, humanised, strokes, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Riddim:
    """A bass line and what goes on it.

    Attributes:
        chords: Four bars, gone round for the whole piece.
        roots: Scale steps of those bars' chords above the tonic.
        riffs: The bass line of odd and even bars, moved to each root within the key.
        tune: Eight bars for the melodica.
    """

    bpm: float
    key: Key
    chords: str
    roots: tuple[int, ...]
    riffs: tuple[str, str]
    tune: str
    steppers: bool


_RIDDIMS = (
    _Riddim(
        73.0,
        Key(pitch("A1"), "minor"),
        "Am7 | Am7 | Dm7 | Em7 |",
        (0, 0, 3, 4),
        ("1:.75! 1:.25 3:.5 5:.5 r:.5 4:.5 3:.5 1:.5", "1:.75! r:.25 5,:.5 7,:.5 1:1 r:.5 7,:.5"),
        "5:.75! 7:.25 8:1 r:2 | r:1 7:.5 5:.5 4:.5 3:.5 1:1 | 4:.75! 5:.25 6:1 8:.5 6:.5 r:1 |"
        "5:1.5 4:.5 2:1 r:1 | 5:.75! 7:.25 8:.5 10:.5 8:1 r:1 | r:1 8:.5 7:.5 5:1 3:1 |"
        "4:.5 5:.5 6:.5 5:.5 4:1 r:1 | 2:1 4:.5 2:.5 1:1.5 r:.5 |",
        steppers=False,
    ),
    _Riddim(
        77.0,
        Key(pitch("E1"), "minor"),
        "Em7 | Am7 | Em7 | D |",
        (0, 3, 0, -1),
        ("1:.5! r:.25 1:.25 5:.5 r:.5 7:.5 5:.5 3:.5 r:.5", "1:.5! 1:.5 r:.5 3:.5 5:1 4:.5 3:.5"),
        "8:1.5! 7:.5 5:1 r:1 | 4:.5 5:.5 6:.5 8:.5 6:1 r:1 | 8:1.5! 7:.5 5:.5 3:.5 1:1 |"
        "2:.5 4:.5 7:2 r:1 | 8:.5 9:.5 10:1! 9:.5 8:.5 r:1 | 6:.5 8:.5 6:.5 4:.5 6:1 r:1 |"
        "5:.75 3:.25 1:1 3:.5 5:.5 r:1 | 4:1 2:.5 7,:.5 1:1.5 r:.5 |",
        steppers=True,
    ),
    _Riddim(
        70.0,
        Key(pitch("G1"), "minor"),
        "Gm7 | F | Ebmaj7 | Dm7 |",
        (0, -1, -2, -3),
        ("1:1! r:.5 1:.5 5:.5 3:.5 r:1", "1:.5! 5:.5 r:.5 3:.5 1:.5 r:.5 2:.5 r:.5"),
        "r:.5 5:.5! 7:.5 8:.5 9:1 r:1 | 7:1 4:.5 2:.5 4:1 r:1 | r:.5 3:.5 5:.5 6:.5 7:1.5 r:.5 |"
        "5:.5 7:.5 5:.5 4:.5 2:1 r:1 | r:.5 8:.5! 9:.5 10:.5 12:1 10:1 | 9:.5 7:.5 4:1 7:1 r:1 |"
        "8:.75 7:.25 6:.5 5:.5 3:1 r:1 | 2:.5 4:.5 5:1.5 r:1.5 |",
        steppers=False,
    ),
)

_BARS = 16
_DROPPED = ((24.0, 32.0), (52.0, 56.0))
"""Beats in which the mixing desk pulls everything but drums, bass and echoes."""


def _kept(notes: Sequence[Note], begin: float, *gaps: tuple[float, float]) -> list[Note]:
    return [n for n in notes if n.start >= begin and not any(a <= n.start < b for a, b in gaps)]


def _chops(spans: Sequence[Span]) -> list[Note]:
    """The guitar: short chords on the second and fourth eighth of each beat pair."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, 60, 76, 3), strict=True):
        for beat in np.arange(span.start + 0.5, span.start + span.beats, 1.0):
            notes += [Note(float(beat), 0.14, p, 0.7) for p in voicing]
    return notes


def _bubble(spans: Sequence[Span]) -> list[Note]:
    """The organ: left hand between the beats, right hand with the guitar."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, 53, 69, 3), strict=True):
        for beat in np.arange(span.start, span.start + span.beats, 1.0):
            at = float(beat)
            notes.append(Note(at + 0.25, 0.14, voicing[0] - 12, 0.5))
            notes += [Note(at + 0.5, 0.16, p, 0.6) for p in voicing]
            notes.append(Note(at + 0.75, 0.14, voicing[0] - 12, 0.5))
    return notes


def render(number: int) -> Audio:
    """Compose and play one of them."""
    riddim = _RIDDIMS[number]
    chance = np.random.default_rng([15, number])
    end = _BARS * 4.0
    spans = progression(riddim.chords * (_BARS // 4))
    bass, kit = [], {name: list[Note]() for name in ("kick", "rim", "hat", "open", "tom", "shake")}
    for bar in range(_BARS):
        at = bar * 4.0
        bass += tune(riddim.riffs[bar % 2], riddim.key, at, 0.75, riddim.roots[bar % 4])
        kit["kick"] += strokes(
            "x...x...x...x..." if riddim.steppers else "........x.......", 0.25, at
        )
        kit["rim"] += strokes("........x......." if bar % 4 < 3 else "........x..o..x.", 0.25, at)
        kit["hat"] += strokes("x.o-x.o.x.o-x.o." if bar % 2 else "x.o.x.o-x.o.x.o-", 0.25, at)
        kit["open"] += strokes("..............o." if bar % 4 == 1 else "................", 0.25, at)
        kit["shake"] += strokes("-.-.-.-.-.-.-.-.", 0.25, at)
        if bar % 8 == 7:
            kit["tom"] += [Note(at + b, 0.3, 0.0, 0.8) for b in (2.5, 2.75, 3.25, 3.5)]
    bass = [Note(n.start, n.length * 0.9, n.pitch, n.velocity) for n in bass if n.start >= 4.0]
    melody_key = Key(riddim.key.tonic + 36, riddim.key.mode)
    lead = tune(riddim.tune, melody_key, 16.0, 0.7)
    lead = between(lead, 16.0, 26.0) + tune(riddim.tune, melody_key, 32.0, 0.75)
    chops = _kept(_chops(spans), 8.0, *_DROPPED)
    # Thrown into the echo: the last chop before each hole, and single strokes inside them.
    thrown = [
        n
        for n in _chops(spans)
        if any(abs(n.start - b) < 0.3 for b in (4.5, 23.5, 27.5, 31.5, 51.5, 54.5))
    ]
    chops = [n for n in chops if n not in thrown]
    for name in ("kick", "rim", "hat", "open", "shake"):
        kit[name] = _kept(kit[name], 4.0)
    # The drummer counts everybody in on the toms; the last stroke is thrown into the echo.
    kit["tom"] += strokes("x..x..o.x.x.....", 0.25, 0.0)
    kit["rim"] += strokes("............x.xx", 0.25, 0.0)
    ring_out = [Note(end, 3.0, riddim.key.tonic, 0.75)]
    final = [Note(end, 0.2, p, 0.8) for p in voice_lead_all(spans[:1], 60, 76, 3)[0]]
    clock = Clock(riddim.bpm, end, swing=0.56, unit=0.5)
    spring = {"spring": 0.22}
    parts = [
        Part(humanised(bass, chance, 0.006) + ring_out, dub_bass, -17.5),
        Part(kit["kick"] + [Note(end, 1, 0, 0.9)], kick(52.0, 90.0, 0.3, 0.12), -23.0),
        Part(kit["rim"], snare(215.0, 0.13, 0.55, 0.6), -24.0, sends={"spring": 0.5, "tape": 0.12}),
        Part(kit["rim"][::3], rim, -29.0, pan=0.1, sends={"spring": 0.4, "tape": 0.6}),
        Part(humanised(kit["hat"], chance, 0.004), hat(0.05, 7600.0), -33.0, pan=0.25),
        Part(kit["open"], hat(0.35, 7800.0), -33.0, pan=0.25, sends={"tape": 0.3}),
        Part(kit["shake"], shaker, -38.0, pan=-0.5),
        Part(kit["tom"], tom(118.0), -27.0, pan=-0.3, sends={"spring": 0.4, "tape": 0.3}),
        Part(
            humanised(chops, chance, 0.004),
            stab,
            -24.5,
            pan=-0.25,
            sends=spring | {"tape": 0.08},
        ),
        Part(thrown + final, stab, -26.0, pan=-0.1, sends={"tape": 1.3, "spring": 0.3}),
        Part(
            humanised(_kept(_bubble(spans), 16.0, *_DROPPED), chance, 0.004),
            organ,
            -25.0,
            pan=0.3,
            sends=spring,
            effects=[effects.tremolo(6.1, 0.25)],
        ),
        Part(
            humanised(lead, chance, 0.012),
            melodica,
            -22.5,
            pan=0.05,
            sends={"tape": 0.34, "spring": 0.3},
        ),
    ]
    buses = {
        "spring": (effects.room(1.7, 35, brightness=1.0, predelay=0.03),),
        "tape": (effects.echo(clock.seconds(0.75), 0.6, 300.0, 2300.0), effects.drive(1.2)),
    }
    return mixed(parts, clock, clock.seconds(end) + 5.0, 15 + number, buses)


STYLE = Style(
    "Dub",
    "Tin Roof Dubplates",
    ("Tin Roof Version", "Low Tide Steppers", "Lamplight Dub"),
    render,
)
