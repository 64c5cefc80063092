from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.native.av import open_audio
from deej_desktop.native.librosa import load_librosa
from deej_desktop.native.tensorflow import load_keras, load_tensorflow


@pytest.mark.parametrize(
    ("module", "use"),
    [
        ("av", lambda: open_audio(Path("a.mp3")).__enter__()),
        ("librosa", load_librosa),
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
