"""Opening a file with mutagen, which raises many things at files that are not as they should be."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, TypeAlias

import mutagen

Untyped: TypeAlias = Any
"""Something of mutagen's, whose classes say little of their types."""

_log = logging.getLogger(__name__)


def open_tagged(path: Path) -> Untyped | None:
    """Return mutagen's view of a file, whose `tags` may be None; None where it has no view."""
    try:
        return mutagen.File(path)
    except Exception as error:  # noqa: BLE001
        # Besides its own errors, mutagen lets pass whatever parsing damaged bytes leads to. None
        # of it says that the audio is bad.
        _log.info("The tags of %r cannot be read: %r", path, error)
        return None
