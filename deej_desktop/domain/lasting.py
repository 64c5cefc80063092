"""What is loaded to stay for long: no garbage is looked for in it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_loading = 0


@contextmanager
def lasting() -> Iterator[None]:
    """Set apart what there is once the block is done, where Python does not look for garbage.

    It still goes when nothing refers to it any more, unless it refers to itself: so this is for
    what is large and comes seldom, such as a whole library. Where Python looks for garbage by
    itself, nothing is set apart.
    """
    global _loading
    with _lock:
        _loading += 1
    try:
        yield
        if not gc.isenabled():
            gc.freeze()
    finally:
        with _lock:
            _loading -= 1


def is_loading() -> bool:
    """Whether something is loaded in this moment that is to be set apart."""
    return _loading > 0
