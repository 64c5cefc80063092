"""A process that pools all anew, and one that starts such processes quickly, to be killed.

Run as `python -m tests.integration.services.pooling_process DATA EPSILON`: each line on standard
input names a number of steps, in the last of which a process is killed, and whether it came to its
end is a line on standard output.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deej_desktop.domain.units import EncoderId
from deej_desktop.library import staging
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling import whole
from deej_desktop.services.pooling.library import pool_library

SMALL = 4


class Mortal(Store):
    """Kills its process."""

    left = 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        with super().writing() as connection:
            yield connection
            self.left -= 1
            if not self.left:
                os.kill(os.getpid(), signal.SIGKILL)


def pool(data: Path, epsilon: float, steps: int) -> None:
    store = Mortal.open(data)
    assert isinstance(store, Mortal)
    store.left = steps
    pool_library(VectorStore(store, EncoderId("one")), epsilon)
    store.close()


def main(data: Path, epsilon: float) -> None:
    whole._CHUNK = whole._AT_ONCE = staging._AT_ONCE = SMALL
    for line in sys.stdin:
        process = os.fork()
        if not process:
            pool(data, epsilon, int(line))
            os._exit(0)
        _, status = os.waitpid(process, 0)
        print("killed" if os.WIFSIGNALED(status) else "end", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
