"""The pure part of the music map."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.recommend import map_layout
from deej_desktop.recommend.map_layout import (
    choose_landmarks,
    clusters,
    framed,
    places_near,
    turned_like,
)


def unit(rows: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / length, dtype=np.float32)


def test_a_new_song_lies_amid_those_that_sound_like_it() -> None:
    chance = np.random.default_rng(0)
    styles = unit(chance.standard_normal((3, 20)))
    style = chance.integers(3, size=90)
    known = unit(styles[style] + 0.05 * chance.standard_normal((90, 20)))
    middles = np.array([[-0.8, 0.0], [0.8, 0.0], [0.0, 0.9]], np.float32)
    places = middles[style] + 0.03 * chance.standard_normal((90, 2)).astype(np.float32)
    new = unit(styles + 0.05 * chance.standard_normal((3, 20)))
    assert np.abs(places_near(new, known, places) - middles).max() < 0.15


def test_between_two_lands_there_is_no_song_at_sea() -> None:
    known = unit(np.array([[1, 0.1], [0.1, 1]]))
    places = np.array([[-1, 0], [1, 0]], np.float32)
    (place,) = places_near(unit(np.array([[1.0, 0.99]])), known, places)
    assert abs(place[0]) > 0.9


@given(st.floats(0, 6.3), st.booleans(), st.integers(0, 1000))
def test_a_turned_map_is_turned_back(angle: float, is_mirrored: bool, seed: int) -> None:
    before = np.random.default_rng(seed).standard_normal((30, 2)).astype(np.float32)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = (before @ turn) * ([1, -1] if is_mirrored else [1, 1]) + [3, 4]
    assert np.allclose(turned_like(turned.astype(np.float32), before), before, atol=1e-3)


@given(st.integers(0, 200), st.integers(0, 1000))
def test_a_framed_map_fits(count: int, seed: int) -> None:
    places = 40 * np.random.default_rng(seed).standard_normal((count, 2)) + 7
    inside = framed(places.astype(np.float32))
    assert inside.shape == (count, 2)
    assert np.abs(inside).max(initial=0) <= 1


def test_songs_in_one_place_are_framed_too() -> None:
    assert np.isfinite(framed(np.ones((6, 2), np.float32))).all()


def test_lands_are_what_lies_together() -> None:
    chance = np.random.default_rng(1)
    middles = np.array([[-0.8, -0.8], [0.8, -0.8], [0, 0.8]])
    land = chance.integers(3, size=120)
    places = (middles[land] + 0.02 * chance.standard_normal((120, 2))).astype(np.float32)
    found = clusters(places, chance)
    assert all(len(set(land[found == one].tolist())) == 1 for one in set(found.tolist()))
    assert clusters(places[:1], chance).tolist() == [0]


def test_few_songs_all_stand_for_themselves() -> None:
    chance = np.random.default_rng(0)
    assert choose_landmarks(7, chance).tolist() == list(range(7))
    many = choose_landmarks(map_layout.MOST_LANDMARKS + 5, chance)
    assert len(set(many.tolist())) == map_layout.MOST_LANDMARKS
