"""Notes in beats, the clock that turns beats into seconds, and how scores are written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from demo_music.theory import Key


@dataclass(frozen=True, slots=True)
class Note:
    """One note: start and length in beats, MIDI pitch, velocity 0..1."""

    start: float
    length: float
    pitch: float
    velocity: float = 0.7


class Clock:
    """Turns beats into seconds: tempo, swing, a breath of rubato, and slowing at the end.

    Args:
        bpm: Beats per minute.
        beats: How long the piece is, tail excluded.
        swing: Where the off-beat falls in its unit: 0.5 straight, 0.67 triplets.
        unit: The span that is swung, in beats: 1 swings eighths, 0.5 sixteenths.
        rubato: How far the tempo breathes, as a share of it, once per `phrase`.
        phrase: Beats in a phrase.
        slowing: How many beats before the end the tempo starts to yield.
        slowest: The tempo reached at the end, as a share of `bpm`.
    """

    def __init__(
        self,
        bpm: float,
        beats: float,
        swing: float = 0.5,
        unit: float = 1.0,
        rubato: float = 0.0,
        phrase: float = 16.0,
        slowing: float = 0.0,
        slowest: float = 0.6,
    ) -> None:
        self.bpm = bpm
        self._swing = swing
        self._unit = unit
        self._grid = np.arange(0.0, beats + 64.0, 1.0 / 16.0)
        # Slower at both ends of a phrase, flowing in the middle.
        tempo = bpm * (1.0 - rubato * np.cos(2.0 * np.pi * self._grid / phrase))
        if slowing > 0.0:
            yielded = np.clip((self._grid - (beats - slowing)) / slowing, 0.0, 1.0)
            tempo *= 1.0 - (1.0 - slowest) * yielded**1.5
        steps = np.diff(self._grid) * 60.0 / tempo[:-1]
        self._seconds = np.concatenate([[0.0], np.cumsum(steps)])

    def seconds(self, beat: float) -> float:
        """When `beat` falls."""
        whole, part = divmod(beat, self._unit)
        part /= self._unit
        swung = (
            part * 2.0 * self._swing
            if part < 0.5
            else self._swing + (part - 0.5) * 2.0 * (1.0 - self._swing)
        )
        return float(np.interp((whole + swung) * self._unit, self._grid, self._seconds))


_TOKEN = re.compile(r"^(?:(r)|([#b]?)(\d+)([',]*))(?::([\d./]+))?([!?]?)$")


def tune(
    text: str, key: Key, start: float = 0.0, velocity: float = 0.7, steps: int = 0
) -> list[Note]:
    """Read a tune written in scale degrees.

    Each token is a degree (1 is the tonic, 8 the octave), "#" or "b" before it to alter it, "'" or
    "," after it for octaves up or down, then ":" and its length in beats (the last length is kept
    if missing), then "!" for an accent or "?" for a soft note. "r" rests; "|" is for the eye.

    Args:
        text: The tune.
        key: What its degrees are degrees of.
        start: The beat it starts at.
        velocity: Of its plain notes.
        steps: Scale steps by which all of it is moved, within the key.

    Raises:
        ValueError: If a token cannot be read.
    """
    notes: list[Note] = []
    beat, length = start, 1.0
    for token in text.replace("|", " ").split():
        match = _TOKEN.match(token)
        if match is None:
            raise ValueError(f"{token!r} is no note")
        rest, shift, degree, octaves, duration, stress = match.groups()
        if duration:
            length = _beats(duration)
        if not rest:
            sounding = key.degree(int(degree) - 1 + steps) + {"#": 1, "b": -1}.get(shift, 0)
            sounding += 12 * (octaves.count("'") - octaves.count(","))
            loud = velocity + {"!": 0.15, "?": -0.2}.get(stress, 0.0)
            notes.append(Note(beat, length, sounding, min(1.0, max(0.05, loud))))
        beat += length
    return notes


def _beats(text: str) -> float:
    if "/" in text:
        above, below = text.split("/")
        return float(above) / float(below)
    return float(text)


_STROKES = {"x": 0.9, "o": 0.65, "-": 0.4, ".": 0.0}


def strokes(text: str, step: float = 0.25, start: float = 0.0, pitch: float = 0.0) -> list[Note]:
    """Read a drum pattern: "x" accent, "o" plain, "-" ghost, "." nothing; spaces do not count."""
    pattern = text.replace(" ", "")
    return [
        Note(start + index * step, step, pitch, _STROKES[stroke])
        for index, stroke in enumerate(pattern)
        if _STROKES[stroke] > 0.0
    ]


def moved(notes: Iterable[Note], beats: float = 0.0, semitones: float = 0.0) -> list[Note]:
    """The same notes later by `beats` and higher by `semitones`."""
    return [replace(n, start=n.start + beats, pitch=n.pitch + semitones) for n in notes]


def looped(notes: Sequence[Note], period: float, times: int, start: float = 0.0) -> list[Note]:
    """`notes` over and over, `times` times, every `period` beats, from `start`."""
    return [note for turn in range(times) for note in moved(notes, start + turn * period)]


def between(notes: Iterable[Note], begin: float, end: float) -> list[Note]:
    """The notes that start in `begin`..`end`, cut to end there."""
    return [
        replace(note, length=min(note.length, end - note.start))
        for note in notes
        if begin - 1e-6 <= note.start < end - 1e-6
    ]


def within(notes: Iterable[Note], *spans: tuple[float, float], bar: float = 4.0) -> list[Note]:
    """The notes that start within any of `spans`, each from one bar to before another."""
    return [
        note
        for note in notes
        if any(bar * first <= note.start + 1e-6 < bar * end for first, end in spans)
    ]


def shaped(notes: Iterable[Note], *points: tuple[float, float]) -> list[Note]:
    """Scale velocities by a line through (beat, factor) points: crescendo, diminuendo."""
    beats = [beat for beat, _ in points]
    factors = [factor for _, factor in points]
    return [
        replace(n, velocity=float(min(1.0, n.velocity * np.interp(n.start, beats, factors))))
        for n in notes
    ]


def humanised(
    notes: Iterable[Note],
    chance: np.random.Generator,
    beats: float = 0.01,
    velocity: float = 0.05,
) -> list[Note]:
    """Let starts and velocities stray a little, as hands do (standard deviations)."""
    return [
        replace(
            note,
            start=max(0.0, note.start + float(chance.normal(0.0, beats))),
            velocity=float(np.clip(note.velocity + chance.normal(0.0, velocity), 0.05, 1.0)),
        )
        for note in notes
    ]
