"""The space: unit rows whatever comes in, copies recognised, files from outside added."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from deej_desktop.domain.units import ContentId
from deej_desktop.recommend.directions import centre_of, unit, unit_rows
from deej_desktop.recommend.space import Space
from deej_desktop.recommend.twins import twins_of, without_twins
from tests.unit.recommend.libraries import directions, line, plain_space, track


@given(npst.arrays(np.float32, st.tuples(st.integers(0, 8), st.integers(1, 5))))
def test_rows_are_of_unit_length_or_zero(rows: np.ndarray) -> None:
    lengths = np.linalg.norm(unit_rows(rows), axis=1)
    assert np.all((lengths == 0) | (np.abs(lengths - 1) < 1e-5))
    assert np.all(lengths[~np.isfinite(rows).all(axis=1)] == 0)


def test_a_direction_is_kept_whatever_the_length() -> None:
    for length in (1e-4, 1.0, 1e30):
        assert unit(np.array([3, 4], np.float32) * np.float32(length)) == pytest.approx([0.6, 0.8])


def test_centring_looks_from_the_mean() -> None:
    vectors = directions(500) + 5
    centred = Space.of([track(n) for n in range(500)], vectors, centred=True)
    plain = Space.of([track(n) for n in range(500)], vectors)
    assert np.linalg.norm(plain.sound.vectors.mean(axis=0)) > 0.9
    assert np.linalg.norm(centred.sound.vectors.mean(axis=0)) < 0.2


def test_a_few_tracks_tell_no_centre() -> None:
    one = line(1)
    assert np.linalg.norm(centre_of(one)) < 0.1
    centred = Space.of([track(0)], one, centred=True)
    assert centred.sound.vectors == pytest.approx(one, abs=1e-6)


def test_an_outsider_is_seen_from_the_same_centre() -> None:
    vectors = directions(50) + 5
    space = Space.of([track(n) for n in range(50)], vectors, vectors, vectors, centred=True)
    space, row = space.with_outsider(track(99), vectors[7], vectors[7], vectors[7])
    assert row == 50
    assert space.library_size == 50
    for part in (space.sound.vectors, space.sound.heads, space.sound.tails):
        assert part[50] == pytest.approx(part[7], abs=1e-6)
    assert space.facts.durations_s[50] == pytest.approx(318)
    assert not space.proposable[50]


def test_an_outsider_that_is_known_is_found() -> None:
    space = plain_space(directions(5))
    copy = dataclasses.replace(track(9), content_id=ContentId("content 3"))
    assert space.with_outsider(copy, directions(1)[0]) == (space, 3)
    assert space.with_outsider(track(4), directions(1)[0])[1] == 4
    grown, row = space.with_outsider(track(9), directions(1)[0])
    assert grown.with_outsider(track(9), directions(1)[0]) == (grown, row)


def test_an_outsider_is_welcome_in_an_empty_library() -> None:
    space, row = Space.of([], np.empty((0, 7), np.float32)).with_outsider(
        track(0), directions(1)[0]
    )
    assert (len(space), row, space.library_size) == (1, 0, 0)
    assert not space.proposable.any()
    space, row = Space.of([], np.empty(0, np.float32)).with_outsider(track(0), directions(1)[0])
    assert len(space) == 1


def test_of_copies_one_is_a_candidate() -> None:
    tracks = [track(0), track(1, content="same"), track(2, content="same"), track(3, content="")]
    tracks.append(track(4, content=""))
    space = Space.of(tracks, directions(5))
    assert space.proposable.tolist() == [True, True, False, True, True]
    assert space.row_of(track(9, content="same")) == 1
    assert space.row_of(track(2)) == 2
    assert space.row_of(track(9, content="")) is None


def test_twins_sound_and_last_the_same() -> None:
    vectors = np.repeat(directions(2), 3, axis=0)
    lengths = [200, 200.4, 260, 200, float("nan"), 0]
    tracks = [track(n, seconds=seconds) for n, seconds in enumerate(lengths)]
    space = Space.of(tracks, vectors)
    assert [space.twins_of(n).tolist() for n in range(6)] == [[1], [0], [], [], [], []]
    assert without_twins(space.sound.vectors, space.facts.durations_s).tolist() == [0, 2, 3, 4, 5]


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(1, 4)), max_size=12))
def test_of_all_twins_one_stays(made: list[tuple[int, float]]) -> None:
    vectors = np.eye(3, dtype=np.float32)[[kind for kind, _ in made]]
    lengths = np.array([seconds for _, seconds in made], np.float32)
    stays = set(without_twins(vectors, lengths).tolist())
    for row in range(len(made)):
        twins = twins_of(row, vectors, lengths)
        assert (row in stays) == (not np.any(twins < row))


def test_closeness_is_a_share_of_all_pairs() -> None:
    space = plain_space(directions(200))
    assert space.closeness.percentile(0.0) == pytest.approx(0.5, abs=0.05)
    assert space.closeness.percentile(-1.1) == 0
    assert space.closeness.percentile(1.1) == 1
    assert plain_space(directions(1)).closeness.percentile(0.3) == 1
    assert plain_space(directions(1)).closeness.spread == 0
