from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import read_card
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import EncoderId
from deej_desktop.training.baselines import random_baseline
from deej_desktop.training.contrastive import Recipe
from deej_desktop.training.corpus import find_music
from deej_desktop.training.encoder_training import evaluate_encoder, train_encoder
from deej_desktop.training.export import Identity
from tests.audio import write_audio

IDENTITY = Identity(EncoderId("test"), "A test's encoder", epsilon=0.01)
RATE = 22_050


def make_music(folder: Path, count: int) -> Path:
    """Tracks of noise, each with a colour and a pulse of its own, on two albums."""
    random = np.random.default_rng(0)
    for index in range(count):
        album = folder / str(index % 2)
        album.mkdir(parents=True, exist_ok=True)
        noise = random.standard_normal(26 * RATE)
        colour = np.hanning(int(random.integers(2, 60)))
        pulse = np.sin(np.arange(noise.size) / RATE * random.uniform(3, 30)) ** 2
        sound = np.convolve(noise, colour / colour.sum(), "same") * pulse
        write_audio(album / f"{index}.wav", (sound / np.abs(sound).max()).astype(np.float32), RATE)
    return folder


def test_from_music_to_an_encoder_that_can_be_loaded_and_judged(tmp_path: Path) -> None:
    music, out = make_music(tmp_path / "music", 8), tmp_path / "encoder"
    told: list[Progress] = []
    recipe = Recipe(steps=3, songs=8)
    made = train_encoder([music], out, IDENTITY, recipe, tmp_path / "cache", told.append)

    assert made.songs == 8
    assert made.card == read_card(out)
    assert (made.card.id, made.card.epsilon, made.card.dimensions) == ("test", 0.01, 100)
    assert made.card.training["songs"] == 8
    assert made.card.training["steps"] == 3
    assert {moment.activity for moment in told} == {"Looking for music", "Listening", "Training"}
    assert (out / made.card.weights).stat().st_size < 8_000_000

    slices = np.random.default_rng(0).random((3, 96, 216)).astype(np.float32)
    vectors = load_encoder(out).encode(slices)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-4)

    judgement = evaluate_encoder(out, find_music([music])[:5], robustness=True)
    ours, *others, constant = judgement.table.rows
    assert judgement.table.asked == 5
    assert {"its learned part alone", "published, random weights"} < {row.name for row in others}
    assert judgement.feel is not None
    assert judgement.robustness is not None
    assert ours.scores["slice MRR"].mean() > constant.scores["slice MRR"].mean()

    one, again, other = (random_baseline(out, seed).encode(slices) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    for different in (other, vectors):
        assert np.abs(np.mean(np.sum(one * different, axis=1))) < 0.5


def test_too_little_music_ends_in_a_sentence(tmp_path: Path) -> None:
    music = make_music(tmp_path / "music", 2)
    with pytest.raises(DeejError, match="2 songs are too few"):
        train_encoder([music], tmp_path / "encoder", IDENTITY)
    assert not (tmp_path / "encoder").exists()


def test_stopping_leaves_no_encoder(tmp_path: Path) -> None:
    music, out = make_music(tmp_path / "music", 8), tmp_path / "encoder"
    cancel = CancelToken()

    def stop_in_training(progress: Progress) -> None:
        if progress.activity == "Training" and progress.done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        train_encoder([music], out, IDENTITY, Recipe(), None, stop_in_training, cancel)
    assert not out.exists()
