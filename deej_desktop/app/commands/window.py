"""deej [FILE...]: the window."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.app.command_line import Context
from deej_desktop.app.window_services import running_services


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`; its arguments are those of `deej` itself."""
    del parser


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    from deej_desktop.ui.application import run  # Qt is loaded only when there is a window

    files: list[Path] = arguments.files
    with running_services(context.data_dir) as services:
        if services.library.state.folders:
            services.library.start_scan()  # whatever has changed since the last time
        return run(services, [file.absolute() for file in files])
