from __future__ import annotations

import json
import os
import pickle
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from deej_desktop.analysis.published import (
    PublishedKind,
    PublishedWeights,
    kind_of,
    read_weights,
    torch_file,
)
from deej_desktop.domain.arrays import FloatArray
from tests.published_files import State, random_state, write_safetensors, write_torch


@pytest.fixture(scope="module")
def state() -> State:
    return random_state()


def read(file: Path) -> PublishedWeights:
    return read_weights(file, kind_of(file))


def write_old_keras(file: Path, state: State) -> None:
    """As Keras 2 wrote it in 2019: every array beneath its layer's name, twice."""
    with h5py.File(file, "w") as content:
        group = content.create_group("model_weights")
        names = []

        def add(layer: str, **arrays: FloatArray) -> None:
            names.append(layer)
            for name, array in arrays.items():
                group[f"{layer}/{layer}/{name}:0"] = array

        def add_norm(layer: str, name: str) -> None:
            add(
                layer,
                gamma=state[f"{name}.weight"],
                beta=state[f"{name}.bias"],
                moving_mean=state[f"{name}.running_mean"],
                moving_variance=state[f"{name}.running_var"],
            )

        for number in range(3):
            block = f"conv_blocks.{number}.sep_conv"
            add(
                f"separable_conv2d_{number + 9}",  # 10 sorts before 9 by its letters
                depthwise_kernel=state[f"{block}.depthwise.weight"].transpose(2, 3, 0, 1),
                pointwise_kernel=state[f"{block}.pointwise.weight"].transpose(2, 3, 1, 0),
                bias=state[f"{block}.pointwise.bias"],
            )
            add_norm(f"batch_normalization_{number + 9}", f"conv_blocks.{number}.batch_norm")
        weight = state["dense_block.dense.weight"]
        add("dense_9", kernel=weight.T, bias=state["dense_block.dense.bias"])
        add_norm("batch_normalization_12", "dense_block.batch_norm")
        add("dense_10", kernel=state["embedding.weight"].T, bias=state["embedding.bias"])
        group.attrs["layer_names"] = [name.encode() for name in names]
        content["optimizer_weights/training/Adam/m:0"] = np.ones(3, np.float32)


def assert_same(found: PublishedWeights, state: State) -> None:
    assert found.channels == (4, 6, 8)
    for number, block in enumerate(found.blocks):
        depthwise = state[f"conv_blocks.{number}.sep_conv.depthwise.weight"]
        assert np.array_equal(block.depthwise[:, :, :, 0], depthwise[:, 0].transpose(1, 2, 0))
        assert np.array_equal(
            block.norm.variance, state[f"conv_blocks.{number}.batch_norm.running_var"]
        )
    assert np.array_equal(found.dense.T, state["dense_block.dense.weight"])
    assert np.array_equal(found.dense_norm.mean, state["dense_block.batch_norm.running_mean"])
    assert np.array_equal(found.embedding.T, state["embedding.weight"])


@pytest.mark.parametrize(
    ("write", "kind"),
    [
        (write_old_keras, PublishedKind.KERAS),
        (write_safetensors, PublishedKind.SAFETENSORS),
        (write_torch, PublishedKind.TORCH),
    ],
)
def test_the_same_weights_are_read_from_every_format(
    tmp_path: Path, state: State, write: Callable[[Path, State], None], kind: PublishedKind
) -> None:
    file = tmp_path / "published"
    write(file, state)
    assert kind_of(file) is kind
    assert_same(read(file), state)


def test_tensors_inside_a_checkpoint_of_training_are_found(tmp_path: Path, state: State) -> None:
    write_torch(tmp_path / "c", {f"model.{name}": array for name, array in state.items()})
    assert_same(read(tmp_path / "c"), state)


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("touch pwned",)


MALICE = {
    "a command": pickle.dumps(Evil(), 2),
    "a command, newer": pickle.dumps(Evil(), 4),
    "a builtin": b"\x80\x02c__builtin__\neval\n(X\x01\x00\x00\x001tR.",
    "an attribute of numpy": b"\x80\x02cnumpy.core.multiarray\n_reconstruct\n.",
    "an extension": b"\x80\x02\x82\x01.",
    "a giant": b"\x80\x04\x96" + struct.pack("<Q", 1 << 40) + b".",
    "nothing": b"",
    "half a pickle": b"\x80\x02ccollections\nOrderedDict\n)R(X",
    "a number": pickle.dumps(7, 2),
    "state upon a number": b"\x80\x02K\x01}b.",
    "a call of a number": b"\x80\x02K\x01)R.",
    "a name too deep to look at": b"\x80\x02}K\x01" + b"\x85" * 500_000 + b"K\x01s.",
}


@pytest.mark.parametrize("index", MALICE.values(), ids=MALICE.keys())
def test_a_pickle_runs_nothing(
    tmp_path: Path, state: State, index: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_torch(tmp_path / "evil", state, index=index or b"\x80")
    with pytest.raises(ValueError, match=r"it (asks|holds|lacks)|its index"):
        read(tmp_path / "evil")
    assert not (tmp_path / "pwned").exists()


def test_tensors_larger_than_what_is_stored_are_refused(tmp_path: Path, state: State) -> None:
    shorter = {**state, "embedding.bias": state["embedding.bias"]}
    write_torch(tmp_path / "whole", shorter)
    with (
        zipfile.ZipFile(tmp_path / "whole") as whole,
        zipfile.ZipFile(tmp_path / "cut", "w") as cut,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[:8] if name.endswith("/data/3") else content)
    with pytest.raises(ValueError, match="larger than what is stored"):
        read(tmp_path / "cut")


def test_one_storage_is_not_multiplied(
    tmp_path: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_file, "_LARGEST_FILE", 1_000_000)
    write_torch(tmp_path / "few", state)
    assert_same(read(tmp_path / "few"), state)
    values = np.zeros(100_000, np.float32)
    write_torch(tmp_path / "many", {f"t{number}": values for number in range(3)})
    with (
        zipfile.ZipFile(tmp_path / "many") as many,
        zipfile.ZipFile(tmp_path / "one", "w") as one,
    ):
        for name in many.namelist():
            if not name.endswith(("/data/1", "/data/2")):
                content = many.read(name)
                one.writestr(name, re.sub(rb"X\x01\0\0\0[12](?=X\x03)", b"X\x01\0\0\x000", content))
    with pytest.raises(ValueError, match="holds too much"):
        read(tmp_path / "one")


def test_packed_archives_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}.")
        archive.writestr("archive/data/0", bytes(10_000_000))
    with pytest.raises(ValueError, match="packed"):
        read(tmp_path / "z")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"embedding.weight": None}, 'lacks "embedding.weight"'),
        ({"embedding.weight": np.zeros((100, 5), np.float32)}, "last layer"),
        ({"dense_block.dense.weight": np.zeros((16, 7), np.float32)}, "dense layer"),
        ({"embedding.bias": np.full(100, np.nan, np.float32)}, "no numbers"),
        ({"dense_block.batch_norm.running_var": np.full(16, -1, np.float32)}, "negative"),
        ({"conv_blocks.1.sep_conv.depthwise.weight": np.zeros((4, 1, 5, 5), np.float32)}, "(5, 5"),
        ({"conv_blocks.1.sep_conv.depthwise.weight": np.zeros(4, np.float32)}, "shape"),
        ({"dense_block.batch_norm.bias": np.zeros(15, np.float32)}, "normalisation"),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    tmp_path: Path, state: State, change: dict[str, FloatArray | None], complaint: str
) -> None:
    changed = {**state, **change}
    kept = {name: array for name, array in changed.items() if array is not None}
    write_safetensors(tmp_path / "s", kept)
    with pytest.raises(ValueError, match=complaint.replace("(", r"\(")):
        read(tmp_path / "s")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html>", "neither HDF5"),
        (b"\x80\x02}q\x00.", "pickle"),
        (b"\x89HDF\r\n\x1a\n" + bytes(100), "cannot be read"),
        (b"PK\x03\x04" + bytes(60), "neither HDF5"),
        (struct.pack("<Q", 20) + b'{"a": [1, 2, 3, 4]}' + bytes(30), "cannot be read"),
        (struct.pack("<Q", 1 << 60) + b"{" + bytes(30), "neither HDF5"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    (tmp_path / "f").write_bytes(content)
    with pytest.raises(ValueError, match=complaint):
        read(tmp_path / "f")


def test_truncated_files_are_refused(tmp_path: Path, state: State) -> None:
    for write in (write_old_keras, write_safetensors, write_torch):
        file = tmp_path / write.__name__
        write(file, state)
        content = file.read_bytes()
        for share in (0.1, 0.5, 0.98):
            file.write_bytes(content[: int(share * len(content))])
            with pytest.raises(ValueError, match=r"."):
                read(file)


def test_data_in_other_files_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(bytes(16))
    with h5py.File(tmp_path / "outside", "w") as content:
        content.create_dataset(
            "dense_1/kernel:0", (4,), "f4", external=[(str(tmp_path / "secret"), 0, 16)]
        )
    with pytest.raises(ValueError, match="other files"):
        read(tmp_path / "outside")
    with h5py.File(tmp_path / "giant", "w") as content:
        content.create_dataset("dense_1/kernel:0", (100_000, 100_000), "f4", chunks=True)
    with pytest.raises(ValueError, match="too much"):
        read(tmp_path / "giant")
    with h5py.File(tmp_path / "single", "w") as content:
        content["model_weights"] = np.ones(3, np.float32)
    with pytest.raises(ValueError, match="other kinds"):
        read(tmp_path / "single")
    with h5py.File(tmp_path / "other", "w") as content:
        content["model_weights/lambda_1/code"] = np.ones(3, np.float32)
        content.attrs["model_config"] = json.dumps({"class_name": "Lambda"})
    with pytest.raises(ValueError, match="other kinds"):
        read(tmp_path / "other")
