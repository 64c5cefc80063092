"""Keeping native libraries quiet that write to standard error behind everybody's back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hushed() -> Iterator[None]:
    """Keep native code from writing to standard error while the block runs.

    Python's own writing meanwhile, in any thread, is lost as well.
    """
    if sys.stderr is None:  # a windowed program on Windows
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def hush_from_now_on() -> None:
    """Keep native code from writing to standard error for good; Python goes on doing so."""
    if sys.stderr is None:
        return
    sys.stderr.flush()
    own = os.fdopen(os.dup(2), "w", 1, sys.stderr.encoding, sys.stderr.errors)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = own
