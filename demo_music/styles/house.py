"""House: four to the floor, chords that make way for the kick, a break, and the drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.bass import house_bass
from demo_music.instruments.drums import clap, crash, hat, kick, shaker, tom
from demo_music.instruments.pads import bright_pad, pluck, riser, stab
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, strokes, within
from demo_music.sound import Audio
from demo_music.theory import Span, nearest, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Track:
    """Chords (four bars, gone round), and the rhythms of stabs, bass and arpeggio.

    Rhythms are in sixteenths of two bars. In `bass`, "r" is the root, "o" the octave, "f" the
    fifth; in `lead`, a digit is the tone of the chord that the arpeggio plays. `bars` is how many
    there are, and between the bars `gap` and `drop` the drums are gone.
    """

    bpm: float
    chords: str
    stabs: str
    bass: str
    lead: str
    bars: int
    gap: int
    drop: int


_TRACKS = (
    _Track(
        124.0,
        "Fm9 | Dbmaj9 | Bbm9 | Cm7 |",
        "x..o..x...x..o.. x..o..x....x..o.",
        "..r...r...r..or. ..r...r...r.f.o.",
        "0.2.4.1.3.2.4.3. 0.2.4.1.5.4.3.2.",
        bars=28,
        gap=12,
        drop=16,
    ),
    _Track(
        122.0,
        "Am9 | Em7 | Fmaj9 | G6 |",
        "..x...x...x...x. ..x...x..x...xx.",
        "r..r..r...r..r.. r..r..r.o..f.r..",
        "..3..4..2..3..1. ..3..4..5..4..2.",
        bars=24,
        gap=10,
        drop=12,
    ),
    _Track(
        126.0,
        "Dm9 | Gm9 | Bbmaj7 | A7sus4 |",
        "x.....x.....x... ..x.....x...o.x.",
        "..rr..rr..rr..ro ..rr..rr..of..ro",
        "0124310241320431 0124310254320413",
        bars=26,
        gap=8,
        drop=12,
    ),
    _Track(
        125.0,
        "Cm9 | Abmaj9 | Fm9 | Gm7 |",
        "x..x..x...x.x... x..x..x....x..x.",
        ".rr..r..r..r.r.. .rr..r..r..o.f..",
        "4.3.2.3.4.5.4.2. 4.3.2.3.5.4.3.1.",
        bars=22,
        gap=8,
        drop=10,
    ),
)


def _drums(track: _Track) -> dict[str, list[Note]]:
    """The machine: layers come in one by one, leave for the break, and come back at once."""
    bars, gap, drop = track.bars, track.gap, track.drop
    roll = [Note(4 * drop - 4 + b, 0.1, 0.0, 0.35 + 0.13 * b) for b in np.arange(0.0, 4.0, 0.25)]
    return {
        "kick": within(strokes("x...x...x...x..." * bars), (0, gap), (drop, bars)),
        "clap": within(strokes("....x.......x..." * bars), (4, gap), (drop, bars - 2)) + roll,
        "open hat": within(strokes("..x...x...x...x." * bars), (2, gap), (drop, bars - 2)),
        "closed hat": within(strokes("o-.-o-.-o-.-o-.-" * bars), (4, gap), (drop, bars)),
        "shaker": within(strokes("-o-x" * 4 * bars), (8, bars - 4)),
        "conga": within(strokes("...o..x....o.x.." * bars), (6, gap), (drop + 4, bars - 4)),
        "crash": [Note(4.0 * bar, 1.0, 0.0, 0.9) for bar in (4, drop)],
    }


def _bass(spans: Sequence[Span], pattern: str) -> list[Note]:
    notes = []
    for bar, span in enumerate(spans):
        root = nearest([span.chord.bass], 36)
        for step, sign in enumerate(pattern.split()[bar % 2]):
            if sign != ".":
                sounding = root + {"r": 0, "o": 12, "f": 7}[sign]
                notes.append(Note(span.start + step / 4, 0.22, sounding, 0.8))
    return notes


def _stabs(spans: Sequence[Span], pattern: str) -> list[Note]:
    notes = []
    for bar, (span, voicing) in enumerate(
        zip(spans, voice_lead_all(spans, 53, 72, 4), strict=True)
    ):
        for stroke in strokes(pattern.split()[bar % 2], 0.25, span.start):
            notes += [Note(stroke.start, 0.24, p, stroke.velocity) for p in voicing]
    return notes


def _arpeggio(spans: Sequence[Span], pattern: str) -> list[Note]:
    notes = []
    for bar, span in enumerate(spans):
        tones = [p for p in range(65, 96) if p % 12 in span.chord.classes]
        for step, sign in enumerate(pattern.split()[bar % 2]):
            if sign != ".":
                loud = 0.75 if step % 4 == 0 else 0.55
                notes.append(Note(span.start + step / 4, 0.2, tones[int(sign)], loud))
    return notes


def _pads(spans: Sequence[Span]) -> list[Note]:
    voicings = voice_lead_all(spans, 58, 79, 4)
    return [
        Note(span.start, span.beats, sounding, 0.5)
        for span, voicing in zip(spans, voicings, strict=True)
        for sounding in voicing
    ]


def render(number: int) -> Audio:
    """Compose and play one of them."""
    track = _TRACKS[number]
    bars, gap, drop = track.bars, track.gap, track.drop
    end = bars * 4.0
    spans = progression(track.chords * 7)[:bars]
    drums = _drums(track)
    bass = within(_bass(spans, track.bass), (4, gap), (drop, bars - 2))
    stabs = _stabs(spans, track.stabs)
    arpeggio = within(_arpeggio(spans, track.lead), (8, bars - 4))
    pads = within(_pads(spans), (gap, drop + 8))
    # The last stroke is the first chord again, home after the round.
    stabs += [Note(end, 2.0, p, 0.7) for p in voice_lead_all(spans[:1], 53, 72, 4)[0]]
    bass.append(Note(end, 1.0, nearest([spans[0].chord.bass], 36), 0.8))
    drums["kick"].append(Note(end, 1.0, 0.0, 0.9))
    drums["crash"].append(Note(end, 1.0, 0.0, 0.7))

    clock = Clock(track.bpm, end, swing=0.54, unit=0.5)
    at = clock.seconds
    kicks = [at(note.start) for note in drums["kick"]]
    pump, light = effects.ducking(kicks, 0.75, 0.26), effects.ducking(kicks, 0.45, 0.2)
    opening = effects.sweep(
        [(0.0, 350.0), (at(4 * gap - 16), 2600.0), (at(4 * gap), 6000.0), (at(4 * gap + 1), 700.0),
         (at(4 * drop), 7000.0), (at(4 * drop + 0.5), 11000.0), (at(end - 16), 8000.0),
         (at(end), 900.0)],
        q=1.1,
    )  # fmt: skip
    parts = [
        Part(drums["kick"], kick(49.0, 150.0, 0.34, 0.3), -19.5),
        Part(drums["clap"], clap, -25.0, sends={"plate": 0.25}),
        Part(drums["open hat"], hat(0.2, 8600.0), -28.5, pan=0.12),
        Part(drums["closed hat"], hat(0.045, 9200.0), -33.0, pan=-0.2),
        Part(drums["shaker"], shaker, -34.0, pan=0.45),
        Part(drums["conga"], tom(235.0), -32.0, pan=-0.45, sends={"plate": 0.2}),
        Part(drums["crash"], crash, -29.0, sends={"plate": 0.2}),
        Part(bass, house_bass, -20.5, effects=[light]),
        Part(stabs, stab, -21.5, effects=[opening, pump], sends={"plate": 0.22, "echo": 0.16}),
        Part(arpeggio, pluck, -25.5, pan=0.1, spread=0.25, effects=[light],
             sends={"echo": 0.4, "plate": 0.2}),
        Part(pads, bright_pad, -25.0, effects=[pump], sends={"plate": 0.4}),
        Part([Note(4.0 * drop - 8, 8.0, 60.0, 0.8)], riser, -28.0, sends={"plate": 0.2}),
    ]  # fmt: skip
    buses = {
        "plate": (effects.room(1.8, 36, brightness=1.05, predelay=0.01), pump),
        "echo": (effects.echo(at(0.75), 0.45, 400.0, 5000.0), light),
    }
    sound = mixed(parts, clock, at(end) + 3.0, 16 + number, buses)
    return effects.compressor(-10.0, 2.0, 0.02, 0.15)(sound)


STYLE = Style(
    "House",
    "Warehouse Windows",
    ("Night Shift", "First Tram Home", "Copper Lights", "Glass Elevator"),
    render,
)
