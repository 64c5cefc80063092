"""The query and what is nearest to it."""

from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.recommend.session import SessionView, Steer
from deej_desktop.recommend.similarity import best_rows, nearest, query_of
from tests.unit.recommend.libraries import directions, line, plain_space


def test_query_is_the_sum_of_unit_vectors() -> None:
    vectors = directions(6) * np.array([[1], [9], [1], [5], [1], [1]], np.float32)
    space = plain_space(vectors)
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    for keep_on, rows in ((1, [4]), (2, [1, 4]), (0, [3, 1, 4]), (9, [3, 1, 4])):
        wanted = units[rows].sum(axis=0)
        query = query_of(space, SessionView((3, 1, 4)), keep_on)
        assert query == pytest.approx(wanted / np.linalg.norm(wanted), abs=1e-5)


def test_pushes_bend_the_way_but_never_turn_it_round() -> None:
    space = plain_space(line(5))
    session = SessionView((2,), steers=tuple(Steer.less_of(2) for _ in range(9)))
    assert query_of(space, session, 1) @ space.sound.vectors[2] > 0.99


def test_also_like_pulls() -> None:
    space = plain_space(line(9))
    pulled = SessionView((0,), steers=(Steer.also_like(8),))
    assert query_of(space, pulled, 1) @ space.sound.vectors[8] > 0.3


def test_nothing_heard_gives_no_query_and_nothing_near() -> None:
    space = plain_space(line(3))
    query = query_of(space, SessionView(), 3)
    assert not query.any()
    assert nearest(space, query, 3) == []


def test_nearest_come_best_first() -> None:
    space = plain_space(line(9))
    found = nearest(space, space.sound.vectors[0], 4)
    assert [one.row for one in found] == [0, 1, 2, 3]
    assert found[0].similarity == 1
    assert found[0].percentile >= found[3].percentile
    others = np.arange(9) > 0
    assert [one.row for one in nearest(space, space.sound.vectors[0], 2, others)] == [1, 2]


@pytest.mark.parametrize("count", [0, 1, 3, 5, 9])
def test_best_rows_break_ties_by_row(count: int) -> None:
    scores = np.array([1, 2, 2, 3, 2], np.float32)
    assert best_rows(scores, np.arange(5), count).tolist() == [3, 1, 2, 4, 0][:count]
