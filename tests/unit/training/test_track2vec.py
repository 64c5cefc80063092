from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.training.continuation import HeldOut, judge_track2vec
from deej_desktop.training.playlists import Listed, Playlist
from deej_desktop.training.track2vec import Track2Vec, Track2VecSettings, train_track2vec

SCENES = 4
SETTINGS = Track2VecSettings(dimensions=16, epochs=20)


def made_playlists(count: int = 600) -> list[Playlist]:
    """Each of one scene: ten artists of three tracks; everybody adds the one hit."""
    random = np.random.default_rng(0)
    playlists = []
    for number in range(count):
        scene = number % SCENES
        playlist = [Listed("hit", "star")]
        for track in random.choice(30, 8, replace=False):
            playlist.append(Listed(f"{scene}/{track}", f"{scene}/{track // 3}"))
        playlists.append(playlist)
    return playlists


@pytest.fixture(scope="module")
def model() -> Track2Vec:
    return train_track2vec(HeldOut(made_playlists(), 0.2).training(), SETTINGS)


def test_tracks_heard_together_lie_together(model: Track2Vec) -> None:
    assert len(model.keys) == 30 * SCENES + 1
    assert np.linalg.norm(model.vectors, axis=1) == pytest.approx(
        np.ones(len(model.keys)), abs=1e-5
    )
    right = 0
    for key in model.keys[1:]:
        nearest = np.argsort(-(model.vectors @ model.vectors[model.index[key]]))[1:6]
        right += sum(model.keys[at][0] == key[0] for at in nearest)
    assert right / (5 * 30 * SCENES) > 0.9


def test_it_guesses_better_than_popularity(model: Track2Vec) -> None:
    report = judge_track2vec(model, HeldOut(made_playlists(), 0.2))
    assert report.unit == "playlists"
    assert 80 < report.asked < 160
    ours, popular, company = (
        {name: scores.mean() for name, scores in row.scores.items()} for row in report.rows
    )
    assert list(ours) == ["hit@10", "hit@50", "hit@500", "NDCG"]
    assert ours["NDCG"] > 1.5 * popular["NDCG"]
    assert company["NDCG"] > 1.2 * popular["NDCG"]
    assert ours["hit@500"] == 1


def test_held_out_playlists_are_never_learned_from() -> None:
    playlists = [[Listed(str(number))] for number in range(1_000)]
    held_out = HeldOut(playlists, 0.25)
    kept, held = list(held_out.training()), list(held_out.test())
    assert 200 < len(held) < 300
    assert sorted(kept + held) == sorted(playlists)
    assert list(held_out.test()) == held


def test_rare_tracks_are_left_out_and_unknown_ones_found_nowhere() -> None:
    playlists = [[Listed("a"), Listed("b")]] * 10 + [[Listed("rare"), Listed("a")]]
    model = train_track2vec(playlists, SETTINGS)
    assert set(model.keys) == {"a", "b"}
    assert model.find(["rare", "b", "nobody"]) == [model.index["b"]]


@pytest.mark.parametrize("playlists", [[], [[Listed("a")]], [[]]])
def test_tiny_collections_end_in_a_sentence(playlists: list[Playlist]) -> None:
    with pytest.raises(DeejError, match="10 times or more"):
        train_track2vec(playlists, SETTINGS)


def test_nothing_to_judge_by_ends_in_a_sentence(model: Track2Vec) -> None:
    with pytest.raises(DeejError, match="two tracks"):
        judge_track2vec(model, HeldOut([[Listed("nobody")]], 1))


def test_the_same_seed_learns_the_same() -> None:
    few = made_playlists(200)
    first, second = (train_track2vec(few, SETTINGS).vectors for _ in range(2))
    assert np.array_equal(first, second)


def test_it_is_read_as_it_was_written(model: Track2Vec, tmp_path: Path) -> None:
    model.save(tmp_path / "t.npz")
    again = Track2Vec.load(tmp_path / "t.npz")
    assert again.keys == model.keys
    assert np.array_equal(again.vectors, model.vectors)
    (tmp_path / "bad.npz").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(DeejError, match=r"bad\.npz"):
        Track2Vec.load(tmp_path / "bad.npz")


def test_learning_tells_how_far_it_is_and_stops_when_asked() -> None:
    told: list[Progress] = []
    train_track2vec(made_playlists(100), SETTINGS, told.append)
    assert told[-1].done == told[-1].total == SETTINGS.epochs
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        train_track2vec(made_playlists(100), SETTINGS, stop, cancel)
