"""The door to ONNX Runtime, which runs networks of any framework without that framework."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.native.network import LoadedModel

_MOST_TOGETHER = 1_024
"""Examples in a batch of one size; all of them are computed, however few are asked for."""


def load_onnx(file: Path, threads: int = 0) -> LoadedModel:
    """Load a network from an `.onnx` file that is whole in itself.

    Args:
        file: The file.
        threads: For one operation; 0 leaves the choice to the library.

    Raises:
        ValueError: The file is no network, is damaged, keeps its weights elsewhere, or has more
            than one input or output, or takes anything but float32, or giant batches only.
        MissingLibrary: ONNX Runtime is not installed, or broken.
    """
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        raise MissingLibrary(
            "ONNX Runtime", "listen with this encoder", "install Deej again"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait for work by going round in circles would take what decoders need.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # whatever goes wrong is raised as well
    try:
        session = onnxruntime.InferenceSession(
            os.fspath(file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # Its exceptions share no class but this one.
        raise ValueError(f"{file.name} cannot be loaded: {error}") from error
    entries, exits = session.get_inputs(), session.get_outputs()
    if len(entries) != 1 or len(exits) != 1:
        raise ValueError(f"{file.name} has more than one input or output")
    entry, exit_ = entries[0], exits[0]
    if entry.type != "tensor(float)" or exit_.type != "tensor(float)":
        raise ValueError(f"{file.name} takes or gives other numbers than float32")
    if not entry.shape or not exit_.shape:
        raise ValueError(f"{file.name} takes or gives single numbers")
    together = entry.shape[0] if isinstance(entry.shape[0], int) else None
    if together is not None and together > _MOST_TOGETHER:
        raise ValueError(f"{file.name} takes {together} examples at a time")

    def predict(examples: FloatArray) -> FloatArray:
        # A network that was exported for batches of one size gets them, filled up with nothing.
        size = together or max(1, len(examples))
        answers = []
        for start in range(0, len(examples), size):
            batch = examples[start : start + size]
            filled = np.zeros((size, *batch.shape[1:]), np.float32)
            filled[: len(batch)] = batch
            try:
                answer = session.run([exit_.name], {entry.name: filled})[0]
            except Exception as error:
                # As above.
                raise ValueError(f"{file.name} cannot be run: {error}") from error
            answers.append(np.asarray(answer, np.float32)[: len(batch)])
        return np.concatenate(answers) if answers else np.zeros((0, *exit_.shape[1:]), np.float32)

    return LoadedModel(_sizes(entry.shape), _sizes(exit_.shape), predict)


def _sizes(shape: list[int | str | None]) -> tuple[int | None, ...]:
    return tuple(size if isinstance(size, int) else None for size in shape[1:])
