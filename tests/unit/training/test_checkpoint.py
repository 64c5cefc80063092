from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.errors import DeejError
from deej_desktop.training.checkpoint import Checkpoint


class Variable:
    """Has a value as those of Keras have."""

    def __init__(self, value: float) -> None:
        self.value = np.full(3, value)

    def assign(self, value: np.ndarray) -> None:
        self.value = value

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return self.value


def test_another_training_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.npz"
    Checkpoint(file, "a", [Variable(1)]).save([3.0, 2.0])
    same, other = Variable(0), Variable(0)
    assert Checkpoint(file, "a", [same]).restore() == [3.0, 2.0]
    assert same.value.tolist() == [1, 1, 1]
    assert Checkpoint(file, "b", [other]).restore() == []
    assert other.value.tolist() == [0, 0, 0]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half"])
def test_a_damaged_file_begins_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "checkpoint.npz"
    file.write_bytes(content)
    assert Checkpoint(file, "a", [Variable(0)]).restore() == []


def test_nowhere_to_write_ends_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeejError, match="cannot be written"):
        Checkpoint(tmp_path / "file" / "checkpoint.npz", "a", [])
