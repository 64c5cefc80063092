"""Text that may come from file names in any encoding."""

from __future__ import annotations

import os
from pathlib import Path


def displayable(text: str | Path) -> str:
    """Return `text` as valid Unicode: bytes that are no UTF-8 become replacement characters."""
    return os.fsencode(text).decode("utf-8", errors="replace")
