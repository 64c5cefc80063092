"""Encoders as Deej-A.I. published them, small and with random weights, in every format.

`torch_forward` is what PyTorch computes of the same weights, written after its documentation.
"""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.lib.stride_tricks import sliding_window_view
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.tensorflow import load_keras

State = dict[str, FloatArray]
"""Tensors by PyTorch's names."""

CHANNELS = (4, 6, 8)
HIDDEN = 16
BANDS, FRAMES = 96, 216


def random_state(
    seed: int = 0,
    channels: tuple[int, ...] = CHANNELS,
    hidden: int = HIDDEN,
    dimensions: int = 100,
) -> State:
    random = np.random.default_rng(seed)

    def some(*shape: int) -> FloatArray:
        fan_in = int(np.prod(shape[1:])) or 1
        made: FloatArray = (random.standard_normal(shape) / np.sqrt(fan_in)).astype(np.float32)
        return made

    state: State = {}

    def norm(name: str, size: int) -> None:
        state[f"{name}.weight"] = some(size) + np.float32(1)
        state[f"{name}.bias"] = some(size)
        state[f"{name}.running_mean"] = some(size)
        state[f"{name}.running_var"] = random.uniform(0.5, 2, size).astype(np.float32)

    before = 1
    for number, after in enumerate(channels):
        block = f"conv_blocks.{number}"
        state[f"{block}.sep_conv.depthwise.weight"] = some(before, 1, 3, 3)
        state[f"{block}.sep_conv.pointwise.weight"] = some(after, before, 1, 1)
        state[f"{block}.sep_conv.pointwise.bias"] = some(after)
        norm(f"{block}.batch_norm", after)
        before = after
    state["dense_block.dense.weight"] = some(hidden, (BANDS // 8) * (FRAMES // 8) * before)
    state["dense_block.dense.bias"] = some(hidden)
    norm("dense_block.batch_norm", hidden)
    state["embedding.weight"] = some(dimensions, hidden)
    state["embedding.bias"] = some(dimensions)
    return state


def torch_forward(state: State, slices: FloatArray) -> FloatArray:
    """The network's answer to slices (n, bands, frames)."""
    x = slices[:, None].astype(np.float64)
    for number in range(3):
        block = f"conv_blocks.{number}"
        padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        windows = sliding_window_view(padded, (3, 3), axis=(2, 3))
        kernel = state[f"{block}.sep_conv.depthwise.weight"][:, 0]
        x = np.einsum("nchwij,cij->nchw", windows, kernel)
        pointwise = state[f"{block}.sep_conv.pointwise.weight"][:, :, 0, 0]
        x = np.einsum("nchw,oc->nohw", x, pointwise)
        x = _leaky(x + state[f"{block}.sep_conv.pointwise.bias"][:, None, None])
        x = _norm(state, f"{block}.batch_norm", x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
        count, channels, rows, columns = x.shape
        x = x.reshape(count, channels, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    flat = x.transpose(0, 2, 3, 1).reshape(len(x), -1)
    hidden = flat @ state["dense_block.dense.weight"].T + state["dense_block.dense.bias"]
    hidden = _norm(state, "dense_block.batch_norm", _leaky(hidden))
    vectors = hidden @ state["embedding.weight"].T + state["embedding.bias"]
    return np.asarray(vectors, np.float32)


def _leaky(x: Any) -> Any:
    return np.where(x > 0, x, 0.2 * x)


def _norm(state: State, name: str, x: Any) -> Any:
    spread = np.sqrt(state[f"{name}.running_var"] + 1e-3)
    centred = (x - state[f"{name}.running_mean"]) / spread
    return centred * state[f"{name}.weight"] + state[f"{name}.bias"]


def keras_model(state: State) -> Any:
    """The network as the reference builds it in Keras, with the weights of `state`."""
    keras = load_keras()
    layers = keras.layers
    hidden, dimensions = len(state["dense_block.dense.bias"]), len(state["embedding.bias"])
    model = keras.Sequential([keras.Input((BANDS, FRAMES, 1), name="input")])
    for number in range(3):
        block = f"conv_blocks.{number}"
        bias = state[f"{block}.sep_conv.pointwise.bias"]
        name = f"separable_conv2d_{number + 1}"
        model.add(layers.SeparableConv2D(len(bias), 3, padding="same", name=name))
        model.layers[-1].set_weights(
            [
                state[f"{block}.sep_conv.depthwise.weight"].transpose(2, 3, 0, 1),
                state[f"{block}.sep_conv.pointwise.weight"].transpose(2, 3, 1, 0),
                bias,
            ]
        )
        model.add(layers.LeakyReLU(negative_slope=0.2))
        _add_norm(model, state, f"{block}.batch_norm")
        model.add(layers.MaxPooling2D((2, 2)))
        model.add(layers.Dropout(0.2))
    model.add(layers.Flatten())
    model.add(layers.Dense(hidden, name="dense_1"))
    model.layers[-1].set_weights(
        [state["dense_block.dense.weight"].T, state["dense_block.dense.bias"]]
    )
    model.add(layers.LeakyReLU(negative_slope=0.2))
    _add_norm(model, state, "dense_block.batch_norm")
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(dimensions, name="dense_2"))
    model.layers[-1].set_weights([state["embedding.weight"].T, state["embedding.bias"]])
    return model


def _add_norm(model: Any, state: State, name: str) -> None:
    model.add(load_keras().layers.BatchNormalization())
    parts = ("weight", "bias", "running_mean", "running_var")
    model.layers[-1].set_weights([state[f"{name}.{part}"] for part in parts])


def write_keras(file: Path, state: State) -> Any:
    """Write `speccy_model` as Keras writes it, with an optimiser's memory; return the model."""
    model = keras_model(state)
    model.compile(loss="cosine_similarity", optimizer="adam")
    # Keras tells the format by the suffix, which the published file has not.
    with_suffix = file.with_name(f"{file.name}.h5")
    model.save(with_suffix)
    with_suffix.rename(file)
    return model


def write_safetensors(file: Path, state: State) -> None:
    counted = np.zeros((), np.int64)
    arrays = {name: np.ascontiguousarray(array) for name, array in state.items()}
    save_file({**arrays, "conv_blocks.0.batch_norm.num_batches_tracked": counted}, file)


def write_onnx(file: Path, state: State, batch: int | str = "batch_size") -> None:
    """Write it as PyTorch exports it."""
    nodes: list[Any] = []
    x = "input"

    def add(kind: str, *inputs: str, **attributes: Any) -> None:
        nonlocal x
        output = f"{kind}_{len(nodes)}"
        nodes.append(helper.make_node(kind, [x, *inputs], [output], **attributes))
        x = output

    def add_norm(name: str) -> None:
        parts = ("weight", "bias", "running_mean", "running_var")
        add("BatchNormalization", *(f"{name}.{part}" for part in parts), epsilon=1e-3)

    for number in range(3):
        block = f"conv_blocks.{number}"
        kernel = f"{block}.sep_conv.depthwise.weight"
        add("Conv", kernel, group=len(state[kernel]), pads=[1, 1, 1, 1], kernel_shape=[3, 3])
        pointwise = f"{block}.sep_conv.pointwise"
        add("Conv", f"{pointwise}.weight", f"{pointwise}.bias", kernel_shape=[1, 1])
        add("LeakyRelu", alpha=0.2)
        add_norm(f"{block}.batch_norm")
        add("MaxPool", kernel_shape=[2, 2], strides=[2, 2])
    add("Transpose", perm=[0, 2, 3, 1])
    add("Flatten")
    add("Gemm", "dense_block.dense.weight", "dense_block.dense.bias", transB=1)
    add("LeakyRelu", alpha=0.2)
    add_norm("dense_block.batch_norm")
    add("Gemm", "embedding.weight", "embedding.bias", transB=1)
    dimensions = len(state["embedding.bias"])
    graph = helper.make_graph(
        nodes,
        "published",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [batch, 1, BANDS, FRAMES])],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, [batch, dimensions])],
        [numpy_helper.from_array(array, name) for name, array in state.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, file)


def write_torch(file: Path, state: Mapping[str, FloatArray], *, index: bytes | None = None) -> None:
    """Write what `torch.save` writes of a state dictionary; with `index`, that in its place."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", index or _index_of(state))
        archive.writestr("archive/byteorder", "little")
        for number, array in enumerate(state.values()):
            archive.writestr(f"archive/data/{number}", array.astype("<f4").tobytes())
        archive.writestr("archive/version", "3\n")


def _index_of(state: Mapping[str, FloatArray]) -> bytes:
    """The pickle that PyTorch makes: an ordered dictionary of tensors in storages."""
    out = io.BytesIO()
    out.write(b"\x80\x02ccollections\nOrderedDict\n)R(")
    for number, (name, array) in enumerate(state.items()):
        out.write(_text(name) + b"ctorch._utils\n_rebuild_tensor_v2\n(")
        out.write(b"(" + _text("storage") + b"ctorch\nFloatStorage\n" + _text(str(number)))
        out.write(_text("cpu") + _number(array.size) + b"tQ" + _number(0))
        steps = [step // array.itemsize for step in np.ascontiguousarray(array).strides]
        for numbers in (array.shape, steps):
            out.write(b"(" + b"".join(map(_number, numbers)) + b"t")
        out.write(b"\x89ccollections\nOrderedDict\n)RtR")
    # PyTorch leaves a note of versions on the dictionary itself.
    metadata = pickle.dumps({"_metadata": OrderedDict()}, 2)[2:-1]
    out.write(b"u" + metadata + b"b.")
    return out.getvalue()


def _text(text: str) -> bytes:
    raw = text.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def _number(number: int) -> bytes:
    return b"J" + struct.pack("<i", number)
