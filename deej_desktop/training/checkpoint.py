"""Where a training got to, on disk, so that one that was killed goes on rather than begins anew."""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from deej_desktop.domain.errors import DeejError

_log = logging.getLogger(__name__)


class Checkpoint:
    """The variables of one training and the losses so far, in one file.

    Args:
        file: Which; its folder is made if needed.
        purpose: All that the training depends on; a file of another training is ignored.
        variables: Of the network and of its optimiser.

    Raises:
        DeejError: The folder cannot be made.
    """

    def __init__(self, file: Path, purpose: str, variables: Sequence[Any]) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(file) from error
        self._file = file
        self._purpose = hashlib.sha256(purpose.encode()).hexdigest()
        self._variables = variables

    def restore(self) -> list[float]:
        """Give the variables the values they had; the losses until then, none if there is no file.

        What cannot be read is logged and ignored.
        """
        if not self._file.exists():
            return []
        try:
            with self._file.open("rb") as stream, np.load(stream, allow_pickle=False) as saved:
                if str(saved["purpose"]) != self._purpose:
                    return []
                values = [saved[f"arr_{index}"] for index in range(len(self._variables))]
                losses: list[float] = saved["losses"].tolist()
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            _log.warning("Began anew, for the checkpoint cannot be read: %s", error)
            return []
        for variable, value in zip(self._variables, values, strict=True):
            variable.assign(value)
        return losses

    def save(self, losses: Sequence[float]) -> None:
        """Write the variables as they are; what is interrupted leaves the file as it was.

        Raises:
            DeejError: The file cannot be written.
        """
        values = [np.asarray(variable) for variable in self._variables]
        unfinished = self._file.with_suffix(f".{os.getpid()}.part")
        try:
            with unfinished.open("wb") as stream:
                np.savez(stream, *values, purpose=self._purpose, losses=np.asarray(losses))
            unfinished.replace(self._file)
        except OSError as error:
            raise _unwritable(self._file) from error


def _unwritable(file: Path) -> DeejError:
    return DeejError(f"{file} cannot be written: make room there, or name another place.")
