"""deej [FILE...]: the window."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from deej_desktop.app.command_line import Context
from deej_desktop.app.ending import end_in_time
from deej_desktop.desktop.single_instance import SingleInstance
from deej_desktop.desktop.window import Window
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.units import Seconds
from deej_desktop.native.libc import keep_large_memory_apart

if TYPE_CHECKING:
    from deej_desktop.ui.opening import Opening


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`; its arguments are those of `deej` itself."""
    del parser


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    files: list[Path] = [file.absolute() for file in arguments.files]
    with SingleInstance(context.data_dir) as instance:
        if instance.hand_over(files):
            context.output.note("Deej is open already; its window takes over.")
            return 0

        _require_a_screen()
        try:
            return _run(files, instance, context, arguments)
        except DeejError as error:
            from deej_desktop.ui.application import show_failure

            show_failure(str(error))
            raise


def _run(
    files: list[Path], instance: SingleInstance, context: Context, arguments: argparse.Namespace
) -> int:
    # What is loaded now stays; looking for garbage in it would take a tenth of the time.
    gc.disable()
    keep_large_memory_apart()
    # Qt is loaded only when there is a window, and all else when its frame is on the screen.
    from deej_desktop.ui.opening import Opening

    with closing(Opening(context.data_dir)) as opening:
        if not arguments.car:
            opening.show_at_once()
        return _fill(opening, files, instance, context, arguments)


def _fill(
    opening: Opening,
    files: list[Path],
    instance: SingleInstance,
    context: Context,
    arguments: argparse.Namespace,
) -> int:
    from PySide6.QtCore import QTimer

    from deej_desktop.app.window_services import running_services
    from deej_desktop.desktop.attachment import attach
    from deej_desktop.ui.application import run

    with running_services(context.data_dir) as services:
        if arguments.demo is not None:
            services.jukebox.set_demo(Seconds(arguments.demo))
        if services.library.state.folders:
            services.library.start_scan()  # whatever has changed since the last time

        def attached(window: Window) -> AbstractContextManager[None]:
            # When the window has been painted, so that nothing is seen through in between.
            QTimer.singleShot(0, opening.close)
            window.gone.connect(lambda _: end_in_time(context.data_dir))
            window.gone.connect(lambda _: services.let_go())
            return attach(services, window, instance, context.data_dir)

        return run(services, files, attached, in_car=arguments.car)


def _require_a_screen() -> None:
    """Say in a sentence what Qt would say by ending the process."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise DeejError(
            'There is no screen to open the window on; "deej --help" shows what works without.'
        )
