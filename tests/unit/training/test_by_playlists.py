"""A real network that learns, in real TensorFlow, to hear what made playlists know."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.app.command_line import run
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import EncoderId
from deej_desktop.training.by_playlists import (
    PlaylistRecipe,
    pieces_known_to,
    train_by_playlists,
    train_until_no_better,
)
from deej_desktop.training.corpus import find_music, hold_out
from deej_desktop.training.export import Identity
from deej_desktop.training.track2vec import Track2Vec
from tests.audio import write_audio

RATE = 22_050
IDENTITY = Identity(EncoderId("by-playlists"), "By playlists")
SMALL = ("--width", "0.1", "--epochs", "1")
QUICK = PlaylistRecipe("published", 0.05, epochs=6, slices=10, batch=10, learning_rate=1e-2)


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two kinds of noise, dull and bright, on six albums."""
    folder = tmp_path_factory.mktemp("music")
    random = np.random.default_rng(0)
    for index in range(18):
        album = folder / f"album {index // 3}"
        album.mkdir(exist_ok=True)
        noise = random.standard_normal(26 * RATE)
        dull = np.convolve(noise, np.ones(40) / 6, "same")
        sound = 0.05 * (dull if index % 2 else noise)
        write_audio(album / f"{index}.flac", sound.astype(np.float32), RATE)
    return folder


@pytest.fixture(scope="module")
def tracks(music: Path) -> list[Track]:
    return find_music([music])


@pytest.fixture(scope="module")
def model(tracks: list[Track]) -> Track2Vec:
    """As if the dull and the bright were never listed together; one goes by its path."""
    vectors = np.zeros((len(tracks), 5), np.float32)
    for row, track in enumerate(tracks):
        vectors[row, int(track.path.stem) % 2] = 1
    keys = [str(tracks[0].path), *(track.content_id for track in tracks[1:])]
    return Track2Vec(tuple(keys), vectors)


def test_the_loss_falls_and_what_was_not_seen_is_heard(
    tracks: list[Track], model: Track2Vec, tmp_path: Path
) -> None:
    told: list[Progress] = []
    trained = train_by_playlists(
        tracks, model, tmp_path / "e", IDENTITY, QUICK, tmp_path / "cache", told.append
    )
    assert trained.losses[-1] < 0.7 * trained.losses[0]
    assert trained.tracks == 15
    assert trained.epochs == len(trained.losses)
    ours, constant, untrained = (row.scores["cosine"].mean() for row in trained.report.rows)
    assert ours > constant + 0.02
    assert ours > untrained + 0.2
    assert constant == pytest.approx(np.sqrt(0.5), abs=0.1)
    assert told[-1].activity == "Training"
    encoder = load_encoder(tmp_path / "e")
    assert encoder.card.dimensions == 5
    assert encoder.card.training["method"] == "cosine to Track2Vec"


class Memory:
    """Stands in for a network: its weights are how often it was trained."""

    def __init__(self) -> None:
        self.weights = [0]

    def get_weights(self) -> list[int]:
        return list(self.weights)

    def set_weights(self, weights: list[int]) -> None:
        self.weights = weights


def test_training_stops_when_it_gets_no_better_and_keeps_the_best() -> None:
    network = Memory()
    scores = [0.1, 0.3, 0.2, 0.5, 0.4, 0.5, 0.3, 0.9]

    def epoch() -> float:
        network.weights[0] += 1
        return 1 / network.weights[0]

    told: list[Progress] = []
    losses = train_until_no_better(
        network,
        epoch,
        lambda: scores[network.weights[0] - 1],
        PlaylistRecipe(epochs=8, patience=3),
        told.append,
    )
    assert losses == tuple(1 / count for count in range(1, 8))
    assert network.weights == [4]
    assert told[-1].detail == "cosine 0.300"


def test_tracks_that_no_playlist_names_end_in_a_sentence(
    tracks: list[Track], model: Track2Vec, tmp_path: Path
) -> None:
    others = Track2Vec(("a", "b"), np.eye(2, dtype=np.float32))
    for few, known in ((tracks, others), (tracks[:9], model), ([], model)):
        with pytest.raises(DeejError, match=r"tracks are in the playlists, which is too little"):
            train_by_playlists(few, known, tmp_path / "e", IDENTITY)
    assert not (tmp_path / "e").exists()


def test_previews_are_known_by_their_names_and_each_is_an_album(tracks: list[Track]) -> None:
    """One folder of them, called like the ids of the Million Playlist Dataset, without tags."""
    previews = [
        replace(track, path=Path(f"/previews/{at:022}.flac")) for at, track in enumerate(tracks)
    ]
    keys = tuple(f"spotify:track:{preview.path.stem}" for preview in previews[1:])
    pieces = pieces_known_to(Track2Vec(keys, np.eye(len(keys), dtype=np.float32)), previews)
    assert [piece.track for piece in pieces] == previews[1:]
    training, validation = hold_out(pieces, 0.2, seed=1)
    assert (len(training), len(validation)) == (14, 3)


def test_stopping_leaves_nothing(tracks: list[Track], model: Track2Vec, tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.activity == "Listening":
            cancel.cancel()

    with pytest.raises(Cancelled):
        train_by_playlists(tracks, model, tmp_path / "e", IDENTITY, QUICK, None, stop, cancel)
    assert not (tmp_path / "e").exists()


def test_on_the_command_line(
    music: Path, model: Track2Vec, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model.save(tmp_path / "t.npz")
    common = ["--data-dir", str(tmp_path / "data"), "--id", "mine", "--track2vec"]
    words = ["train", "encoder", *common, str(tmp_path / "t.npz")]
    assert run([*words, "--music", str(music), *SMALL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["encoder"] == "mine"
    assert [row["name"] for row in told["validation"]["rows"]][1:] == [
        "best constant vector",
        "its network, random weights",
    ]
    assert run(["encoders", "use", "mine", "--data-dir", str(tmp_path / "data")]) == 0
    assert run(words) == 1
    assert "another --id" in capsys.readouterr().err
    assert run([*words, "--id", "other"]) == 1
    assert "deej scan" in capsys.readouterr().err
    assert run(["train", "encoder", "--data-dir", str(tmp_path / "data")]) == 1
    assert "--music" in capsys.readouterr().err
