"""Weights from files of PyTorch: safetensors, and archives of torch.save without running them.

An archive is a pickle, which could run anything. Here it is read by an interpreter that knows a
dictionary of tensors and nothing else: whatever more it asks for ends the reading.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from deej_desktop.analysis.published.weights import BLOCKS, Block, Norm, PublishedWeights
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.native.safetensors import read_safetensors

_LARGEST_INDEX = 1_000_000
"""Bytes of the pickle that says which tensors there are; the published one has some thousand."""

_LARGEST_FILE = 1_000_000_000

_MOST_TUPLES = 4_000
"""In the index; the published one has 120. As many inside each other can still be looked into."""


def read_safetensors_file(file: Path) -> PublishedWeights:
    """Read the weights; whether they fit each other is not looked at.

    Raises:
        ValueError: The file is damaged, or holds another architecture.
        MissingLibrary: safetensors is not installed, or broken.
    """
    return _from_state(read_safetensors(file))


def read_torch_archive(file: Path) -> PublishedWeights:
    """Read what `torch.save` wrote of a state dictionary, or of one inside a dictionary.

    Raises:
        ValueError: The file is damaged, holds more than tensors, or another architecture.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            state = _read_archive(archive)
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"{file.name} cannot be read: {error}") from error
    return _from_state(state)


def _from_state(state: Mapping[str, FloatArray]) -> PublishedWeights:
    """Sort PyTorch's tensors, whatever module they were saved inside, into Keras' axes."""
    named = {_own_name(name): array for name, array in state.items()}

    def tensor(name: str, *axes: int) -> FloatArray:
        if name not in named:
            raise ValueError(f'it lacks "{name}"')
        array = named[name]
        if axes and array.ndim != len(axes):
            raise ValueError(f'"{name}" has the shape {array.shape}')
        return np.ascontiguousarray(array.transpose(axes)) if axes else array

    def norm(name: str) -> Norm:
        return Norm(
            tensor(f"{name}.weight"),
            tensor(f"{name}.bias"),
            tensor(f"{name}.running_mean"),
            tensor(f"{name}.running_var"),
        )

    return PublishedWeights(
        blocks=tuple(
            Block(
                tensor(f"conv_blocks.{number}.sep_conv.depthwise.weight", 2, 3, 0, 1),
                tensor(f"conv_blocks.{number}.sep_conv.pointwise.weight", 2, 3, 1, 0),
                tensor(f"conv_blocks.{number}.sep_conv.pointwise.bias"),
                norm(f"conv_blocks.{number}.batch_norm"),
            )
            for number in range(BLOCKS)
        ),
        # The published network puts the channels last before it flattens, as Keras does.
        dense=tensor("dense_block.dense.weight", 1, 0),
        dense_bias=tensor("dense_block.dense.bias"),
        dense_norm=norm("dense_block.batch_norm"),
        embedding=tensor("embedding.weight", 1, 0),
        embedding_bias=tensor("embedding.bias"),
    )


def _own_name(name: str) -> str:
    for part in ("conv_blocks.", "dense_block.", "embedding."):
        _, found, rest = name.rpartition(part)
        if found:
            return found + rest
    return name


class _Tensor(NamedTuple):
    """A tensor as the pickle describes it, which may be anything at all.

    Attributes:
        storage: As ("storage", kind, key, place, count).
        offset: Of its first value in the storage.
        sizes: Of its axes.
        steps: From one value to the next along each axis.
    """

    storage: Any
    offset: Any
    sizes: Any
    steps: Any


_KINDS: dict[str, np.dtype[Any]] = {
    "torch.FloatStorage": np.dtype("<f4"),
    "torch.DoubleStorage": np.dtype("<f8"),
    "torch.HalfStorage": np.dtype("<f2"),
    "torch.LongStorage": np.dtype("<i8"),
    "torch.IntStorage": np.dtype("<i4"),
}

_OPERATIONS = frozenset(
    {
        "PROTO", "STOP", "MARK", "EMPTY_DICT", "EMPTY_TUPLE", "EMPTY_LIST", "TUPLE", "TUPLE1",
        "TUPLE2", "TUPLE3", "SETITEM", "SETITEMS", "APPEND", "APPENDS", "GLOBAL", "REDUCE", "BUILD",
        "BINPERSID", "BINUNICODE", "SHORT_BINUNICODE", "BININT", "BININT1", "BININT2", "LONG1",
        "BINFLOAT", "NONE", "NEWTRUE", "NEWFALSE", "BINPUT", "LONG_BINPUT", "BINGET", "LONG_BINGET",
        "MEMOIZE", "FRAME",
    }
)  # fmt: skip
"""What a pickle of a state dictionary is made of."""

_TUPLES = ("TUPLE", "TUPLE1", "TUPLE2", "TUPLE3")


_DANGER = "which could run anything (its maker may have a safetensors file)"

_DAMAGE = (
    pickle.UnpicklingError, AttributeError, EOFError, IndexError, KeyError, TypeError, OverflowError
)  # fmt: skip
"""What a pickle that makes no sense ends in."""


def _read_archive(archive: zipfile.ZipFile) -> dict[str, FloatArray]:
    members = {info.filename: info for info in archive.infolist()}
    index = next((name for name in members if name.endswith("/data.pkl")), None)
    if index is None:
        raise ValueError("it is no archive of PyTorch")
    if any(info.compress_type != zipfile.ZIP_STORED for info in members.values()):
        raise ValueError("it is packed, which PyTorch does not do")
    total = sum(info.file_size for info in members.values())
    if members[index].file_size > _LARGEST_INDEX or total > _LARGEST_FILE:
        raise ValueError("it holds too much")
    root = index.removesuffix("data.pkl")
    if f"{root}byteorder" in members and archive.read(f"{root}byteorder") != b"little":
        raise ValueError("it was written on a machine with another order of bytes")
    try:
        content = _read_index(archive.read(index))
        if isinstance(content.get("state_dict"), dict):
            content = content["state_dict"]
        tensors = {str(name): item for name, item in content.items() if isinstance(item, _Tensor)}
        stored = lru_cache(maxsize=None)(lambda key: archive.read(f"{root}data/{key}"))
        values = {name: _values_of(tensor, stored) for name, tensor in tensors.items()}
        # Many tensors may share what is stored once.
        if sum(array.nbytes for array in values.values()) > _LARGEST_FILE:
            raise ValueError("it holds too much")
        return {
            name: array.astype(np.float32, copy=False)
            for name, array in values.items()
            if array.dtype.kind == "f"
        }
    except _DAMAGE as error:
        raise ValueError(f"its index cannot be read: {error}") from error


def _read_index(pickled: bytes) -> dict[Any, Any]:
    try:
        operations = Counter(operation.name for operation, _, _ in pickletools.genops(pickled))
    except ValueError as error:
        raise ValueError(f"its index cannot be read: {error}") from error
    if not operations.keys() <= _OPERATIONS:
        raise ValueError(f"it holds more than tensors, {_DANGER}")
    if sum(operations[name] for name in _TUPLES) > _MOST_TUPLES:
        raise ValueError("it holds too much")
    content = _Interpreter(io.BytesIO(pickled)).load()
    if not isinstance(content, dict):
        raise ValueError("it holds no dictionary of tensors")  # noqa: TRY004 - about a file
    return content


def _values_of(tensor: _Tensor, stored: Callable[[str], bytes]) -> npt.NDArray[Any]:
    _, kind, key, *_ = tensor.storage
    values = np.frombuffer(stored(key), _KINDS[kind])
    sizes, offset = tuple(map(int, tensor.sizes)), int(tensor.offset)
    for at, (size, step) in enumerate(zip(sizes, tensor.steps, strict=True)):
        if size > 1 and step != math.prod(sizes[at + 1 :]):
            raise ValueError("its tensors are not stored in one piece")
    count = math.prod(sizes)
    if min((*sizes, offset)) < 0 or offset + count > values.size:
        raise ValueError("a tensor is larger than what is stored of it")
    shaped: npt.NDArray[Any] = values[offset : offset + count].reshape(sizes)
    return shaped


class _Dictionary(OrderedDict[Any, Any]):
    """Takes the note of versions that PyTorch leaves on a dictionary, and forgets it."""

    def __setstate__(self, _: object) -> None:
        pass


class _Interpreter(pickle._Unpickler):
    """Reads a pickle of tensors: every name it may use stands for plain data of ours.

    It is the interpreter in Python, since the one in C reserves whatever memory a pickle names.
    """

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as pickle has it
        full = f"{module}.{name}"
        if full == "collections.OrderedDict":
            return _Dictionary
        if full == "torch._utils._rebuild_tensor_v2":
            return lambda *parts: _Tensor(*parts[:4])
        if full == "torch._utils._rebuild_parameter":
            return lambda tensor, *_: tensor
        if full in _KINDS:
            return full
        raise ValueError(f'it asks for "{full}", {_DANGER}')

    def persistent_load(self, pid: Any) -> Any:  # noqa: ANN401 - as pickle has it
        return pid
