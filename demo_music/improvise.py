"""What players make up on the spot: walking bass lines, and solos over changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from demo_music.score import Note
from demo_music.theory import Chord, Span, chord_at, nearest


def walking_bass(
    spans: Sequence[Span],
    until: float,
    bar: float,
    chance: np.random.Generator,
    low: int = 30,
    high: int = 50,
) -> list[Note]:
    """Quarter notes: the root where a chord begins, a step from the next root before it ends.

    Between them the line goes on in the direction it has taken, through tones of the chord, and
    turns back at the edges of its range.
    """
    del bar
    notes: list[Note] = []
    now, upwards = float(nearest([spans[0].chord.bass], 38)), True
    for index, span in enumerate(spans):
        following = spans[index + 1].chord if index + 1 < len(spans) else span.chord
        beats = np.arange(span.start, min(span.start + span.beats, until) - 0.26, 1.0)
        for place, beat in enumerate(beats):
            if place == 0:
                now = float(nearest([span.chord.bass], now))
            elif place == len(beats) - 1:
                target = nearest([following.bass], now + (3 if upwards else -3))
                below = target - 1 if chance.uniform() < 0.6 else target - 2
                now = float(below if upwards else target + int(chance.integers(1, 3)))
            else:
                step = float(chance.uniform(2.5, 4.5))
                now = float(nearest(span.chord.classes[:4], now + (step if upwards else -step)))
            if now < low:
                now, upwards = now + 12.0, True
            if now > high:
                now, upwards = now - 12.0, False
            elif place == 0:
                upwards = now < (low + high) / 2.0 + float(chance.normal(0.0, 3.0))
            loud = 0.72 if place == 0 else 0.62
            notes.append(Note(float(beat), 0.92, now, loud))
            if chance.uniform() < 0.07:
                notes.append(Note(float(beat) + 0.5, 0.3, now, 0.35))
    return notes


def _step(
    now: float, chord: Chord, strong: bool, upwards: bool, chance: np.random.Generator
) -> float:
    """The next pitch of a line: chord tones where the bar is strong, scale steps between."""
    way = 1.0 if upwards else -1.0
    if strong:
        tones = chord.colours()[:3] if chance.uniform() < 0.6 else chord.classes
        return float(nearest(tones, now + way * float(chance.uniform(1.0, 3.5))))
    leap = 4.0 if chance.uniform() < 0.18 else 1.6
    return float(nearest(chord.scale, now + way * leap))


def solo(
    spans: Sequence[Span],
    begin: float,
    until: float,
    centre: float,
    chance: np.random.Generator,
) -> list[Note]:
    """Phrases of eighths with breath between them, over the chords of `spans`.

    A phrase starts off the beat, runs in one direction until it leaves the comfortable range or
    tires of it, aims at thirds and sevenths where a chord changes (from a semitone below or a step
    above), and ends on a longer chord tone.
    """
    notes: list[Note] = []
    beat, now = begin, centre
    while beat < until - 2.0:
        length = int(chance.choice([5, 7, 9, 11, 13]))
        upwards = now < centre
        for index in range(length):
            if beat >= until - 1.0:
                break
            chord = chord_at(spans, beat)
            strong = abs(beat - round(beat)) < 0.1
            last = index == length - 1
            coming = chord_at(spans, beat + 0.5)
            if coming is not chord and not strong and not last:
                # Lean into the next chord by a semitone.
                target = nearest(coming.colours()[:2], now + (1.5 if upwards else -1.5))
                now = float(target + (-1 if upwards else 1))
            else:
                step = _step(now, chord, strong or last, upwards, chance)
                now = (
                    step
                    if step != now
                    else float(nearest(chord.scale, now + (2 if upwards else -2)))
                )
            if now > centre + 11.0 or (upwards and chance.uniform() < 0.14):
                upwards = False
            elif now < centre - 8.0 or (not upwards and chance.uniform() < 0.14):
                upwards = True
            triplet = not last and strong and chance.uniform() < 0.06
            loud = 0.62 if strong else 0.7
            if triplet:
                above = float(nearest(chord.scale, now + 2.0))
                notes += [Note(beat, 0.3, now, loud), Note(beat + 0.25, 0.22, above, 0.55)]
            else:
                notes.append(Note(beat, 0.9 if last else 0.48, now, loud + 0.1 * last))
            beat += 0.5
        beat += float(chance.choice([1.0, 1.5, 2.0, 2.5]))
        if abs(beat - round(beat)) < 0.1 and chance.uniform() < 0.7:
            beat += 0.5
        now = float(np.clip(now, centre - 6.0, centre + 6.0))
        now = float(nearest(chord_at(spans, beat).classes, now))
    return notes
