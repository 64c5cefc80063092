"""The door to ONNX: writing a network, operation by operation, for ONNX Runtime to run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.errors import MissingLibrary

_OPSET = 18
"""Of the operations' meanings, fixed so that a newer library writes the same."""

_IR_VERSION = 10
"""Of the file's format; ONNX Runtime refuses those newer than itself."""


Named: TypeAlias = tuple[str, Sequence[int]]
"""A name, and the shape of one example."""


class OnnxWriter:
    """Gathers a network of float32; what operations take and give is known by its name."""

    def __init__(self) -> None:
        """Begin.

        Raises:
            MissingLibrary: ONNX is not installed, or broken.
        """
        try:
            import onnx.checker
            import onnx.helper
            import onnx.numpy_helper
        except (ImportError, OSError) as error:
            raise MissingLibrary(
                "ONNX", "write an encoder for ONNX Runtime", "install Deej again"
            ) from error
        self._onnx = onnx
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def constant(self, values: npt.ArrayLike) -> str:
        """Add an array, floats as float32 and integers as int64; its name."""
        array = np.asarray(values)
        array = array.astype(np.int64 if array.dtype.kind == "i" else np.float32)
        name = f"c{len(self._constants)}"
        self._constants.append(self._onnx.numpy_helper.from_array(array, name))
        return name

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - ONNX's
        """Add an operation of ONNX; the name of what it gives."""
        name = f"t{len(self._nodes)}"
        self._nodes.append(self._onnx.helper.make_node(operation, inputs, [name], **attributes))
        return name

    def content(self, entry: Named, exit_: Named) -> bytes:
        """The file's content.

        Args:
            entry: What the network takes.
            exit_: What it gives.

        Raises:
            ValueError: Its parts do not fit together.
        """
        onnx = self._onnx
        values = [
            onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ("batch", *shape))
            for name, shape in (entry, exit_)
        ]
        graph = onnx.helper.make_graph(
            self._nodes, "encoder", values[:1], values[1:], self._constants
        )
        opset = onnx.helper.make_opsetid("", _OPSET)
        model = onnx.helper.make_model(graph, opset_imports=[opset], ir_version=_IR_VERSION)
        try:
            onnx.checker.check_model(model, full_check=True)
        except Exception as error:
            # What it raises shares no class with anything but this.
            raise ValueError(str(error)) from error
        content: bytes = model.SerializeToString()
        return content
