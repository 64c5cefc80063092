from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.native.av import open_audio
from deej_desktop.native.h5py import read_arrays
from deej_desktop.native.librosa import load_librosa
from deej_desktop.native.onnx import OnnxWriter
from deej_desktop.native.onnxruntime import load_onnx
from deej_desktop.native.safetensors import read_safetensors
from deej_desktop.native.tensorflow import load_keras, load_tensorflow


@pytest.mark.parametrize(
    ("module", "use"),
    [
        ("av", lambda: open_audio(Path("a.mp3")).__enter__()),
        ("h5py", lambda: read_arrays(Path("a.h5"), 1)),
        ("librosa", load_librosa),
        ("onnx", OnnxWriter),
        ("onnxruntime", lambda: load_onnx(Path("a.onnx"))),
        ("safetensors", lambda: read_safetensors(Path("a.safetensors"))),
        ("tensorflow", load_tensorflow),
        ("tensorflow", load_keras),
    ],
)
def test_a_missing_library_is_named_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, module: str, use: Callable[[], object]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingLibrary, match=r"needed to .* cannot be loaded: install Deej again"):
        use()
