"""The door to TensorFlow and Keras: quiet, and loaded only where a process really needs them.

The import takes seconds and some 400 MB, so the GUI process never comes here; training does, and
the encoder's process for a network that has no copy for ONNX Runtime.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.native.hush import hushed
from deej_desktop.native.network import LoadedModel


def load_tensorflow(threads: int = 0) -> ModuleType:
    """Import TensorFlow and make it ready to compute.

    Args:
        threads: For one operation; 0 leaves the choice to TensorFlow. Only the first call in a
            process can choose.

    Raises:
        MissingLibrary: It is not installed, or broken.
    """
    # Must be said before the import: errors alone are logged, and Keras takes TensorFlow.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    if loaded := sys.modules.get("tensorflow"):
        return loaded
    # TensorFlow carries an SQLite of its own, without search, that would be taken for Python's if
    # it were there first.
    import sqlite3  # noqa: F401

    try:
        with hushed():
            import tensorflow as tf

            tf.config.threading.set_intra_op_parallelism_threads(threads)
            tf.config.list_logical_devices()  # says what it finds, once
    except (ImportError, OSError) as error:
        raise MissingLibrary("TensorFlow", "listen to music", "install Deej again") from error
    module: ModuleType = tf
    return module


def load_keras() -> ModuleType:
    """Import Keras on TensorFlow.

    Raises:
        MissingLibrary: As `load_tensorflow`.
    """
    load_tensorflow()
    try:
        import keras
    except (ImportError, OSError) as error:
        raise MissingLibrary("Keras", "listen to music", "install Deej again") from error
    module: ModuleType = keras
    return module


def load_model(file: Path, threads: int = 0) -> LoadedModel:
    """Load a `.keras` file in safe mode: layers that carry code of their own are refused.

    Args:
        file: Its suffix must be `.keras`; older formats cannot be loaded safely.
        threads: As for `load_tensorflow`.

    Raises:
        ValueError: The file is no `.keras` file, is damaged or unsafe, or has more than one input
            or output.
        MissingLibrary: As `load_tensorflow`.
    """
    tf = load_tensorflow(threads)
    keras = load_keras()
    if file.suffix != ".keras":
        raise ValueError(f"{file.name} is no .keras file")
    try:
        model = keras.saving.load_model(os.fspath(file), compile=False, safe_mode=True)
    except Exception as error:
        # Keras raises whatever it meets in a damaged file; there is no common class.
        raise ValueError(f"{file.name} cannot be loaded: {error}") from error
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ValueError(f"{file.name} has more than one input or output")
    input_shape, output_shape = tuple(model.inputs[0].shape), tuple(model.outputs[0].shape)

    # model.predict would build a data pipeline around every call, at twice the cost.
    answer = tf.function(
        lambda examples: model(examples, training=False),
        input_signature=[tf.TensorSpec(input_shape, tf.float32)],
    )

    def predict(examples: FloatArray) -> FloatArray:
        return np.asarray(answer(tf.constant(examples)), np.float32)

    return LoadedModel(input_shape[1:], output_shape[1:], predict)
