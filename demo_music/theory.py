"""Keys, chords and voice leading: pitches as MIDI numbers, pitch classes 0..11 with C as 0."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_SHIFTS = {"#": 1, "b": -1}

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "phrygian dominant": (0, 1, 4, 5, 7, 8, 10),
    "pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
}
"""Semitones above the tonic of each step of a scale."""

_QUALITIES: dict[str, tuple[tuple[int, ...], str]] = {
    "": ((0, 4, 7), "major"),
    "m": ((0, 3, 7), "dorian"),
    "5": ((0, 7), "mixolydian"),
    "6": ((0, 4, 7, 9), "major"),
    "m6": ((0, 3, 7, 9), "dorian"),
    "69": ((0, 4, 7, 9, 14), "major"),
    "add9": ((0, 4, 7, 14), "major"),
    "madd9": ((0, 3, 7, 14), "minor"),
    "sus2": ((0, 2, 7), "mixolydian"),
    "sus4": ((0, 5, 7), "mixolydian"),
    "7": ((0, 4, 7, 10), "mixolydian"),
    "7sus4": ((0, 5, 7, 10), "mixolydian"),
    "9sus4": ((0, 5, 7, 10, 14), "mixolydian"),
    "7b9": ((0, 4, 7, 10, 13), "phrygian dominant"),
    "7#9": ((0, 4, 7, 10, 15), "phrygian dominant"),
    "9": ((0, 4, 7, 10, 14), "mixolydian"),
    "13": ((0, 4, 7, 10, 14, 21), "mixolydian"),
    "maj7": ((0, 4, 7, 11), "major"),
    "maj9": ((0, 4, 7, 11, 14), "major"),
    "maj7#11": ((0, 4, 7, 11, 18), "lydian"),
    "m7": ((0, 3, 7, 10), "dorian"),
    "m9": ((0, 3, 7, 10, 14), "dorian"),
    "m11": ((0, 3, 7, 10, 14, 17), "dorian"),
    "m7b5": ((0, 3, 6, 10), "locrian"),
    "dim": ((0, 3, 6), "locrian"),
    "dim7": ((0, 3, 6, 9), "locrian"),
    "aug": ((0, 4, 8), "lydian"),
}

_SYMBOL = re.compile(r"^([A-G])([#b]?)([^/]*)(?:/([A-G])([#b]?))?$")
_PITCH = re.compile(r"^([A-G])([#b]?)(-?\d)$")


def pitch(name: str) -> int:
    """The MIDI number of a pitch such as "C4" (60) or "F#3".

    Raises:
        ValueError: If the name is none.
    """
    match = _PITCH.match(name)
    if match is None:
        raise ValueError(f"{name!r} names no pitch")
    letter, shift, octave = match.groups()
    return _LETTERS[letter] + _SHIFTS.get(shift, 0) + 12 * (int(octave) + 1)


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic, as a MIDI pitch, and a mode."""

    tonic: int
    mode: str

    def degree(self, step: int) -> int:
        """The pitch `step` scale steps above the tonic (0 is the tonic; may be negative)."""
        scale = MODES[self.mode]
        octave, index = divmod(step, len(scale))
        return self.tonic + 12 * octave + scale[index]

    def classes(self) -> frozenset[int]:
        """The pitch classes of the scale."""
        return frozenset((self.tonic + step) % 12 for step in MODES[self.mode])


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord: pitch classes of root and bass, and semitones above the root."""

    root: int
    intervals: tuple[int, ...]
    bass: int
    mode: str

    @classmethod
    def parse(cls, symbol: str) -> Chord:
        """Read a symbol such as "F#m7b5" or "C/E".

        Raises:
            ValueError: If the symbol or its quality is unknown.
        """
        match = _SYMBOL.match(symbol)
        if match is None or match.group(3) not in _QUALITIES:
            raise ValueError(f"{symbol!r} names no chord")
        letter, shift, quality, bass_letter, bass_shift = match.groups()
        root = (_LETTERS[letter] + _SHIFTS.get(shift, 0)) % 12
        bass = root
        if bass_letter:
            bass = (_LETTERS[bass_letter] + _SHIFTS.get(bass_shift or "", 0)) % 12
        intervals, mode = _QUALITIES[quality]
        return cls(root, intervals, bass, mode)

    @property
    def classes(self) -> tuple[int, ...]:
        """The pitch classes of its tones, root first."""
        return tuple((self.root + interval) % 12 for interval in self.intervals)

    @property
    def scale(self) -> frozenset[int]:
        """The pitch classes a melody over this chord may use, without sounding wrong."""
        scale = {(self.root + step) % 12 for step in MODES[self.mode]}
        return frozenset(scale | set(self.classes))

    def colours(self) -> tuple[int, ...]:
        """Its tones by importance: third and seventh, then extensions, then root and fifth."""
        rank = {0: 3, 7: 4, 3: 0, 4: 0, 10: 1, 11: 1}
        order = sorted(self.intervals, key=lambda interval: rank.get(interval, 2))
        return tuple((self.root + interval) % 12 for interval in order)


@dataclass(frozen=True, slots=True)
class Span:
    """A chord and when it sounds, in beats."""

    chord: Chord
    start: float
    beats: float


def progression(text: str, beats_per_bar: float = 4.0, start: float = 0.0) -> list[Span]:
    """Read bars of chord symbols: "Dm7 G7 | Cmaj7"; chords share their bar evenly.

    A bar of "%" repeats the bar before it.
    """
    spans: list[Span] = []
    symbols: list[str] = []
    for index, bar in enumerate(text.strip().strip("|").split("|")):
        if bar.strip() != "%":
            symbols = bar.split()
        share = beats_per_bar / len(symbols)
        for place, symbol in enumerate(symbols):
            begin = start + index * beats_per_bar + place * share
            spans.append(Span(Chord.parse(symbol), begin, share))
    return spans


def chord_at(spans: Sequence[Span], beat: float) -> Chord:
    """The chord that sounds at `beat`; the first before, and the last after, all of them."""
    current = spans[0].chord
    for span in spans:
        if span.start > beat + 1e-6:
            break
        current = span.chord
    return current


def nearest(classes: Sequence[int] | frozenset[int], to: float) -> int:
    """The pitch closest to `to` whose class is among `classes`; the lower of two as close."""
    centre = round(to)
    around = (p for p in range(centre - 6, centre + 7) if p % 12 in classes)
    return min(around, key=lambda p: (abs(p - to), p))


def _voicings(classes: Sequence[int], low: int, high: int) -> Iterator[tuple[int, ...]]:
    choices = [[p for p in range(low, high + 1) if p % 12 == c] for c in classes]
    for voicing in itertools.product(*choices):
        ordered = tuple(sorted(voicing))
        gaps = [b - a for a, b in itertools.pairwise(ordered)]
        # A semitone in the middle of a chord is colour; at the bottom or twice it is mud.
        if all(gap > 0 for gap in gaps) and gaps.count(1) <= 1 and (not gaps or gaps[0] > 1):
            yield ordered


def voice_lead(
    chord: Chord,
    previous: Sequence[int] | None,
    low: int,
    high: int,
    size: int = 4,
) -> tuple[int, ...]:
    """Voice `chord` within `low`..`high` so that each voice moves as little as possible.

    Args:
        chord: What to play.
        previous: The voicing before, or None to start from the middle of the range.
        low: Lowest pitch allowed.
        high: Highest pitch allowed; at least an octave above `low`.
        size: Voices wanted; the least important tones are left out, or the first doubled.

    Returns:
        The pitches, ascending.
    """
    wanted = list(chord.colours())
    if size < len(wanted):
        wanted = wanted[:size]
    wanted.extend(itertools.islice(itertools.cycle(chord.classes), size - len(wanted)))
    middle = (low + high) / 2

    def effort(voicing: tuple[int, ...]) -> float:
        width = voicing[-1] - voicing[0]
        centring = abs(sum(voicing) / len(voicing) - middle)
        if previous is None or len(previous) != len(voicing):
            return centring + 0.2 * width
        moves = [abs(a - b) for a, b in zip(voicing, previous, strict=True)]
        return sum(moves) + 0.5 * max(moves) + 0.35 * centring + 0.1 * width

    candidates = list(_voicings(wanted, low, high)) or [
        tuple(sorted(nearest([c], middle) for c in set(wanted)))
    ]
    return min(candidates, key=effort)


def voice_lead_all(
    spans: Sequence[Span], low: int, high: int, size: int = 4
) -> list[tuple[int, ...]]:
    """A voicing for each chord in turn, each led from the one before."""
    voicings: list[tuple[int, ...]] = []
    for span in spans:
        voicings.append(voice_lead(span.chord, voicings[-1] if voicings else None, low, high, size))
    return voicings
