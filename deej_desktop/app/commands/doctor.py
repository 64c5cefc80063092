"""deej doctor: what is wrong and how to mend it."""

from __future__ import annotations

import argparse

from deej_desktop.app.command_line import Context
from deej_desktop.services.health import examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    del parser


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`; finding something wrong is no failure of the doctor's."""
    del arguments
    findings = list(examine(context.data_dir))
    context.output.result(
        {
            "ok": all(item.well for item in findings),
            "checks": [
                {"name": item.name, "ok": item.well, "detail": item.detail} for item in findings
            ],
        },
        [f"{'ok ' if item.well else 'BAD'} {item.name}: {item.detail}" for item in findings],
    )
    return 0
