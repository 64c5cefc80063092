"""The studio: plays each part with its voice, places it, sends it to the room, sums it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from demo_music.loudness import integrated_loudness
from demo_music.score import Clock, Note
from demo_music.sound import Audio, Effect, Voice, gain, samples, stereo


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the score and how it is heard.

    Attributes:
        notes: What is played.
        voice: Who plays it.
        level: How loud it is in the mix, in LUFS over the passages in which it is heard; so that
            a balance holds whatever the voice and however busy the part.
        pan: From -1 (left) to 1 (right).
        spread: How far pitch moves the pan, per octave away from middle C.
        sends: Share given to each bus, by its name; taken after the effects.
        effects: What the whole part passes through, in order.
    """

    notes: Sequence[Note]
    voice: Voice
    level: float = -20.0
    pan: float = 0.0
    spread: float = 0.0
    sends: Mapping[str, float] = field(default_factory=dict)
    effects: Sequence[Effect] = ()


_VARIANTS = 3
"""How many recordings of the same note are made, so that repetition does not sound mechanical."""


def perform(part: Part, clock: Clock, count: int, seed: int) -> Audio:
    """Play one part into a stereo track of `count` samples, effects included, sends not."""
    track = np.zeros((2, count))
    recorded: dict[tuple[float, float, float, int], Audio] = {}
    for turn, note in enumerate(sorted(part.notes, key=lambda n: (n.start, n.pitch))):
        begin = clock.seconds(note.start)
        held = max(0.02, clock.seconds(note.start + note.length) - begin)
        # Near-equal notes share a recording: a hundredth of a second is not heard.
        key = (note.pitch, round(held, 2), round(note.velocity * 8.0) / 8.0, turn % _VARIANTS)
        if key not in recorded:
            chance = np.random.default_rng([seed, *(round(abs(k) * 100) for k in key)])
            recorded[key] = part.voice(note.pitch, key[1], key[2], chance)
        sound = recorded[key]
        pan = float(np.clip(part.pan + part.spread * (note.pitch - 60.0) / 12.0, -1.0, 1.0))
        at = samples(begin) if begin > 0.0 else 0
        room_left = count - at
        if room_left <= 0:
            continue
        placed = stereo(sound[..., :room_left], pan) * note.velocity**1.6
        track[:, at : at + placed.shape[1]] += placed
    for effect in part.effects:
        track = effect(track)
    return track * gain(part.level - integrated_loudness(track))


def mixed(
    parts: Sequence[Part],
    clock: Clock,
    seconds: float,
    seed: int,
    buses: Mapping[str, Sequence[Effect]] | None = None,
) -> Audio:
    """Sum all parts and the buses they send to.

    Args:
        parts: Who plays what.
        clock: When beats fall.
        seconds: Length of the result, tails included.
        seed: Chance of the performance.
        buses: Effect chains by name; each is heard beside the parts that are sent to it.

    Returns:
        A stereo mix (2, n), not yet mastered.

    Raises:
        KeyError: If a part sends to a bus that is not there.
    """
    count = samples(seconds)
    total = np.zeros((2, count))
    inputs = {name: np.zeros((2, count)) for name in buses or {}}
    for index, part in enumerate(parts):
        track = perform(part, clock, count, seed * 100 + index)
        total += track
        for name, share in part.sends.items():
            inputs[name] += share * track
    for name, chain in (buses or {}).items():
        wet = inputs[name]
        for effect in chain:
            wet = effect(wet)
        total += wet
    return total
