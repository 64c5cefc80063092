from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.analysis.tuning import Tuning
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.training.metrics import pool, unit_rows
from deej_desktop.training.tuning import (
    Lessons,
    judge_tuning,
    learn_tuning,
    matching_epsilon,
)

DIMENSIONS = 24
TELLING = 6
"""Directions in which albums differ; in the others tracks differ whatever their album."""


def made_lessons(albums: int = 30, tracks: int = 4, telling: float = 1.5) -> Lessons:
    random = np.random.default_rng(0)
    slices: list[FloatArray] = []
    names: list[str] = []
    groups: list[IntArray] = []
    for album in range(albums):
        style = np.zeros(DIMENSIONS)
        style[:TELLING] = telling * random.standard_normal(TELLING)
        groups.append(np.arange(len(slices), len(slices) + tracks))
        for _ in range(tracks):
            own = style + random.standard_normal(DIMENSIONS)
            own[:TELLING] = style[:TELLING] + 0.2 * random.standard_normal(TELLING)
            slices.append((own + 0.3 * random.standard_normal((5, DIMENSIONS))).astype(np.float32))
            names.append(f"album {album}")
    return Lessons(slices, names, {"album": groups, "artist": [], "genre": [], "playlist": []})


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    return made_lessons()


def shares(vectors: FloatArray, albums: int) -> float:
    """How many of each track's three nearest are of its album."""
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -1)
    nearest = np.argsort(-similarity, axis=1)[:, :3]
    own = np.repeat(np.arange(albums), 4)
    return float((own[nearest] == own[:, None]).mean())


def test_what_belongs_together_comes_together_in_what_was_not_seen(lessons: Lessons) -> None:
    known, new = np.arange(80), np.arange(80, 120)
    tuning = learn_tuning(lessons.among(known), 0.1)
    before = np.stack([pool(lessons.slices[int(index)]) for index in new])
    after = np.stack([pool(tuning.apply(lessons.slices[int(index)])) for index in new])
    assert shares(after, 10) > shares(before, 10) + 0.2


def test_the_judgement_holds_albums_out_and_says_by_how_much_it_is_better(
    lessons: Lessons,
) -> None:
    told: list[Progress] = []
    judgement, shrinkage = judge_tuning(lessons, 0, told.append)
    assert judgement.better
    assert 0 < judgement.lead.low < judgement.after.mean - judgement.before.mean
    assert 0 < shrinkage < 1
    assert told[-1].done == told[-1].total
    assert judgement.report.asked == 120
    assert [row.name for row in judgement.report.rows] == ["tuned to your library", "as it was"]
    assert list(judgement.report.rows[0].scores) == ["album mAP"]
    assert "album mAP" in judgement.report.as_text()


def test_where_albums_have_nothing_in_common_nothing_is_better() -> None:
    random = np.random.default_rng(1)
    noise = [random.standard_normal((4, DIMENSIONS)).astype(np.float32) for _ in range(80)]
    names = [f"album {index // 4}" for index in range(80)]
    groups = [np.arange(start, start + 4) for start in range(0, 80, 4)]
    assert not judge_tuning(Lessons(noise, names, {"album": groups}))[0].better


def test_too_few_albums_end_in_a_sentence(lessons: Lessons) -> None:
    for count in (0, 1, 20):
        few = lessons.among(np.arange(count))
        with pytest.raises(DeejError, match=r"too few to tune to: add music"):
            judge_tuning(few)


def test_it_stops_when_asked(lessons: Lessons) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        judge_tuning(lessons, cancel=cancel)


def test_single_slices_and_copies_are_no_trouble() -> None:
    one = np.ones((1, DIMENSIONS), np.float32)
    groups = [np.asarray([index, index + 1]) for index in range(0, 40, 2)]
    names = [f"album {index // 2}" for index in range(40)]
    same = Lessons([one] * 40, names, {"album": groups})
    assert not judge_tuning(same)[0].better
    assert np.isfinite(learn_tuning(same, 0.1).apply(one)).all()


def test_epsilon_makes_as_many_slices_the_same_word(lessons: Lessons) -> None:
    tuning = learn_tuning(lessons, 0.3)
    epsilon = matching_epsilon(lessons.slices, tuning, 0.05)

    def share(tracks: list[FloatArray], limit: float) -> float:
        upper = np.triu_indices(5, 1)
        units = [unit_rows(track) for track in tracks]
        return float(np.mean([((1 - unit @ unit.T)[upper] < limit).mean() for unit in units]))

    before = share(list(lessons.slices), 0.05)
    after = share([tuning.apply(track) for track in lessons.slices], epsilon)
    assert after == pytest.approx(before, abs=0.01)
    assert matching_epsilon([], tuning, 0.05) == 0.05
    assert matching_epsilon([np.ones((1, DIMENSIONS), np.float32)], tuning, 0.05) == 0.05


def test_groups_are_renumbered_and_lone_members_dropped() -> None:
    slices = [np.full((1, 2), index, np.float32) for index in range(4)]
    lessons = Lessons(slices, ["a", "a", "b", "b"], {"album": [np.asarray([0, 1, 3])]})
    some = lessons.among(np.asarray([1, 2, 3]))
    assert some.albums == ["a", "b", "b"]
    assert [group.tolist() for group in some.together["album"]] == [[0, 2]]
    assert lessons.among(np.asarray([2, 3])).together["album"] == []


def test_a_tuning_does_not_depend_on_the_length_of_vectors() -> None:
    random = np.random.default_rng(0)
    tuning = Tuning(random.standard_normal((3, 3)).astype(np.float32), np.ones(3, dtype=np.float32))
    vectors = random.standard_normal((5, 3)).astype(np.float32)
    np.testing.assert_allclose(tuning.apply(vectors), tuning.apply(7 * vectors), rtol=1e-5)
