"""The door to the C library: whether memory that was freed goes back to the system.

Where that can be asked for, which is with glibc: it keeps what many threads freed in between what
they still use.
"""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD = -1
_MMAP_THRESHOLD = -3
_LARGE = 1 << 20
_LARGEST = 1 << 25
"""As much as glibc takes for a threshold."""


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


def keep_freed_memory() -> None:
    """Have what is freed used again, from now on, rather than given back and asked for anew.

    The system clears each page that it gives, which for arrays that come and go takes longer than
    computing them. Arrays beyond 32 MB are still given back.
    """
    set_option = _function("mallopt")
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, _LARGEST)
        set_option(_TRIM_THRESHOLD, 8 * _LARGEST)


def _function(name: str) -> ctypes._NamedFuncPointer | None:
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)
