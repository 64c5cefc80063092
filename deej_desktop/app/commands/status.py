"""deej status: how things stand with the library."""

from __future__ import annotations

import argparse
import os

from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import open_engines
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import counted, displayable
from deej_desktop.library.failures import Failures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    del parser


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    del arguments
    with open_engines(context.data_dir) as engines:
        counts = engines.catalogue.counts()
        indexed = engines.vectors.count()
        closely = engines.vectors.count(Listen.FULL)
        failures = Failures(engines.store).all()
        card = engines.encoder.card
    values = {
        "tracks": counts.tracks,
        "indexed": indexed,
        "closely": closely,
        "failed": len(failures),
        "missing": counts.missing,
        "encoder": card.id,
        "data_dir": os.fspath(context.data_dir),
    }
    lines = [
        f"{counted(counts.tracks, 'track')}, {indexed} listened to, {closely} of them closely, "
        f"{counts.missing} missing, {len(failures)} failed",
        f"Encoder: {card.name} ({card.id})",
        f"Data: {displayable(context.data_dir)}",
    ]
    lines += [f"  {displayable(item.file.path)}: {item.reason}" for item in failures]
    context.output.result(values, lines)
    return 0
