"""Real networks in real TensorFlow, in this process and in the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard, read_card, sha256_of, write_card
from deej_desktop.analysis.encoder import Encoder, load_encoder
from deej_desktop.analysis.heard import decoded_file
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.errors import EncoderUnusable, UnreadableAudio
from deej_desktop.domain.sound import Listen
from deej_desktop.native.tensorflow import load_keras
from tests.audio import FORMATS, tune, write_audio
from tests.fakes.encoders import write_random_encoder

PATIENCE = 120.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    write_random_encoder(folder, seed=1)
    return folder


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(folder)


def with_network(folder: Path, make: Callable[[Any], Any]) -> EncoderCard:
    """An encoder's folder whose network `make` builds from `keras`, the card claiming the usual."""
    card = write_random_encoder(folder)
    make(load_keras()).save(folder / card.weights)
    card = card.model_copy(update={"sha256": sha256_of(folder / card.weights)})
    write_card(folder, card)
    return card


def test_a_slice_gets_the_same_vector_whatever_it_is_encoded_with(encoder: Encoder) -> None:
    slices = np.random.default_rng(0).random((70, 96, 216), np.float32)
    vectors = encoder.encode(slices)
    assert vectors.shape == (70, 100)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(encoder.encode(slices[40:41]), vectors[40:41], atol=1e-5)
    assert encoder.encode(slices[:0]).shape == (0, 100)


def test_a_network_that_takes_slices_as_pictures(tmp_path: Path) -> None:
    def make(keras: Any) -> Any:
        picture = keras.Input((96, 216, 1))
        flat = keras.layers.GlobalAveragePooling2D()(picture)
        return keras.Model(picture, keras.layers.Dense(100)(flat))

    with_network(tmp_path, make)
    assert load_encoder(tmp_path).encode(np.ones((2, 96, 216), np.float32)).shape == (2, 100)


def without_numbers(keras: Any) -> Any:
    slices = keras.Input((96, 216))
    flat = keras.layers.GlobalAveragePooling1D()(slices)
    dense = keras.layers.Dense(100, kernel_initializer=keras.initializers.Constant(float("nan")))
    return keras.Model(slices, dense(flat))


def test_a_network_that_gives_no_numbers_is_refused(tmp_path: Path) -> None:
    with_network(tmp_path, without_numbers)
    with pytest.raises(EncoderUnusable, match="gives no numbers"):
        load_encoder(tmp_path).encode(np.ones((1, 96, 216), np.float32))


def too_wide(keras: Any) -> Any:
    slices = keras.Input((128, 216))
    return keras.Model(slices, keras.layers.Dense(100)(keras.layers.Flatten()(slices)))


def too_short(keras: Any) -> Any:
    slices = keras.Input((96, 216))
    flat = keras.layers.GlobalAveragePooling1D()(slices)
    return keras.Model(slices, keras.layers.Dense(50)(flat))


def two_outputs(keras: Any) -> Any:
    slices = keras.Input((96, 216))
    flat = keras.layers.GlobalAveragePooling1D()(slices)
    return keras.Model(slices, [keras.layers.Dense(100)(flat), keras.layers.Dense(100)(flat)])


def code_inside(keras: Any) -> Any:
    slices = keras.Input((96, 216))
    layer = keras.layers.Lambda(lambda x: x[:, 0, :100], output_shape=(100,))
    return keras.Model(slices, layer(slices))


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (too_wide, r"takes \(128, 216\), not \(96, 216\)"),
        (too_short, r"gives \(50,\), not \(100,\)"),
        (two_outputs, "no network that Keras can load safely"),
        (code_inside, "no network that Keras can load safely"),
    ],
)
def test_a_network_that_does_not_fit_its_card_is_refused(
    tmp_path: Path, make: Callable[[Any], Any], complaint: str
) -> None:
    with_network(tmp_path, make)
    with pytest.raises(EncoderUnusable, match=complaint):
        load_encoder(tmp_path)


@pytest.mark.parametrize("name", ["weights.keras", "weights.h5", "weights.pickle"])
def test_weights_that_are_no_network_are_refused(tmp_path: Path, name: str) -> None:
    card = write_random_encoder(tmp_path)
    (tmp_path / name).write_bytes(b"no network")
    write_card(
        tmp_path,
        card.model_copy(update={"weights": name, "sha256": sha256_of(tmp_path / name)}),
    )
    with pytest.raises(EncoderUnusable, match="no network that Keras can load safely"):
        load_encoder(tmp_path)


def test_all_formats_through_the_workers(folder: Path, encoder: Encoder, tmp_path: Path) -> None:
    paths = [write_audio(tmp_path / f"a{suffix}", tune(13, seed=5)) for suffix in FORMATS]
    text = tmp_path / "text.mp3"
    text.write_text("no music")
    with Listener(folder, 2) as listener:
        futures = [listener.listen(path) for path in (text, *paths)]
        with pytest.raises(UnreadableAudio, match="damaged or no audio"):
            futures[0].result(PATIENCE)
        heard = [future.result(PATIENCE).vectors for future in futures[1:]]
    form = read_card(folder).preprocessing
    for path, vectors in zip(paths, heard, strict=True):
        expected = encoder.encode(decoded_file(path, form, Listen.FULL).slices.slices)
        assert vectors.shape == (3, 100)
        np.testing.assert_allclose(vectors, expected, atol=1e-5)
