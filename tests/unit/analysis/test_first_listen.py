from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.first_listen import SLICES, first_slices
from deej_desktop.analysis.heard import decoded_file
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.sound import Listen
from tests.audio import FORMATS, silence, tone, tune, write_audio

FORM = Preprocessing()
RATE = 22_050


@pytest.fixture(scope="module")
def piece() -> FloatArray:
    """Two minutes that sound differently all the time."""
    return np.concatenate([tune(20, seed, RATE) for seed in range(6)])


def slices_at(path: Path) -> tuple[FloatArray, list[int]]:
    found = first_slices(path, FORM)
    assert found is not None
    return found.slices, found.positions.tolist()


@pytest.mark.parametrize("suffix", FORMATS)
def test_its_slices_are_those_of_a_full_listen(
    tmp_path: Path, piece: FloatArray, suffix: str
) -> None:
    path = write_audio(tmp_path / f"a{suffix}", piece, RATE)
    slices, positions = slices_at(path)
    assert len(slices) == SLICES
    assert positions[0] == 0
    assert positions[-1] in (22, 23)
    whole = decoded_file(path, FORM, Listen.FULL).slices.slices
    for levels, position in zip(slices, positions, strict=True):
        # Places are found within a fraction of a second, which the means of bands hardly notice.
        near = np.corrcoef(levels.mean(axis=1), whole[position].mean(axis=1))[0, 1]
        assert near > 0.99


def test_a_first_listen_is_asked_for_and_given(tmp_path: Path, piece: FloatArray) -> None:
    path = write_audio(tmp_path / "a.flac", piece, RATE)
    first = decoded_file(path, FORM, Listen.FIRST)
    assert (len(first.slices.slices), first.sound) == (SLICES, None)
    full = decoded_file(path, FORM, Listen.FULL)
    assert len(full.slices.slices) > 2 * SLICES
    assert full.sound is not None


def test_silent_places_are_left_out(tmp_path: Path, piece: FloatArray) -> None:
    samples = np.concatenate([np.zeros((30 * RATE, 2), np.float32), piece])
    _, positions = slices_at(write_audio(tmp_path / "a.flac", samples, RATE))
    assert 5 <= len(positions) < SLICES
    assert positions[0] >= 5


def short(path: Path) -> Path:
    return write_audio(path.with_suffix(".ogg"), tune(60, 1, RATE), RATE)


def mostly_silent(path: Path) -> Path:
    samples = np.concatenate([tone(440, 20, RATE), silence(180, RATE)])
    return write_audio(path.with_suffix(".flac"), samples, RATE)


def shorter_than_it_says(path: Path) -> Path:
    # A header of an MP3 that counts frames which are gone, with tags behind.
    path = write_audio(path, tune(150, 2, RATE), RATE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


@pytest.mark.parametrize("make", [short, mostly_silent, shorter_than_it_says])
def test_what_it_cannot_judge_is_listened_to_in_full(tmp_path: Path, make: object) -> None:
    assert callable(make)
    decoded = decoded_file(make(tmp_path / "a.mp3"), FORM, Listen.FIRST)
    assert decoded.sound is not None


def test_what_is_no_audio_is_refused_as_ever(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("This is no music.\n" * 500)
    with pytest.raises(UnreadableAudio, match="damaged or no audio"):
        decoded_file(tmp_path / "a.mp3", FORM, Listen.FIRST)
