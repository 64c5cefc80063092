"""Drum and bass: fast broken beats, slow wide chords, bass from below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music import effects
from demo_music.instruments.bass import reese, sub_bass
from demo_music.instruments.drums import crash, hat, kick, ride, snare
from demo_music.instruments.keys import electric_piano
from demo_music.instruments.pads import choir, pluck, riser, warm_pad
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, moved, strokes, tune, within
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Track:
    """One track.

    Attributes:
        chords: Four, of two bars each, gone round.
        bass: Its rhythm, in sixteenths of two bars.
        tune: Eight bars for the electric piano.
        beats: Kick and snare, in sixteenths of two bars.
        drop: The bar where the drums come in.
        lull: The bar where they leave.
        second: The bar where they come back, with more.
        bars: How many there are.
    """

    bpm: float
    chords: str
    bass: str
    key: Key
    tune: str
    beats: tuple[str, str]
    drop: int
    lull: int
    second: int
    bars: int


_TWO_STEP = ("x.........x..... x..x......x.....", "....x..-.-..x..- ....x..-.-.-x.--")
_ROLLING = ("x.x.......x..... ..x.......xx....", "....x..-.-..x..- ....x..-.-..x.o-")
_STEPPING = ("x.....x...x..... x..x..x.........", "....x....-..x-.. ....x..-....x.--")

_TRACKS = (
    _Track(
        172.0,
        "Fm9 | Dbmaj9 | Abmaj9 | Ebadd9 |",
        "x.....x...x..... ......x...x.x...",
        Key(pitch("F5"), "minor"),
        "5:1.5 7:.5 5:2 | r:1 4:.5 3:.5 1:2 | 3:1.5 4:.5 5:2 | r:2 7:1 5:1 |"
        "5:1.5 7:.5 8:2! | r:1 7:.5 5:.5 3:2 | 4:1.5 5:.5 7:2 | 2:2 r:2 |",
        _TWO_STEP,
        drop=8,
        lull=20,
        second=24,
        bars=36,
    ),
    _Track(
        174.0,
        "Em9 | Cmaj9 | Am9 | Bm7 |",
        "x..x..x..x..x... x..x....x.x.....",
        Key(pitch("E5"), "minor"),
        "1:.5 3:.5 5:1 4:1 3:1 | r:1 5:1 7:2 | 6:.5 5:.5 3:1 5:1 7:1 | r:2 5:2 |"
        "8:.5 7:.5 5:1 4:1 5:1 | r:1 3:1 1:2 | 2:.5 3:.5 5:1 4:1 2:1 | r:4 |",
        _ROLLING,
        drop=4,
        lull=16,
        second=20,
        bars=34,
    ),
    _Track(
        170.0,
        "Bm9 | Gmaj9 | Em9 | F#m7 |",
        "x.....x.x....... x...x.....x.x...",
        Key(pitch("B4"), "minor"),
        "r:1 5:1 8:1 7:1 | 9:3 r:1 | r:1 3:1 6:1 5:1 | 8:3! r:1 |"
        "r:1 4:1 6:1 8:1 | 10:2 9:2 | r:1 7:1 5:1 4:1 | 2:3 r:1 |",
        _STEPPING,
        drop=8,
        lull=20,
        second=22,
        bars=32,
    ),
    _Track(
        172.0,
        "Cm9 | Abmaj9 | Ebmaj9 | Bbadd9 |",
        "x..x....x..x.... x......x..x.x...",
        Key(pitch("C5"), "minor"),
        "1:1.5 3:.5 5:2 | r:1 4:.5 3:.5 5:2 | 8:1.5! 7:.5 5:2 | r:2 5:1 3:1 |"
        "7:1.5 5:.5 3:2 | r:1 5:.5 7:.5 9:2! | 9:1 7:1 4:2 | 2:2 r:2 |",
        _TWO_STEP,
        drop=6,
        lull=18,
        second=20,
        bars=30,
    ),
)


def _drums(track: _Track, chance: np.random.Generator) -> dict[str, list[Note]]:
    """The break, played a little loosely; a fill leads into each drop."""
    bars, drop, lull, second = track.bars, track.drop, track.lull, track.second
    full = ((drop, lull), (second, bars - 2))
    pairs = bars // 2 + 1
    fills = [
        Note(4 * bar - before, 0.2, 0.0, loud)
        for bar in (drop, second)
        for before, loud in ((1.0, 0.6), (0.75, 0.45), (0.5, 0.7), (0.25, 0.9))
    ]
    hats = within(strokes("x.o.x.o.x.o.x.oo" * bars), (drop // 2, lull), (second - 2, bars))
    return {
        "kick": within(strokes(track.beats[0] * pairs), *full),
        "snare": humanised(within(strokes(track.beats[1] * pairs), *full), chance, 0.004) + fills,
        "hat": humanised(hats, chance, 0.004),
        "shuffle": humanised(within(strokes(".-.-.-.--.-.-.-." * bars), *full), chance, 0.004),
        "ride": within(strokes("x.x.x.x.x.x.x.x." * bars), (second, bars - 2)),
        "crash": [Note(4.0 * bar, 1.0, 0.0, 0.9) for bar in (drop, second)],
    }


def _low(spans: Sequence[Span], rhythm: str) -> list[Note]:
    """The bass: the chord's root in the rhythm given, leading over to the next chord."""
    notes = []
    for index, span in enumerate(spans):
        root = nearest([span.chord.bass], 31)
        after = spans[(index + 1) % len(spans)].chord
        strikes = strokes(rhythm, 0.25, span.start)
        ends = [s.start for s in strikes[1:]] + [span.start + span.beats]
        for turn, (strike, until) in enumerate(zip(strikes, ends, strict=True)):
            sounding = root
            if turn == len(strikes) - 1 and index % 2:
                sounding = nearest([after.bass], root) + (2 if index % 4 == 1 else -2)
            held = min(1.8, 0.92 * (until - strike.start))
            notes.append(Note(strike.start, held, sounding, 0.75))
    return notes


def _chords(spans: Sequence[Span], low: int, high: int, size: int, rhythm: str) -> list[Note]:
    """Voiced chords: held through if no rhythm is given, else struck in its eighths."""
    notes = []
    for span, voicing in zip(spans, voice_lead_all(spans, low, high, size), strict=True):
        if rhythm:
            for stroke in strokes(rhythm, 0.5, span.start):
                notes += [Note(stroke.start, 1.2, p, 0.6 * stroke.velocity + 0.1) for p in voicing]
        else:
            notes += [Note(span.start, span.beats + 0.5, p, 0.55) for p in voicing]
    return notes


def _sparkle(spans: Sequence[Span]) -> list[Note]:
    """A quick arpeggio high up, with holes in it."""
    notes = []
    for span in spans:
        tones = [p for p in range(67, 100) if p % 12 in span.chord.classes]
        for step in range(round(span.beats * 2)):
            if step % 8 not in (0, 3):
                tone = tones[(0, 2, 4, 1, 3, 5)[step % 6]]
                notes.append(Note(span.start + step / 2, 0.3, tone, 0.6 - 0.1 * (step % 2)))
    return notes


def render(number: int) -> Audio:
    """Compose and play one of them."""
    track = _TRACKS[number]
    chance = np.random.default_rng([17, number])
    bars, drop, lull, second = track.bars, track.drop, track.lull, track.second
    end = bars * 4.0
    spans = [s for s in progression(track.chords * 5, 8.0) if s.start < end]
    drums = _drums(track, chance)
    low = _low(spans, track.bass)
    sub = within(low, (drop, lull), (second, bars - 2))
    churn = within(moved(low, semitones=12.0), (drop + 4, lull), (second, bars - 2))
    pads = _chords(spans, 53, 76, 5, "")
    comping = humanised(_chords(spans, 57, 74, 4, "x..o.....o......"), chance, 0.008)
    lead = [n for at in np.arange(0.0, end, 32.0) for n in tune(track.tune, track.key, float(at))]
    lead = within(lead, (0, drop), (drop + 4, lull), (lull + 2, bars - 2))
    voices = [Note(s.start, s.beats, nearest(s.chord.colours()[:2], 76), 0.5) for s in spans]
    # Everybody lands on the first chord again.
    comping += [Note(end, 4.0, p, 0.6) for p in voice_lead_all(spans[:1], 57, 74, 4)[0]]
    sub.append(Note(end, 2.0, nearest([spans[0].chord.bass], 31), 0.75))
    drums["crash"].append(Note(end, 1.0, 0.0, 0.8))
    risers = [Note(max(0.0, 4.0 * bar - 12), 12.0, 60.0, 0.8) for bar in (drop, second)]

    clock = Clock(track.bpm, end, swing=0.53, unit=0.5)
    at = clock.seconds
    duck = effects.ducking([at(n.start) for n in drums["kick"]], 0.5, 0.14)
    drums["kick"].append(Note(end, 1.0, 0.0, 0.9))
    opening = effects.sweep(
        [(0.0, 900.0), (at(4 * drop), 5000.0), (at(4 * lull), 6000.0), (at(4 * lull + 2), 1500.0),
         (at(4 * second), 7000.0), (at(end), 2500.0)]
    )  # fmt: skip
    parts = [
        Part(drums["kick"], kick(54.0, 170.0, 0.2, 0.5), -20.5),
        Part(drums["snare"], snare(205.0, 0.17, 0.9, 1.0), -21.5, sends={"plate": 0.16}),
        Part(drums["hat"], hat(0.045, 9000.0), -29.5, pan=0.2),
        Part(drums["shuffle"], hat(0.03, 7000.0), -34.0, pan=-0.3),
        Part(drums["ride"], ride, -33.0, pan=-0.25, sends={"plate": 0.1}),
        Part(drums["crash"], crash, -27.0, sends={"hall": 0.2}),
        Part(sub, sub_bass, -21.5, effects=[duck]),
        Part(churn, reese, -25.5, effects=[duck], sends={"plate": 0.06}),
        Part(pads, warm_pad, -24.0, effects=[opening, duck], sends={"hall": 0.4}),
        Part(comping, electric_piano, -25.0, effects=[effects.chorus(0.003, 0.5, 0.4)],
             sends={"hall": 0.25, "echo": 0.2}),
        Part(humanised(lead, chance), electric_piano, -22.5, pan=0.1, spread=0.15,
             sends={"hall": 0.35, "echo": 0.35}),
        Part(within(voices, (drop, bars - 2)), choir, -28.0, sends={"hall": 0.6}),
        Part(within(_sparkle(spans), (second, bars - 2)), pluck, -28.0, spread=0.4,
             effects=[duck], sends={"echo": 0.5, "hall": 0.3}),
        Part(risers, riser, -30.0, sends={"hall": 0.3}),
    ]  # fmt: skip
    buses = {
        "plate": (effects.room(0.8, 37, brightness=1.05, predelay=0.005),),
        "hall": (effects.room(2.8, 38, brightness=0.9, predelay=0.02, size=1.5), duck),
        "echo": (effects.echo(at(0.75), 0.45, 400.0, 4500.0),),
    }
    sound = mixed(parts, clock, at(end) + 3.5, 17 + number, buses)
    return effects.compressor(-10.0, 2.0, 0.015, 0.12)(sound)


STYLE = Style(
    "Drum and Bass",
    "Night Trains",
    ("Ring Road", "Signal Box", "Rain on Glass", "Last Platform"),
    render,
)
