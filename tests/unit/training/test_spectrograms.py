from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.mel import mel_slices
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.training.augment import scale
from deej_desktop.training.corpus import Piece, piece_of
from deej_desktop.training.spectrograms import SpectrogramCache, cut_windows, read_spectrogram
from tests.audio import silence, tune, write_audio

FORM = Preprocessing()


def piece(path: Path) -> Piece:
    return piece_of(Track(None, path, ContentId(path.stem), Seconds(12)))


def test_slices_cut_from_a_spectrogram_are_those_that_the_encoder_hears(tmp_path: Path) -> None:
    file = write_audio(tmp_path / "a.wav", tune(11, seed=1))
    spectrogram = read_spectrogram(file, FORM)
    heard = mel_slices(decode_mono(file, FORM.sample_rate), FORM).slices
    cut = spectrogram.reshape(-1, FORM.frames, FORM.n_mels).astype(np.float32)
    assert scale(cut, FORM.top_db).transpose(0, 2, 1) == pytest.approx(heard, abs=1e-3)


def test_silence_has_no_spectrogram(tmp_path: Path) -> None:
    with pytest.raises(UnreadableAudio, match="silent"):
        read_spectrogram(write_audio(tmp_path / "a.wav", silence(6)), FORM)


def test_the_cache_decodes_once_and_leaves_out_what_it_cannot_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = write_audio(tmp_path / "good.wav", tune(6, seed=1))
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"no music")
    cache = SpectrogramCache(tmp_path / "cache", FORM)
    ((kept, first),) = cache.get_all([piece(good), piece(bad)])
    assert kept.track.path == good
    assert "bad.wav" in caplog.text
    good.unlink()
    again = SpectrogramCache(tmp_path / "cache", FORM).get(piece(good))
    assert np.array_equal(first[:], again[:])


def test_other_preprocessing_is_kept_apart(tmp_path: Path) -> None:
    file = write_audio(tmp_path / "a.wav", tune(6, seed=1))
    shapes = {
        SpectrogramCache(tmp_path, Preprocessing(n_mels=bands)).get(piece(file))[:].shape[1]
        for bands in (96, 48)
    }
    assert shapes == {96, 48}


def test_a_spectrogram_keeps_no_file_open(tmp_path: Path) -> None:
    file = write_audio(tmp_path / "a.wav", tune(6, seed=1))
    kept = SpectrogramCache(tmp_path / "cache", FORM).get(piece(file))
    windows = cut_windows(kept, 10, 3, np.random.default_rng(0))
    assert windows.shape == (3, 10, FORM.n_mels)
    opened = [Path(one.path) for one in psutil.Process().open_files()]
    assert not [one for one in opened if one.is_relative_to(tmp_path)]


def test_windows_come_from_everywhere_and_short_tracks_are_repeated() -> None:
    spectrogram = np.arange(30, dtype=np.float16)[:, None]
    random = np.random.default_rng(0)
    windows = cut_windows(spectrogram, 10, 200, random)
    assert set(windows[:, 0, 0]) == set(range(21))
    assert np.all(np.diff(windows[:, :, 0], axis=1) == 1)
    assert cut_windows(spectrogram, 70, 2, random).shape == (2, 70, 1)
