"""The published architecture at its real size: in Keras, and in ONNX Runtime.

Run by `make bench`. The weights are random, which costs the same. Each runs in a process of its
own, as the encoder does, with one thread; only the ratios mean anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.published_files import random_state, write_onnx, write_safetensors

SIZE = {"channels": (32, 64, 128), "hidden": 1_024}

PROGRAM = """
import json, resource, sys, time
from pathlib import Path
start = time.monotonic()
import numpy as np
from deej_desktop.analysis.card import read_card
from deej_desktop.native.onnxruntime import load_onnx
from deej_desktop.native.tensorflow import load_model
folder = Path(sys.argv[1])
card = read_card(folder)
model = {"keras": load_model, "onnx": load_onnx}[card.format](folder / card.weights, 1)
slices = np.random.default_rng(0).random((32, 96, 216), np.float32)
slices = slices.reshape(32, *model.input_shape)
model.predict(slices)
ready = time.monotonic() - start
times = []
for _ in range(10):
    start = time.monotonic()
    model.predict(slices)
    times.append(time.monotonic() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"ready": ready, "batch": min(times), "peak": peak}))
"""


def added(source: Path, data_dir: Path) -> Path:
    command = [sys.executable, "-m", "deej_desktop", "encoders", "add", str(source), "--json"]
    done = subprocess.run(
        [*command, "--name", source.name, "--data-dir", str(data_dir)],
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    (found,) = (item for item in told["encoders"] if item["id"] == told["added"])
    return Path(found["folder"])


@pytest.mark.timeout(1_200)
def test_the_published_network_in_keras_and_in_onnx_runtime(tmp_path: Path) -> None:
    state = random_state(0, **SIZE)  # type: ignore[arg-type]
    write_safetensors(tmp_path / "keras", state)
    write_onnx(tmp_path / "onnx", state)
    measured = {}
    for name in ("keras", "onnx"):
        folder = added(tmp_path / name, tmp_path / "data")
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, check=True
        )
        measured[name] = json.loads(done.stdout)
        print(
            f"\n{name}: ready in {measured[name]['ready']:.1f} s,"
            f" {measured[name]['batch'] / 32 * 1_000:.1f} ms a slice,"
            f" {measured[name]['peak']:.0f} MB at most",
            end="",
        )
    keras, onnx = measured["keras"], measured["onnx"]
    print(
        f"\nONNX Runtime takes {onnx['ready'] / keras['ready']:.2f} of Keras' time until it is"
        f" ready, {onnx['batch'] / keras['batch']:.2f} for a slice, and"
        f" {onnx['peak'] / keras['peak']:.2f} of the memory"
    )
    assert onnx["ready"] > 0
