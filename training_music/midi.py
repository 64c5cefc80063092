"""Scores as Standard MIDI Files, as fluidsynth reads them."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from demo_music.score import Clock, Note

DRUMS = 9
"""The channel that General MIDI plays percussion on."""

_TICKS_PER_SECOND = 1_000


@dataclass(frozen=True, slots=True)
class Voice:
    """What one channel plays.

    Attributes:
        notes: The line; pitches of drums are General MIDI's.
        program: Of General MIDI, 0 to 127; no matter for drums.
        volume: 0 to 127.
        pan: 0 (left) to 127 (right).
        drums: Whether it is percussion.
        reverb: Send, 0 to 127.
    """

    notes: Sequence[Note]
    program: int = 0
    volume: int = 90
    pan: int = 64
    drums: bool = False
    reverb: int = 40


def midi_file(voices: Sequence[Voice], clock: Clock) -> bytes:
    """Write voices down as one track (format 0), in milliseconds.

    Source: Standard MIDI Files 1.0. At 1,000 ticks a beat of one second a tick is a millisecond,
    so swing and rubato of `clock` need no tempo map.
    """
    events: list[tuple[int, bytes]] = [(0, bytes([0xFF, 0x51, 3]) + (1_000_000).to_bytes(3, "big"))]
    melodic = (channel for channel in range(16) if channel != DRUMS)
    for voice in voices:
        channel = DRUMS if voice.drums else next(melodic)
        for controller, value in ((7, voice.volume), (10, voice.pan), (91, voice.reverb)):
            events.append((0, bytes([0xB0 | channel, controller, value])))
        if not voice.drums:
            events.append((0, bytes([0xC0 | channel, voice.program])))
        for note in voice.notes:
            begin = round(clock.seconds(note.start) * _TICKS_PER_SECOND)
            end = round(clock.seconds(note.start + note.length) * _TICKS_PER_SECOND)
            pitch = min(127, max(0, round(note.pitch)))
            velocity = min(127, max(1, round(127 * note.velocity)))
            events.append((begin, bytes([0x90 | channel, pitch, velocity])))
            # One tick early, so that the same note struck again is not cut off.
            events.append((max(begin + 1, end - 1), bytes([0x80 | channel, pitch, 0])))
    events.sort(key=lambda event: event[0])
    body, now = b"", 0
    chunks = []
    for tick, message in events:
        chunks.append(_variable_length(tick - now) + message)
        now = tick
    body = b"".join(chunks) + b"\x00\xff\x2f\x00"
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, _TICKS_PER_SECOND)
    return header + struct.pack(">4sI", b"MTrk", len(body)) + body


def _variable_length(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(0x80 | (number & 0x7F))
    return bytes(reversed(digits))
