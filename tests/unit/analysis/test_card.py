from __future__ import annotations

import json
from pathlib import Path

import pytest

from deej_desktop.analysis.card import (
    CARD_FILE,
    EncoderCard,
    Preprocessing,
    read_card,
    sha256_of,
    verify_onnx,
    verify_weights,
    write_card,
)
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.domain.units import EncoderId


def make_folder(folder: Path) -> EncoderCard:
    weights = folder / "weights.keras"
    weights.write_bytes(b"weights")
    card = EncoderCard(
        id=EncoderId("ear-1"),
        name="Ear",
        version="1",
        weights=weights.name,
        sha256=sha256_of(weights),
        licence="GPL-3.0-or-later",
        preprocessing=Preprocessing(reference=2.0, output=(-1.0, 1.0)),
        training={"seed": 1},
    )
    write_card(folder, card)
    return card


def test_a_card_is_read_as_it_was_written(tmp_path: Path) -> None:
    card = make_folder(tmp_path)
    assert read_card(tmp_path) == card
    assert verify_weights(tmp_path, card) == tmp_path / "weights.keras"


def test_fields_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    card = make_folder(tmp_path)
    fields = json.loads((tmp_path / CARD_FILE).read_text())
    (tmp_path / CARD_FILE).write_text(json.dumps({**fields, "mood": "sunny"}))
    assert read_card(tmp_path) == card


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{not json", "no encoder's card"),
        ("[1, 2]", "no encoder's card"),
        ("{}", '"id"'),
    ],
)
def test_what_is_no_card_is_refused(tmp_path: Path, content: str, complaint: str) -> None:
    (tmp_path / CARD_FILE).write_text(content)
    with pytest.raises(EncoderUnusable, match=complaint):
        read_card(tmp_path)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"format": "pickle"}, "unknown kind 'pickle'"),
        ({"weights": "../elsewhere.keras"}, '"weights"'),
        ({"weights": "missing.keras"}, "missing.keras is missing"),
        ({"sha256": "abc"}, '"sha256"'),
        ({"dimensions": 0}, '"dimensions"'),
        ({"epsilon": 1.5}, '"epsilon"'),
        ({"preprocessing": {"fmax": 20_000}}, "half the sample rate"),
        ({"preprocessing": {"hop": 2_000}}, "half of n_fft"),
        ({"preprocessing": {"output": [1, 0]}}, "output must rise"),
        ({"preprocessing": {"window": "boxcar"}}, "window"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused(
    tmp_path: Path, change: dict[str, object], complaint: str
) -> None:
    make_folder(tmp_path)
    fields = json.loads((tmp_path / CARD_FILE).read_text())
    (tmp_path / CARD_FILE).write_text(json.dumps({**fields, **change}))
    with pytest.raises(EncoderUnusable, match=complaint) as caught:
        read_card(tmp_path)
    assert "add the encoder again" in str(caught.value)


def test_a_folder_without_a_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnusable, match="cannot be read"):
        read_card(tmp_path / "nowhere")


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    card = make_folder(tmp_path)
    (tmp_path / card.weights).write_bytes(b"other weights")
    with pytest.raises(EncoderUnusable, match="not the file"):
        verify_weights(tmp_path, card)
    (tmp_path / card.weights).unlink()
    with pytest.raises(EncoderUnusable, match="cannot be read"):
        verify_weights(tmp_path, card)


def test_an_altered_copy_for_onnx_runtime_is_refused(tmp_path: Path) -> None:
    card = make_folder(tmp_path)
    assert verify_onnx(tmp_path, card) is None
    assert card.networks == [card.weights]
    file = tmp_path / "weights.onnx"
    file.write_bytes(b"a network")
    card = card.model_copy(update={"onnx": file.name, "onnx_sha256": sha256_of(file)})
    assert verify_onnx(tmp_path, card) == file
    assert card.networks == [card.weights, file.name]
    file.write_bytes(b"another")
    with pytest.raises(EncoderUnusable, match="not the file"):
        verify_onnx(tmp_path, card)


def test_a_slice_of_the_usual_form_lasts_five_seconds() -> None:
    assert Preprocessing().slice_seconds == pytest.approx(5.0155, abs=1e-4)
