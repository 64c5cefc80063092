"""Text that may come from file names in any encoding, and text that counts."""

from __future__ import annotations

import os
from pathlib import Path


def displayable(text: str | Path) -> str:
    """Return `text` as valid Unicode: bytes that are no UTF-8 become replacement characters."""
    return os.fsencode(text).decode("utf-8", errors="replace")


def counted(number: int, thing: str) -> str:
    """So many of `thing`, a word whose plural is regular: "1 track", "2 tracks"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
