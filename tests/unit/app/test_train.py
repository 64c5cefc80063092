from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.app.command_line import run
from deej_desktop.domain.units import ContentId, EncoderId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.training.track2vec import Track2Vec
from tests.fakes.encoders import write_fake_encoder
from tests.unit.library.entries import enter

Deej = Callable[..., int]
SCENES = 4
SMALL = ("--min-count", "3", "--dimensions", "16", "--epochs", "20")


@pytest.fixture
def deej(tmp_path: Path) -> Deej:
    return lambda *words: run([*map(str, words), "--data-dir", str(tmp_path / "data")])


@pytest.fixture
def playlists(tmp_path: Path) -> Path:
    """A table of playlists, each of one scene of thirty tracks."""
    random = np.random.default_rng(0)
    folder = tmp_path / "playlists"
    folder.mkdir()
    rows = [
        f"{number},{number % SCENES}/{track},{number % SCENES}/{track // 3}"
        for number in range(400)
        for track in random.choice(30, 8, replace=False)
    ]
    (folder / "a.csv").write_text("\n".join(["playlist,track,artist", *rows]))
    return folder


def test_playlists_become_vectors_in_a_file(
    deej: Deej, playlists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "t.npz"
    assert deej("train", "track2vec", playlists, "-o", out, *SMALL, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["tracks"], told["playlists"], told["dimensions"]) == (120, 400, 16)
    assert told["test"] is None
    model = Track2Vec.load(out)
    first = model.keys[0]
    nearest = np.argsort(-(model.vectors @ model.vectors[0]))[1:6]
    assert {model.keys[at][:2] for at in nearest} == {first[:2]}


def test_playlists_held_out_are_guessed(
    deej: Deej, playlists: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deej("train", "track2vec", playlists, "--test", "0.2", *SMALL, "--json") == 0
    told = json.loads(capsys.readouterr().out)["test"]
    assert 50 < told["playlists"] < 110
    scores = {row["name"]: row["measures"] for row in told["rows"]}
    assert list(scores) == ["Track2Vec", "most listed", "artists in company"]
    ours, popular = scores["Track2Vec"]["NDCG"], scores["most listed"]["NDCG"]
    assert ours["mean"] > popular["mean"]
    assert "hit@10" in scores["Track2Vec"]


def test_ones_own_history_teaches_too(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(tmp_path / "data")
    for evening in range(12):
        for track in range(4):
            began = 10_000.0 * evening + 200 * track
            name = f"{evening % 3}/{track}"
            play = Play(ContentId(name), Path(name), began, Seconds(180.0), Ending.FINISHED)
            History(store).add(play)
    store.close()
    assert deej("train", "track2vec", "-o", tmp_path / "t.npz", *SMALL) == 0
    assert "12 tracks in 16 dimensions from 12 playlists" in capsys.readouterr().out


def test_what_cannot_be_learned_is_one_sentence(
    deej: Deej, playlists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, empty = tmp_path / "t.npz", tmp_path / "empty"
    empty.mkdir()
    for words, complaint in (
        ([playlists], "Nothing would come of it"),
        ([tmp_path / "nowhere", "-o", out], "no folder"),
        ([empty, "-o", out], "no playlist in"),
        (["-o", out], "no playlist to learn from"),
        ([playlists, "-o", out, "--min-count", "9999"], "9999 times or more"),
        ([playlists, "-o", tmp_path / "no" / "t.npz", *SMALL], "choose another place"),
        ([playlists, "--test", "0", *SMALL], "between 0 and 1"),
        ([playlists, "--test", "1", *SMALL], "between 0 and 1"),
        ([playlists, "--test", "0.00001", *SMALL], "No playlist held out"),
    ):
        assert deej("train", "track2vec", *words) == 1
        told = capsys.readouterr().err
        assert complaint in told
        assert told.count("\n") == 1
    assert not out.exists()


def test_files_that_are_no_playlists_are_told_of(
    deej: Deej, playlists: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (playlists / "b.csv").write_text("colour;size\nred;1\n")
    assert deej("train", "track2vec", playlists, "-o", tmp_path / "t.npz", *SMALL) == 0
    assert f"1 file could not be read, {playlists / 'b.csv'} for one" in capsys.readouterr().err
    (playlists / "a.csv").unlink()
    assert deej("train", "track2vec", playlists, "-o", tmp_path / "t.npz", *SMALL) == 1
    told = capsys.readouterr().err
    assert "1 file could not be read" in told
    assert "no playlist to learn from" in told


def test_an_encoder_gets_a_name_that_it_can_have_and_no_other_has(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def trained_as(*words: object) -> int:
        return deej("train", "encoder", "--music", tmp_path, *words)

    for wrong in (["--id", "Big One"], ["--id", ""], ["--epsilon", "1"], ["--epsilon", "0"]):
        with pytest.raises(SystemExit, match="2"):
            trained_as(*wrong)
        assert wrong[0] in capsys.readouterr().err
    write_fake_encoder(tmp_path / "data" / "encoders" / "fake")
    store = Store.open(tmp_path / "data")
    enter(Catalogue(store), "a.flac", "a")
    heard = VectorStore(store, EncoderId("removed"))
    heard.save_slices(ContentId("a"), np.ones((1, 20), np.float32))
    store.close()
    for taken in ("fake", "removed"):
        for words in (["--id", taken], ["--id", taken, "--track2vec", tmp_path / "t.npz"]):
            assert trained_as(*words) == 1
            assert "another --id" in capsys.readouterr().err
