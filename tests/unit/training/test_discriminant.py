from __future__ import annotations

import numpy as np
import pytest

from deej_desktop.training.discriminant import discriminants


def test_the_telling_direction_is_found_under_a_louder_one_that_tells_nothing() -> None:
    random = np.random.default_rng(0)
    classes = np.repeat(np.arange(30), 20)
    telling = random.standard_normal(30)[classes] + 0.1 * random.standard_normal(600)
    noise = 50 * random.standard_normal((600, 3))
    vectors = np.column_stack([noise, telling]).astype(np.float32)
    weights, offset = discriminants(vectors, classes, classes, 1, 0.1)
    projected = (vectors @ weights + offset)[:, 0]
    assert abs(np.corrcoef(projected, telling)[0, 1]) > 0.99
    assert projected.mean() == pytest.approx(0, abs=1e-3)


def test_classes_scatter_alike_in_every_direction() -> None:
    random = np.random.default_rng(1)
    classes = np.repeat(np.arange(40), 50)
    places = random.standard_normal((40, 5))[classes] * [9, 1, 1, 1, 1]
    vectors = (places + random.standard_normal((2_000, 5)) * [3, 1, 2, 1, 1]).astype(np.float32)
    weights, offset = discriminants(vectors, classes, classes, 3, 0.0)
    projected = vectors @ weights + offset
    residues = (
        projected - np.stack([projected[classes == k].mean(axis=0) for k in range(40)])[classes]
    )
    # Each song is an album here, and albums count twice beside songs.
    assert 3 * residues.T @ residues / len(residues) == pytest.approx(np.eye(3), abs=1e-3)


def test_more_dimensions_than_slices_need_shrinkage_and_get_by_with_it() -> None:
    random = np.random.default_rng(2)
    vectors = random.standard_normal((12, 40)).astype(np.float32)
    classes = np.repeat(np.arange(3), 4)
    weights, _ = discriminants(vectors, classes, classes, 2, 0.3)
    assert weights.shape == (40, 2)
    assert np.isfinite(weights).all()


def test_what_is_trusted_less_counts_less() -> None:
    random = np.random.default_rng(3)
    classes = np.repeat(np.arange(50), 10)
    both = random.standard_normal((50, 2))[classes] + 0.5 * random.standard_normal((500, 2))
    vectors = both.astype(np.float32)
    trust = np.array([1.0, 0.1], np.float32)
    weights, _ = discriminants(vectors, classes, classes, 1, 0.2, trust)
    assert abs(weights[1, 0]) < abs(weights[0, 0]) / 3


def test_albums_choose_first_and_songs_where_albums_have_no_more_to_say() -> None:
    random = np.random.default_rng(4)
    songs = np.repeat(np.arange(60), 20)
    albums = songs // 6
    of_albums = random.standard_normal(10)[albums]
    of_songs = 3 * random.standard_normal(60)[songs]
    of_songs -= np.asarray([of_songs[albums == album].mean() for album in range(10)])[albums]
    nothing = random.standard_normal((1_200, 2))
    telling = np.column_stack([of_songs, of_albums]) + 0.3 * random.standard_normal((1_200, 2))
    vectors = np.column_stack([nothing, telling]).astype(np.float32)
    weights, offset = discriminants(vectors, songs, albums, 2, 0.1)
    first, second = (vectors @ weights + offset).T
    assert abs(np.corrcoef(first, of_albums)[0, 1]) > 0.9
    assert abs(np.corrcoef(second, of_songs)[0, 1]) > 0.9
