"""A process that scans, and one that starts such processes quickly, to be killed.

Run as `python -m tests.integration.services.scanning_process ENCODER MUSIC`: each line on standard
input names a data folder and has it scan in a new process of its own session; each step of that
scan is a line on standard output, and so are its beginning and its end.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from deej_desktop.analysis.card import read_card
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.progress import Progress
from deej_desktop.library.store import Store
from deej_desktop.services.indexing.file_reader import FileReader
from deej_desktop.services.indexing.indexer import Indexer
from tests.fakes.encoders import load_fake_encoder

EPSILON = 0.01


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def scan(data: Path, encoder: Path, music: Path) -> None:
    store = Store.open(data)
    card = read_card(encoder)
    indexer = Indexer(
        store,
        card,
        EPSILON,
        lambda: Listener(encoder, jobs=2, load=load_fake_encoder),
        reader=FileReader,
    )
    indexer.changed.connect(lambda _: say("changed"))

    def step(progress: Progress) -> None:
        say(f"{progress.activity} {progress.done}")

    indexer.prepare()
    indexer.scan([music], progress=step)
    store.close()


def main(encoder: Path, music: Path) -> None:
    for data in sys.stdin:
        process = os.fork()
        if not process:
            os.setsid()
            say(f"pid {os.getpid()}")
            scan(Path(data.rstrip("\n")), encoder, music)
            say("end")
            os._exit(0)
        os.waitpid(process, 0)
        say("over")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
