from __future__ import annotations

from demo_music.score import Clock, Note
from training_music.midi import Voice, midi_file


def events(file: bytes) -> list[tuple[int, bytes]]:
    """Times in ticks and messages of a file of one track, read by the standard's own rules."""
    assert file[:4] == b"MThd"
    assert file[8:12] == b"\x00\x00\x00\x01"
    body = file[22:]
    assert int.from_bytes(file[18:22], "big") == len(body)
    at, now, found = 0, 0, []
    while at < len(body):
        delta = 0
        while True:
            byte = body[at]
            at += 1
            delta = delta << 7 | byte & 0x7F
            if byte < 0x80:
                break
        now += delta
        status = body[at]
        of_channel = 2 if status & 0xF0 == 0xC0 else 3
        size = 3 + body[at + 2] if status == 0xFF else of_channel
        found.append((now, body[at : at + size]))
        at += size
    return found


def test_notes_sound_when_the_clock_says_and_as_loud_as_written() -> None:
    voice = Voice([Note(1.0, 2.0, 60, 0.5), Note(4.0, 1.0, 140, 2.0)], program=40)
    found = events(midi_file([voice], Clock(120, 8)))
    assert (500, bytes([0x90, 60, 64])) in found
    assert (1_499, bytes([0x80, 60, 0])) in found
    assert (2_000, bytes([0x90, 127, 127])) in found
    assert (0, bytes([0xC0, 40])) in found
    assert found[-1][1] == b"\xff\x2f\x00"
    assert [time for time, _ in found] == sorted(time for time, _ in found)


def test_drums_have_the_tenth_channel_and_others_never_do() -> None:
    voices = [Voice([Note(0, 1, 60)]) for _ in range(11)]
    found = events(midi_file([*voices, Voice([Note(0, 1, 36)], drums=True)], Clock(120, 4)))
    struck = [message for _, message in found if message[0] & 0xF0 == 0x90]
    assert {message[0] & 0x0F for message in struck if message[1] == 60} == {*range(9), 10, 11}
    assert [message[0] & 0x0F for message in struck if message[1] == 36] == [9]
