"""What players make up on the spot: walking bass lines, and solos over changes.

A solo is made as players say they make theirs: from a vocabulary of figures known by heart, each
fitting a kind of chord, strung together so that each begins near where the last one ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from demo_music.score import Note, between, tune
from demo_music.theory import Key, Span, nearest

_FIGURES: dict[str, tuple[str, ...]] = {
    # By the mode of the chord: one bar of eighths, in degrees above the chord's root.
    "dorian": (
        "1:.5 3 5 7 9! 8 7 5",
        "9:.5! 8 7 5 6 5 3 1",
        "5:.5 7 8 9 10! 9 8 7",
        "3:.5 2 1 7, 1! 2 3 5",
        "r:.5 5 6 5 3! 2 1 7,",
        "8:.5! 7 5 4 3 4 #4 5",
        "7:1! 5:.5 3 4 #4 5:1",
    ),
    "mixolydian": (
        "8:.5! #7 7 6 5 4 3 2",
        "3:.5 5 7 9 8! 7 6 5",
        "7:.5! 6 5 3 4 #4 5 3",
        "r:.5 3 4 5 7! 6 5 4",
        "5:.5 6 7 8 9! 7 5 4",
        "9:.5! 7 6 5 b3 3 5 7",
        "6:1! 5:.5 3 2 b2 1:1",
    ),
    "phrygian dominant": (
        "3:.5 5 7 9! 8 7 6 5",
        "8:.5! 7 6 5 4 3 2 1",
        "r:.5 9 8 7! 6 5 4 3",
        "5:.5 6 7 9 8! 7 5 3",
    ),
    "major": (
        "5:.5! 3 1 2 3:1 r:1",
        "3:.5 5 7 9 8:1! r:1",
        "7:.5 8 6 5! 3 2 1:1",
        "r:.5 5 6 8 9! 8 6 5",
        "9:.5! 8 7 5 6 3 5:1",
        "2:.5 3 5 6 5! 3 2 1",
    ),
    "locrian": (
        "1:.5 3 5 7 8! 7 5 3",
        "7:.5! 5 4 3 5 4 3 1",
        "r:.5 8 7 6! 5 3 4 5",
    ),
}

_SHORT_FIGURES: dict[str, tuple[str, ...]] = {
    # The same for chords that last less than a bar.
    "dorian": ("1:.5 3 5 7", "9:.5! 7 5 3", "5:.5 4 3 1"),
    "mixolydian": ("3:.5 5 7! 9", "7:.5! 6 5 3", "8:.5 7 6 5"),
    "phrygian dominant": ("3:.5 5 7 9!", "9:.5! 8 7 5", "7:.5! 6 5 3"),
    "major": ("3:.5 2 1 5,", "5:.5! 6 5 3", "8:.5! 7 5 3"),
    "locrian": ("7:.5 5 3 1", "8:.5! 7 6 5", "1:.5 3 5 7!"),
}


def walking_bass(
    spans: Sequence[Span],
    until: float,
    chance: np.random.Generator,
    low: int = 30,
    high: int = 50,
) -> list[Note]:
    """Quarter notes: the root where a chord begins, a step from the next root before it ends.

    Between them the line goes on in the direction it has taken, through tones of the chord, and
    turns back at the edges of its range.
    """
    notes: list[Note] = []
    now, upwards = float(nearest([spans[0].chord.bass], 38)), True
    for span, following in zip(spans, [*spans[1:], spans[-1]], strict=True):
        beats = np.arange(span.start, min(span.start + span.beats, until) - 0.26, 1.0)
        for place, beat in enumerate(beats):
            if place == 0:
                now = float(nearest([span.chord.bass], now))
            elif place == len(beats) - 1:
                target = nearest([following.chord.bass], now + (3 if upwards else -3))
                lean = (1 if chance.uniform() < 0.6 else 2) * (-1 if upwards else 1)
                now = float(target - lean if target + lean == now else target + lean)
            else:
                step = float(chance.uniform(2.5, 4.5)) * (1 if upwards else -1)
                others = [c for c in span.chord.classes[:4] if c != now % 12]
                now = float(nearest(others, now + step))
            if now < low:
                now, upwards = now + 12.0, True
            elif now > high:
                now, upwards = now - 12.0, False
            elif place == 0:
                upwards = now < (low + high) / 2.0 + float(chance.normal(0.0, 3.0))
            notes.append(Note(float(beat), 0.92, now, 0.72 if place == 0 else 0.62))
            if chance.uniform() < 0.07:
                notes.append(Note(float(beat) + 0.5, 0.3, now, 0.35))
    return notes


def _figure(
    span: Span, last: float, centre: float, used: list[str], chance: np.random.Generator
) -> list[Note]:
    """The figure, in the octave, that best goes on from `last` without leaving the range."""
    known = _FIGURES if span.beats >= 3.0 else _SHORT_FIGURES
    best: tuple[float, str, list[Note]] | None = None
    for text in known[span.chord.mode]:
        for octave in (-12, 0, 12):
            root = nearest([span.chord.root], centre - 4.0) + octave
            notes = tune(text, Key(root, span.chord.mode), span.start, 0.64)
            notes = between(notes, span.start, span.start + span.beats)
            pitches = [n.pitch for n in notes]
            leap = abs(pitches[0] - last)
            outside = max(0.0, max(pitches) - centre - 12.0, centre - 9.0 - min(pitches))
            cost = leap + 3.0 * (leap == 0.0) + 4.0 * outside + 5.0 * (text in used[-4:])
            cost += float(chance.uniform(0.0, 4.0))
            if best is None or cost < best[0]:
                best = cost, text, notes
    assert best is not None
    used.append(best[1])
    return best[2]


def solo(
    spans: Sequence[Span],
    begin: float,
    until: float,
    centre: float,
    chance: np.random.Generator,
) -> list[Note]:
    """A solo over the chords of `spans`, from `begin` to `until`, around the pitch `centre`.

    Every few chords it takes a breath: a figure is cut at its middle and its last note held.
    """
    notes: list[Note] = []
    used: list[str] = []
    last, since_breath = centre, 0
    for span in spans:
        if not begin - 1e-6 <= span.start < until - 1e-6:
            continue
        figure = _figure(span, last, centre, used, chance)
        since_breath += 1
        if since_breath >= 2 and span.beats >= 3.0 and chance.uniform() < 0.5:
            figure = between(figure, span.start, span.start + span.beats / 2.0)
            figure[-1] = replace(figure[-1], length=0.9, velocity=figure[-1].velocity + 0.08)
            since_breath = 0
        last = figure[-1].pitch
        # Lines are played louder as they rise.
        notes += [
            replace(n, velocity=min(0.9, n.velocity + 0.008 * (n.pitch - centre))) for n in figure
        ]
    return notes
