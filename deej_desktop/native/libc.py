"""The door to the C library: memory that was freed goes back to the system.

Where that can be asked for, which is with glibc: it keeps what many threads freed in between what
they still use.
"""

from __future__ import annotations

import ctypes
import sys

_MMAP_THRESHOLD = -3
_LARGE = 1 << 20


def give_memory_back() -> None:
    """Let the system have what was freed and is still held for later."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def keep_large_memory_apart() -> None:
    """Have arrays of a megabyte and more given back as soon as they are freed, from now on."""
    set_option = _function("mallopt")
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, _LARGE)


def _function(name: str) -> ctypes._NamedFuncPointer | None:
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)
