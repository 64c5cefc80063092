"""Published encoders in real Keras and ONNX Runtime, beside what was computed before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import read_card
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.app.command_line import run
from deej_desktop.domain.arrays import FloatArray
from tests.fakes.encoders import write_random_encoder
from tests.published_files import (
    State,
    random_state,
    torch_forward,
    write_keras,
    write_onnx,
    write_safetensors,
    write_torch,
)

Deej = Callable[..., int]
SLICES = np.random.default_rng(1).random((3, 96, 216), np.float32)


@pytest.fixture(scope="module")
def state() -> State:
    return random_state()


@pytest.fixture
def deej(tmp_path: Path) -> Deej:
    return lambda *words: run([*map(str, words), "--data-dir", str(tmp_path / "data")])


def added(deej: Deej, file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Path:
    assert deej("encoders", "add", file, *more, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (found,) = (item for item in told["encoders"] if item["id"] == told["added"])
    assert found["dimensions"] == 100
    assert found["source"] == f"from {file.name}"
    return Path(found["folder"])


def assert_like(folder: Path, expected: FloatArray) -> None:
    np.testing.assert_allclose(load_encoder(folder).encode(SLICES), expected, atol=1e-3)


def test_keras(
    deej: Deej, state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "speccy_model"
    model = write_keras(file, state)
    expected = model.predict(SLICES[..., None], verbose=0)
    folder = added(deej, file, capsys)
    assert_like(folder, expected)
    assert_like(folder, torch_forward(state, SLICES))
    form = read_card(folder).preprocessing
    assert form.stretch
    assert form.reference == "slice-max"
    assert form.output == (0, 1)


@pytest.mark.parametrize("write", [write_safetensors, write_torch])
def test_pytorch(
    deej: Deej,
    state: State,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    write: Callable[[Path, State], None],
) -> None:
    file = tmp_path / "diffusion_pytorch_model"
    write(file, state)
    folder = added(deej, file, capsys)
    assert_like(folder, torch_forward(state, SLICES))
    form = read_card(folder).preprocessing
    assert (form.reference, form.top_db, form.output) == (1024, 80, (-1, 1))


@pytest.mark.parametrize("batch", ["n", 1, 2])
def test_onnx(
    deej: Deej,
    state: State,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    batch: int | str,
) -> None:
    file = tmp_path / "deej-ai.onnx"
    write_onnx(file, state, batch)
    folder = added(deej, file, capsys)
    assert_like(folder, torch_forward(state, SLICES))
    assert load_encoder(folder).encode(SLICES[:0]).shape == (0, 100)
    assert read_card(folder).preprocessing.stretch


def test_one_is_added_used_left_and_removed(
    deej: Deej, state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.safetensors"
    write_safetensors(file, state)
    folder = added(deej, file, capsys, "--name", "Mine")
    assert folder.name.startswith("mine-")
    assert deej("encoders", "use", "Mine") == 0
    assert f"* {folder.name}: Mine, 100 dimensions" in capsys.readouterr().out
    for which, why in (
        ("Mine", "is in use"),
        ("deej-default", "ships with Deej"),
        ("x", "not ins"),
    ):
        assert deej("encoders", "remove", which) == 1
        assert why in capsys.readouterr().err
    assert deej("encoders", "use", "deej-default") == 0
    capsys.readouterr()
    assert deej("encoders", "remove", folder.name) == 0
    assert "Mine" not in capsys.readouterr().out
    assert not folder.exists()


def test_the_same_again_and_another_of_the_same_name_are_refused(
    deej: Deej, state: State, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    write_safetensors(file, state)
    write_safetensors(other, random_state(1))
    folder = added(deej, file, capsys)
    assert deej("encoders", "add", file) == 1
    assert "is there already" in capsys.readouterr().err
    assert deej("encoders", "add", other) == 1
    assert "--name" in capsys.readouterr().err
    # What cannot be used there is replaced, as the advice has it.
    (folder / "weights.onnx").write_bytes(b"something else")
    assert added(deej, file, capsys) == folder
    (folder / "weights.keras").unlink()
    assert added(deej, file, capsys) == folder
    load_encoder(folder)
    added(deej, other, capsys, "--name", "Other")


def test_an_encoders_folder_is_taken_as_it_is(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_random_encoder(tmp_path / "trained", seed=3)
    assert deej("encoders", "add", tmp_path / "trained") == 0
    assert "random-3" in capsys.readouterr().out


def dead(state: State) -> State:
    return {**state, "embedding.weight": np.zeros_like(state["embedding.weight"])}


def boundless(state: State) -> State:
    return {**state, "embedding.bias": np.full(100, 3e38, np.float32)} | {
        "embedding.weight": np.full_like(state["embedding.weight"], 3e38)
    }


@pytest.mark.parametrize(
    ("write", "complaint"),
    [
        (lambda file, state: None, "No such file"),
        (lambda file, state: file.write_bytes(b"\x08\x08"), "cannot be loaded"),
        (lambda file, state: file.write_text("<html>"), "neither HDF5"),
        (lambda file, state: file.mkdir(), "cannot be read"),
        (lambda file, state: write_safetensors(file, dead(state)), "same vector"),
        (lambda file, state: write_safetensors(file, boundless(state)), "gives no numbers"),
        (lambda file, state: write_onnx(file, boundless(state)), "gives no numbers"),
        (lambda file, state: write_onnx(file, {**random_state(0, dimensions=5_000)}), "5000"),
        (lambda file, state: write_onnx(file, state, 1 << 34), "17179869184 examples at a time"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_what_cannot_be_used_leaves_nothing_behind(
    deej: Deej,
    state: State,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    write: Callable[[Path, State], None],
    complaint: str,
) -> None:
    write(tmp_path / "source", state)
    assert deej("encoders", "add", tmp_path / "source") == 1
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1
    left = [path.name for path in (tmp_path / "data").iterdir() if "adding" in path.name]
    assert not left
    assert not (tmp_path / "data" / "encoders").exists()
