"""The window's place on the desktop: remote controls, notes, staying awake, one window only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deej_desktop.desktop.notifications import Notifier, telling_of_songs
from deej_desktop.desktop.single_instance import Errand, SingleInstance
from deej_desktop.desktop.sleep_inhibition import awake_while_playing, lit_while_filled
from deej_desktop.desktop.suspend import Suspend
from deej_desktop.desktop.window import Window
from deej_desktop.services.api import Services


@contextmanager
def attach(
    services: Services, window: Window, instance: SingleInstance, data_dir: Path
) -> Iterator[None]:
    """Be part of the desktop for as long as the block lasts, as far as the system knows how.

    Args:
        services: What the window shows.
        window: What is brought up or ended on request.
        instance: Receives what other processes hand over.
        data_dir: The listener's data folder; it gets a folder of covers meanwhile.
    """

    def take(errand: Errand) -> None:
        if errand.files:
            services.jukebox.play_files(errand.files)
        window.bring_up()

    with ExitStack() as ending:
        ending.enter_context(instance.listening(take))
        if sys.platform == "linux":
            _attach_to_bus(services, window, data_dir, ending)
        elif sys.platform == "darwin":
            from deej_desktop.desktop.notifications_elsewhere import mac_notifier
            from deej_desktop.desktop.sleep_elsewhere import MacSleepInhibition

            _tell_of_songs(services, window, mac_notifier(), ending)
            ending.enter_context(awake_while_playing(services.jukebox, MacSleepInhibition()))
        elif sys.platform == "win32":
            from deej_desktop.desktop.notifications_elsewhere import windows_notifier
            from deej_desktop.desktop.sleep_elsewhere import WindowsSleepInhibition

            _tell_of_songs(services, window, windows_notifier(), ending)
            ending.enter_context(awake_while_playing(services.jukebox, WindowsSleepInhibition()))
        yield


def _attach_to_bus(services: Services, window: Window, data_dir: Path, ending: ExitStack) -> None:
    # dbus-fast is installed on Linux only.
    from deej_desktop.desktop.cover_files import CoverFiles
    from deej_desktop.desktop.message_bus import BusThread
    from deej_desktop.desktop.mpris import Mpris
    from deej_desktop.desktop.notifications_linux import LinuxNotifier
    from deej_desktop.desktop.sleep_linux import LIT, LinuxSleepInhibition
    from deej_desktop.desktop.suspend_linux import LinuxSuspendWatch

    covers = CoverFiles(data_dir / "covers", services.library.cover)
    covers.clear()  # what a crash left
    ending.callback(covers.clear)
    thread = BusThread()
    ending.callback(thread.close)
    thread.start(Mpris(services, window, covers).serve)
    thread.start(LinuxSuspendWatch(Suspend(services.jukebox)).serve)
    ending.enter_context(awake_while_playing(services.jukebox, LinuxSleepInhibition(thread)))
    ending.enter_context(lit_while_filled(window, LinuxSleepInhibition(thread, LIT)))
    _tell_of_songs(services, window, LinuxNotifier(thread, covers), ending)


def _tell_of_songs(
    services: Services, window: Window, notifier: Notifier, ending: ExitStack
) -> None:
    ending.enter_context(telling_of_songs(services.jukebox, services.settings, window, notifier))
