"""deej doctor: what is wrong and how to mend it."""

from __future__ import annotations

import argparse

from deej_desktop.app.command_line import Context
from deej_desktop.services.health import examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    del parser


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`; 1 if anything is not as it should be, so that scripts hear of it."""
    del arguments
    findings = list(examine(context.data_dir))
    is_well = all(item.well for item in findings)
    context.output.result(
        {
            "ok": is_well,
            "checks": [
                {"name": item.name, "ok": item.well, "detail": item.detail} for item in findings
            ],
        },
        [f"{'ok ' if item.well else 'BAD'} {item.name}: {item.detail}" for item in findings],
    )
    return 0 if is_well else 1
