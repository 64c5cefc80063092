"""deej scan: find new music and listen to it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from deej_desktop.app.argument_types import positive
from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import open_engines
from deej_desktop.domain.errors import NothingFound
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import counted, displayable
from deej_desktop.services.api import ScanReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="DIR",
        help="scan and remember these folders; those remembered, if none is given",
    )
    parser.add_argument("--jobs", type=positive, metavar="N", help="files decoded at a time")
    closely = parser.add_mutually_exclusive_group()
    closely.add_argument(
        "--first",
        dest="listens",
        action="store_const",
        const=(Listen.FIRST,),
        help="listen to ten places of each song, and leave it at that for now",
    )
    closely.add_argument(
        "--full",
        dest="listens",
        action="store_const",
        const=(Listen.FULL,),
        help="listen to all of each song at once, without a first listen to all",
    )
    parser.add_argument("--force", action="store_true", help="listen to everything again")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir, arguments.jobs) as engines:
        folders = [folder.absolute() for folder in arguments.folders]
        for folder in folders:
            if folder.is_dir():
                engines.catalogue.add_folder(folder)
        folders = folders or engines.catalogue.folders()
        if not folders:
            raise NothingFound('No folders are known yet; name one, as in "deej scan ~/Music".')
        with context.output.progress() as progress:
            report = engines.indexer().scan(
                folders,
                listens=arguments.listens or tuple(Listen),
                force=arguments.force,
                progress=progress,
                cancel=context.cancel,
            )
    context.output.result(_as_json(report), _lines(report))
    return 0


def _as_json(report: ScanReport) -> dict[str, object]:
    return {
        "found": report.found,
        "indexed": report.indexed,
        "closely": report.closely,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "missing": report.missing,
        "failed": [{"path": os.fspath(item.path), "reason": item.reason} for item in report.failed],
        "seconds": round(report.seconds, 3),
    }


def _lines(report: ScanReport) -> list[str]:
    lines = [
        f"{counted(report.found, 'file')} found: {report.indexed} newly listened to, "
        f"{report.closely} listened to closely, {report.unchanged} unchanged, "
        f"{report.moved} moved, {report.missing} missing, {len(report.failed)} failed "
        f"({report.seconds:.0f} s)"
    ]
    lines += [f"  {displayable(item.path)}: {item.reason}" for item in report.failed]
    return lines
