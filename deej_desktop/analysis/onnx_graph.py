"""From a Keras network to the same in ONNX, which starts in a fraction of TensorFlow's time.

It knows the layers that encoders are made of, and refuses others. Pictures, which Keras has as
(rows, columns, channels), are (channels, rows, columns) in ONNX.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from deej_desktop.native.onnx import OnnxWriter
from deej_desktop.native.tensorflow import load_keras

Layer: TypeAlias = Any
"""A layer or operation of Keras, which publishes no types."""

Tensor: TypeAlias = Any
"""A symbolic tensor of Keras."""

_ENTRY = "slices"

_SHORTEST = 1e-12
"""Shorter vectors are not made longer, as in Keras."""


def onnx_of(network: Any) -> bytes:  # noqa: ANN401 - a `keras.Model`
    """Write a network from slices (n, n_mels, frames) to vectors (n, dimensions).

    Returns:
        The content of an .onnx file that takes and gives what the network does.

    Raises:
        ValueError: It is another kind of network, or holds a layer that is not known here.
        MissingLibrary: TensorFlow or ONNX is not installed, or broken.
    """
    (entry, *more), (exit_, *others) = network.inputs, network.outputs
    if more or others or entry.ndim != 3 or exit_.ndim != 2:
        raise ValueError("it does not make vectors of slices")
    graph = _Graph(entry)
    # Cloning is Keras' way to go over a network in order; the layers stay the same.
    copy = load_keras().models.clone_model(
        network,
        input_tensors=entry,
        clone_function=lambda layer: layer,
        call_function=graph.call,
    )
    return graph.writer.content(
        (_ENTRY, entry.shape[1:]), (graph.name(copy.outputs[0]), exit_.shape[1:])
    )


class _Graph:
    """The network as far as it is written."""

    def __init__(self, entry: Tensor) -> None:
        self.writer = OnnxWriter()
        # Tensors are kept because their ids are theirs only as long as they live.
        self._names: dict[int, tuple[Tensor, str]] = {id(entry): (entry, _ENTRY)}

    def call(self, layer: Layer, *arguments: Any, **options: Any) -> Tensor:  # noqa: ANN401
        """Call a layer as Keras would, and write down what it does."""
        kind = type(layer).__name__
        if kind not in _WRITERS or options.keys() - {"mask", "training"}:
            raise ValueError(f"{kind} is not known")
        given = layer(*arguments, **options)
        together = isinstance(arguments[0], (list, tuple))
        inputs = arguments[0] if together else arguments
        self._names[id(given)] = given, _WRITERS[kind](self, layer, *inputs)
        return given

    def name(self, value: Tensor | float) -> str:
        """What a tensor is called, or a number."""
        if isinstance(value, (int, float)):
            return self.writer.constant(float(value))
        if id(value) not in self._names:
            raise ValueError(f"{value} is not known")
        return self._names[id(value)][1]

    def add(self, operation: str, *inputs: Any, **attributes: Any) -> str:  # noqa: ANN401
        """Write an operation on tensors, numbers, names and constant arrays."""
        names = [
            value
            if isinstance(value, str)
            else self.writer.constant(value)
            if isinstance(value, np.ndarray)
            else self.name(value)
            for value in inputs
        ]
        return self.writer.add(operation, *names, **attributes)


_Write: TypeAlias = Callable[..., str]


def _as(operation: str) -> _Write:
    return lambda graph, _layer, *inputs: graph.add(operation, *inputs)


def _nothing(graph: _Graph, _layer: Layer, x: Tensor) -> str:
    return graph.name(x)


def _dense(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.activation.__name__ == "linear", layer)
    product = graph.add("MatMul", x, np.asarray(layer.kernel))
    return graph.add("Add", product, np.asarray(layer.bias)) if layer.use_bias else product


def _convolution(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.activation.__name__ == "linear" and layer.dilation_rate == (1, 1), layer)
    _demand(layer.groups == 1 and layer.data_format == "channels_last", layer)
    kernel = _filters(layer.kernel)
    return graph.add("Conv", x, kernel, *_bias(layer), **_steps(layer, x))


def _separable_convolution(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.activation.__name__ == "linear" and layer.dilation_rate == (1, 1), layer)
    _demand(layer.depth_multiplier == 1 and layer.data_format == "channels_last", layer)
    channels = np.asarray(layer.depthwise_kernel).transpose(2, 3, 0, 1)
    each = graph.add("Conv", x, channels, group=x.shape[-1], **_steps(layer, x))
    return graph.add("Conv", each, _filters(layer.pointwise_kernel), *_bias(layer))


def _filters(kernel: Tensor) -> Any:  # noqa: ANN401 - an array
    return np.asarray(kernel).transpose(3, 2, 0, 1)


def _bias(layer: Layer) -> list[Any]:
    return [np.asarray(layer.bias)] if layer.use_bias else []


def _steps(layer: Layer, x: Tensor) -> dict[str, Any]:
    """Strides and what is padded: rows and columns before, then after, which get the odd one."""
    before, after = [0, 0], [0, 0]
    if layer.padding == "same":
        sizes = zip(x.shape[1:3], layer.kernel_size, layer.strides, strict=True)
        lacking = [max(0, (-(-n // step) - 1) * step + width - n) for n, width, step in sizes]
        before = [count // 2 for count in lacking]
        after = [count - count // 2 for count in lacking]
    return {"strides": layer.strides, "pads": [*before, *after]}


def _normalization(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.scale and layer.center and layer.axis in (-1, x.ndim - 1) and x.ndim != 3, layer)
    parts = (layer.gamma, layer.beta, layer.moving_mean, layer.moving_variance)
    return graph.add("BatchNormalization", x, *map(np.asarray, parts), epsilon=layer.epsilon)


def _reshape(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(tuple(layer.target_shape) == (*x.shape[1:], 1), layer)
    return graph.add("Unsqueeze", x, np.array([1]))


def _flatten(graph: _Graph, _layer: Layer, x: Tensor) -> str:
    return graph.add("Flatten", graph.add("Transpose", x, perm=(0, 2, 3, 1)) if x.ndim == 4 else x)


def _permute(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(x.ndim == 3, layer)
    return graph.add("Transpose", x, perm=(0, *layer.dims))


def _cropping(graph: _Graph, layer: Layer, x: Tensor) -> str:
    first, last = layer.cropping
    return graph.add("Slice", x, *(np.array([n]) for n in (first, x.shape[1] - last, 1)))


def _leaky_relu(graph: _Graph, layer: Layer, x: Tensor) -> str:
    return graph.add("LeakyRelu", x, alpha=layer.negative_slope)


def _relu(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.max_value is None and not layer.negative_slope and not layer.threshold, layer)
    return graph.add("Relu", x)


def _square(graph: _Graph, _layer: Layer, x: Tensor) -> str:
    return graph.add("Mul", x, x)


def _concatenation(graph: _Graph, layer: Layer, *inputs: Tensor) -> str:
    _demand(inputs[0].ndim == 2, layer)
    return graph.add("Concat", *inputs, axis=1)


def _pooling(graph: _Graph, layer: Layer, x: Tensor) -> str:
    # A sequence with its channels first is as ONNX has it; pictures always are.
    wanted = "channels_last" if x.ndim == 4 else "channels_first"
    _demand(layer.padding == "valid" and layer.data_format == wanted, layer)
    return graph.add("MaxPool", x, kernel_shape=layer.pool_size, strides=layer.strides)


def _over_all(operation: str) -> _Write:
    def write(graph: _Graph, layer: Layer, x: Tensor) -> str:
        _demand(not layer.keepdims and layer.data_format == "channels_last", layer)
        axes = np.array([2, 3] if x.ndim == 4 else [1])
        return graph.add(operation, x, axes, keepdims=0)

    return write


def _over(operation: str) -> _Write:
    def write(graph: _Graph, layer: Layer, x: Tensor) -> str:
        _demand(layer.axis is not None and x.ndim < 4, layer)
        return graph.add(operation, x, np.array(layer.axis), keepdims=int(layer.keepdims))

    return write


def _unit(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.axis in (-1, 1) and x.ndim == 2, layer)
    length = graph.add("ReduceL2", x, np.array([1]), keepdims=1)
    return graph.add("Div", x, graph.add("Max", length, _SHORTEST))


def _rescaling(graph: _Graph, layer: Layer, x: Tensor) -> str:
    scale, offset = (np.asarray(value, np.float32) for value in (layer.scale, layer.offset))
    return graph.add("Add", graph.add("Mul", x, scale), offset)


def _activation(graph: _Graph, layer: Layer, x: Tensor) -> str:
    _demand(layer.activation.__name__ == "tanh", layer)
    return graph.add("Tanh", x)


def _demand(met: bool, layer: Layer) -> None:
    if not met:
        raise ValueError(f"a {type(layer).__name__} of this kind is not known")


_WRITERS: dict[str, _Write] = {
    "Activation": _activation,
    "Add": _as("Add"),
    "BatchNormalization": _normalization,
    "Concatenate": _concatenation,
    "Conv2D": _convolution,
    "Cropping1D": _cropping,
    "Dense": _dense,
    "Dropout": _nothing,
    "Exp": _as("Exp"),
    "Flatten": _flatten,
    "GlobalAveragePooling1D": _over_all("ReduceMean"),
    "GlobalAveragePooling2D": _over_all("ReduceMean"),
    "GlobalMaxPooling1D": _over_all("ReduceMax"),
    "GlobalMaxPooling2D": _over_all("ReduceMax"),
    "LeakyReLU": _leaky_relu,
    "MaxPooling1D": _pooling,
    "MaxPooling2D": _pooling,
    "Mean": _over("ReduceMean"),
    "Multiply": _as("Mul"),
    "Negative": _as("Neg"),
    "Permute": _permute,
    "ReLU": _relu,
    "Relu": _as("Relu"),
    "Rescaling": _rescaling,
    "Reshape": _reshape,
    "SeparableConv2D": _separable_convolution,
    "Sqrt": _as("Sqrt"),
    "Square": _square,
    "Subtract": _as("Sub"),
    "Sum": _over("ReduceSum"),
    "TrueDivide": _as("Div"),
    "UnitNormalization": _unit,
}
