"""The copies of encoders that ONNX Runtime runs, held against Keras."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deej_desktop import paths
from deej_desktop.analysis import onnx_graph
from deej_desktop.analysis.card import (
    EncoderCard,
    read_card,
    sha256_of,
    verify_onnx,
    verify_weights,
    write_card,
)
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.analysis.onnx_copy import with_onnx
from deej_desktop.analysis.published import PublishedShape, build_published
from deej_desktop.native.tensorflow import load_keras, load_model
from tests.fakes.encoders import write_random_encoder

SLICES = np.random.default_rng(0).random((3, 96, 216), np.float32)
SLICES[1] = 0  # nothing to hear


def test_the_encoder_that_ships_has_a_copy_that_is_the_same() -> None:
    folder = paths.shipped_models_dir() / "deej-default"
    card = read_card(folder)
    assert verify_onnx(folder, card) is not None, "write it by deej_desktop.analysis.onnx_copy"
    wanted = load_model(verify_weights(folder, card)).predict(SLICES)
    np.testing.assert_allclose(load_encoder(folder).encode(SLICES), wanted, atol=1e-4)


def test_the_published_network_has_a_copy(tmp_path: Path) -> None:
    card = write_random_encoder(tmp_path)
    network = build_published(card.preprocessing, PublishedShape((4, 8, 16), 32))
    card = with_onnx(card, tmp_path, network)
    assert verify_onnx(tmp_path, card) == tmp_path / "weights.onnx"


@pytest.mark.parametrize("altered", [True, False])
def test_a_damaged_copy_is_left_to_keras(
    tmp_path: Path, altered: bool, caplog: pytest.LogCaptureFixture
) -> None:
    card = write_random_encoder(tmp_path)
    wanted = load_encoder(tmp_path).encode(SLICES)
    file = tmp_path / "weights.onnx"
    file.write_bytes(b"no network")
    sha256 = "0" * 64 if altered else sha256_of(file)
    write_card(tmp_path, card.model_copy(update={"onnx": file.name, "onnx_sha256": sha256}))
    np.testing.assert_array_equal(load_encoder(tmp_path).encode(SLICES), wanted)
    assert "listens by its keras file" in caplog.text


def a_layer(keras: Any, flat: Any) -> Any:
    return keras.layers.Dense(100)(flat)


def a_known_layer_of_another_kind(keras: Any, flat: Any) -> Any:
    return keras.layers.Dense(100, activation="tanh")(flat)


def an_unknown_layer(keras: Any, flat: Any) -> Any:
    return keras.layers.Dense(100)(keras.layers.ELU()(flat))


@pytest.mark.parametrize("make", [a_known_layer_of_another_kind, an_unknown_layer])
def test_what_is_not_known_is_left_to_tensorflow(
    tmp_path: Path, make: Callable[[Any, Any], Any], caplog: pytest.LogCaptureFixture
) -> None:
    card, network = with_network(tmp_path, make)
    with caplog.at_level(logging.INFO):
        assert with_onnx(card, tmp_path, network) == card
    assert "left to TensorFlow" in caplog.text
    assert not (tmp_path / "weights.onnx").exists()


def with_network(folder: Path, make: Callable[[Any, Any], Any]) -> tuple[EncoderCard, Any]:
    keras = load_keras()
    slices = keras.Input((96, 216))
    flat = keras.layers.GlobalAveragePooling1D()(slices)
    return write_random_encoder(folder), keras.Model(slices, make(keras, flat))


def test_a_copy_that_gives_other_vectors_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, network = with_network(tmp_path, a_layer)
    _, other = with_network(tmp_path, lambda keras, flat: a_layer(keras, -flat))
    as_onnx = onnx_graph.onnx_of(other)
    monkeypatch.setattr("deej_desktop.analysis.onnx_copy.onnx_of", lambda _: as_onnx)
    assert with_onnx(card, tmp_path, network) == card
    assert not (tmp_path / "weights.onnx").exists()
