"""Reading tags and durations, odd ones included."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Tags
from deej_desktop.library.tag_fields import tags_from
from deej_desktop.library.tags import read_tags
from tests.audio import FORMATS, tune, write_audio
from tests.unit.library.retag import JPEG, add_trailing_tags, id3_text, new_id3_tag, piped, retag

RATE = 22_050
PIECE = tune(3, seed=1, sample_rate=RATE)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_says_the_same(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    retag(path, "Título ♫", JPEG)
    tags, duration = read_tags(path)
    assert tags == Tags("Título ♫", "Artist", "Album", "Album artist", "Rock", 2003, 2, 3)
    assert duration == pytest.approx(3.0, abs=0.15)


@pytest.mark.parametrize("suffix", [*FORMATS, ".aac"])
def test_untagged_files_are_fine(tmp_path: Path, suffix: str) -> None:
    codec = "aac" if suffix == ".aac" else None
    tags, duration = read_tags(write_audio(tmp_path / f"a{suffix}", PIECE, RATE, codec=codec))
    assert tags == Tags()
    assert duration == pytest.approx(3.0, abs=0.15)


def test_tags_that_only_ffmpeg_knows_are_read(tmp_path: Path) -> None:
    wav = write_audio(tmp_path / "a.wav", PIECE, RATE, tags={"title": "In the INFO list"})
    assert read_tags(wav).tags.title == "In the INFO list"
    mp3 = write_audio(tmp_path / "a.mp3", PIECE, RATE)
    new_id3_tag(mp3).delete(mp3)
    add_trailing_tags(mp3)
    assert read_tags(mp3).tags.title == "Behind"


def test_an_mp3_that_does_not_say_how_long_it_is_is_measured(tmp_path: Path) -> None:
    # The first frame only says how many follow; without it a guess from one rate is far off.
    quiet_then_loud = tune(20, 1, RATE) * ([[0.0]] * (10 * RATE) + [[1.0]] * (10 * RATE))
    path = write_audio(tmp_path / "a.mp3", quiet_then_loud.astype("f4"), RATE)
    data = path.read_bytes()
    place = max(data.find(b"Xing"), data.find(b"Info"))
    assert place > 0
    path.write_bytes(data[:place] + b"\0\0\0\0" + data[place + 4 :])
    assert read_tags(path).duration_s == pytest.approx(20.0, abs=0.3)


def test_a_wav_written_to_a_pipe_is_measured(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.wav", PIECE, RATE)
    assert read_tags(piped(path)).duration_s == pytest.approx(3.0)


def test_a_file_name_in_no_encoding(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.mp3")
    write_audio(tmp_path / "a.mp3", PIECE, RATE, tags={"title": "Café"}).rename(path)
    assert read_tags(path).tags.title == "Café"


@pytest.mark.parametrize("suffix", FORMATS)
def test_damage_anywhere_in_the_head_never_escapes(tmp_path: Path, suffix: str) -> None:
    path = write_audio(tmp_path / f"a{suffix}", PIECE, RATE)
    retag(path, "Title", JPEG)
    data = path.read_bytes()
    for start in range(8, min(len(data), 1500), 97):
        path.write_bytes(data[:start] + b"\xff" * 40 + data[start + 40 :])
        try:
            reading = read_tags(path)
        except UnreadableAudio:
            continue
        assert reading.duration_s > 0


def test_garbage_behind_an_id3_header(tmp_path: Path) -> None:
    audio = write_audio(tmp_path / "plain.mp3", PIECE, RATE).read_bytes()
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\x04\x00\x00\x00\x00\x08\x00" + b"\xfe\x01TIT2" * 171 + audio)
    tags, duration = read_tags(path)
    assert tags.title == ""
    assert duration == pytest.approx(3.0, abs=0.2)


@pytest.mark.parametrize(("name", "data"), [("a.mp3", b""), ("b.flac", b"Only words. " * 500)])
def test_what_is_no_audio_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableAudio):
        read_tags(tmp_path / name)


def test_several_artists_are_all_named(tmp_path: Path) -> None:
    path = write_audio(tmp_path / "a.mp3", PIECE, RATE)
    tags = new_id3_tag()
    tags.add(id3_text("TPE1", "One", "Two", "One"))
    tags.add(id3_text("TIT2", "AC/DC"))
    tags.add(id3_text("TRCK", "7"))
    tags.save(path)
    assert read_tags(path).tags == Tags(title="AC/DC", artist="One, Two", track_number=7)


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2003", 2003),
        ("2003-05-01", 2003),
        ("1/5/1987", 1987),
        ("c. 1999!", 1999),
        ("0000", None),
        ("99", None),
        ("", None),
        ("20031231", None),
        ("unknown", None),
    ],
)
def test_years(said: str, year: int | None) -> None:
    assert tags_from({"date": [said]}).year == year


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3", 3),
        ("03", 3),
        ("3/12", 3),
        ("A3", 3),
        (" 3 ", 3),
        ("0", None),
        ("", None),
        ("-", None),
        ("99999999999999999999", None),
    ],
)
def test_track_and_disc_numbers(said: str, number: int | None) -> None:
    assert tags_from({"tracknumber": [said], "discnumber": [said]}) == Tags(
        track_number=number, disc_number=number
    )


def test_text_is_made_fit_for_one_line() -> None:
    tags = tags_from({"title": ["  a\n\tb\x00c\x07 \ud800 d  "], "artist": ["x" * 100_000]})
    assert tags.title == "a b, c d"
    assert len(tags.artist) == 500


anything = st.one_of(
    st.none(), st.text(), st.integers(), st.binary(), st.lists(st.text()), st.lists(st.integers())
)
fields = st.sampled_from(["title", "TIT2", "trkn", "date", "genre", "\xa9day", "disk", "WM/Year"])


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(fields, anything))
def test_whatever_is_said_the_fields_make_sense(said: dict[str, Any]) -> None:
    tags = tags_from(said)
    assert tags.year is None or 1000 <= tags.year <= 2999
    assert tags.track_number is None or 0 < tags.track_number <= 9999
    for text in (tags.title, tags.genre):
        assert text == text.strip()
        assert len(text.splitlines()) <= 1
        text.encode()
