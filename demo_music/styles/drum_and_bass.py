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
from demo_music.score import Clock, Note, humanised, strokes, tune
from demo_music.sound import Audio
from demo_music.theory import Key, Span, nearest, pitch, progression, voice_lead_all


@dataclass(frozen=True, slots=True)
class _Track:
    """Chords (two bars each), the rhythm of the bass, and the tune of the electric piano.

    `form` names the bars of the first drop, of the lull after it and of the second drop, and how
    many bars there are.
    """

    bpm: float
    chords: str
    bass: str
    key: Key
    tune: str
    beats: tuple[str, str]
    form: tuple[int, int, int, int]


# Two bars of kick and of snare, in sixteenths.
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
        (8, 20, 24, 36),
    ),
    _Track(
        174.0,
        "Em9 | Cmaj9 | Am9 | Bm7 |",
        "x..x..x..x..x... x..x....x.x.....",
        Key(pitch("E5"), "minor"),
        "1:.5 3:.5 5:1 4:1 3:1 | r:1 5:1 7:2 | 6:.5 5:.5 3:1 5:1 7:1 | r:2 5:2 |"
        "8:.5 7:.5 5:1 4:1 5:1 | r:1 3:1 1:2 | 2:.5 3:.5 5:1 4:1 2:1 | r:4 |",
        _ROLLING,
        (4, 16, 20, 34),
    ),
    _Track(
        170.0,
        "Bm9 | Gmaj9 | Em9 | F#m7 |",
        "x.....x.x....... x...x.....x.x...",
        Key(pitch("B4"), "minor"),
        "r:1 5:1 8:1 7:1 | 9:3 r:1 | r:1 3:1 6:1 5:1 | 8:3! r:1 |"
        "r:1 4:1 6:1 8:1 | 10:2 9:2 | r:1 7:1 5:1 4:1 | 2:3 r:1 |",
        _STEPPING,
        (8, 20, 22, 32),
    ),
)


def _bars(notes: Sequence[Note], *spans: tuple[float, float]) -> list[Note]:
    """The notes that start within the given spans of bars."""
    return [n for n in notes if any(4 * a <= n.start + 1e-6 < 4 * b for a, b in spans)]


def _low(spans: Sequence[Span], rhythm: str, around: int) -> list[Note]:
    """The bass: the chord's root in the rhythm given, leading over to the next chord."""
    notes = []
    for index, span in enumerate(spans):
        root = nearest([span.chord.bass], around)
        after = spans[(index + 1) % len(spans)].chord
        strikes = strokes(rhythm, 0.25, span.start)
        ends = [s.start for s in strikes[1:]] + [span.start + span.beats]
        for turn, (strike, until) in enumerate(zip(strikes, ends, strict=True)):
            sounding = root
            if turn == len(strikes) - 1 and index % 2:
                sounding = nearest([after.bass], root) + (2 if index % 4 == 1 else -2)
            notes.append(
                Note(strike.start, min(1.8, 0.92 * (until - strike.start)), sounding, 0.75)
            )
    return notes


def render(number: int) -> Audio:
    """Compose and play one of them."""
    track = _TRACKS[number]
    chance = np.random.default_rng([17, number])
    drop, lull, second, bars = track.form
    end = bars * 4.0
    spans = [s for s in progression(track.chords * 5, 8.0) if s.start < end]
    clock = Clock(track.bpm, end, swing=0.53, unit=0.5)
    at = clock.seconds
    full = ((drop, lull), (second, bars - 2))
    half = bars // 2 + 1
    kicks = strokes(track.beats[0] * half)
    snares = strokes(track.beats[1] * half)
    fill = [
        Note(4 * b - x, 0.2, 0.0, v)
        for b in (drop, second)
        for x, v in ((1.0, 0.6), (0.75, 0.45), (0.5, 0.7), (0.25, 0.9))
    ]
    hats = strokes("x.o.x.o.x.o.x.oo" * bars)
    shuffled = strokes(".-.-.-.--.-.-.-." * bars)
    rides = strokes("x.x.x.x.x.x.x.x." * bars)
    sub = _low(spans, track.bass, 31)
    churn = [Note(n.start, n.length, n.pitch + 12, n.velocity) for n in sub]
    pads = [
        Note(s.start, s.beats + 0.5, p, 0.55)
        for s, v in zip(spans, voice_lead_all(spans, 53, 76, 5), strict=True)
        for p in v
    ]
    chords = [
        Note(s.start + b, 1.2, p, 0.5 if b else 0.6)
        for s, v in zip(spans, voice_lead_all(spans, 57, 74, 4), strict=True)
        for b in (0.0, 1.5, 4.5)
        for p in v
    ]
    lead = [
        n
        for at_beat in np.arange(0.0, end, 32.0)
        for n in tune(track.tune, track.key, float(at_beat), 0.62)
    ]
    sparkle = [
        Note(s.start + 0.5 * step, 0.3, tones[(0, 2, 4, 1, 3, 5)[step % 6]], 0.6 - 0.1 * (step % 2))
        for s in spans
        for tones in [[p for p in range(67, 100) if p % 12 in s.chord.classes]]
        for step in range(16)
        if step % 8 not in (0, 3)
    ]
    voices = [Note(s.start, s.beats, nearest(s.chord.colours()[:2], 76), 0.5) for s in spans]
    impacts = [Note(4.0 * b, 1.0, 0.0, 0.9) for b in (drop, second)] + [Note(end, 1.0, 0.0, 0.8)]
    last = [Note(end, 4.0, p, 0.6) for p in voice_lead_all(spans[:1], 57, 74, 4)[0]]
    hits = [at(n.start) for n in _bars(kicks, *full)]
    duck = effects.ducking(hits, 0.5, 0.14)
    opening = effects.sweep(
        [
            (0.0, 900.0),
            (at(4 * drop), 5000.0),
            (at(4 * lull), 6000.0),
            (at(4 * lull + 2), 1500.0),
            (at(4 * second), 7000.0),
            (at(end), 2500.0),
        ]
    )
    parts = [
        Part([*_bars(kicks, *full), Note(end, 1.0, 0.0, 0.9)], kick(54.0, 170.0, 0.2, 0.5), -20.5),
        Part(
            humanised(_bars(snares, *full) + fill, chance, 0.004),
            snare(205.0, 0.17, 0.9, 1.0),
            -21.5,
            sends={"plate": 0.16},
        ),
        Part(
            humanised(_bars(hats, (4, lull), (second - 2, bars)), chance, 0.004),
            hat(0.045, 9000.0),
            -29.5,
            pan=0.2,
        ),
        Part(humanised(_bars(shuffled, *full), chance, 0.004), hat(0.03, 7000.0), -34.0, pan=-0.3),
        Part(_bars(rides, (second, bars - 2)), ride, -33.0, pan=-0.25, sends={"plate": 0.1}),
        Part(
            [*_bars(sub, *full), Note(end, 2.0, nearest([spans[0].chord.bass], 31), 0.75)],
            sub_bass,
            -21.5,
            effects=[duck],
        ),
        Part(
            _bars(churn, (drop + 4, lull), (second, bars - 2)),
            reese,
            -25.5,
            effects=[duck],
            sends={"plate": 0.06},
        ),
        Part(pads, warm_pad, -24.0, effects=[opening, duck], sends={"hall": 0.4}),
        Part(
            humanised(_bars(chords, (0, bars)) + last, chance, 0.008),
            electric_piano,
            -25.0,
            effects=[effects.chorus(0.003, 0.5, 0.4)],
            sends={"hall": 0.25, "echo": 0.2},
        ),
        Part(
            humanised(_bars(lead, (0, drop), (drop + 4, lull), (lull + 2, bars - 2)), chance, 0.01),
            electric_piano,
            -22.5,
            pan=0.1,
            spread=0.15,
            sends={"hall": 0.35, "echo": 0.35},
        ),
        Part(_bars(voices, (drop, bars - 2)), choir, -28.0, sends={"hall": 0.6}),
        Part(
            _bars(sparkle, (second, bars - 2)),
            pluck,
            -28.0,
            spread=0.4,
            sends={"echo": 0.5, "hall": 0.3},
            effects=[duck],
        ),
        Part(impacts, crash, -27.0, sends={"hall": 0.2}),
        Part(
            [Note(4.0 * drop - 12, 12.0, 60.0, 0.8), Note(4.0 * second - 12, 12.0, 60.0, 0.8)],
            riser,
            -30.0,
            sends={"hall": 0.3},
        ),
    ]
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
    ("Ring Road", "Signal Box", "Rain on Glass"),
    render,
)
