"""Keeping the machine awake while music plays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from deej_desktop.desktop.window import Window
from deej_desktop.services.api import JukeboxApi, JukeboxState


class SleepInhibition(Protocol):
    """Keeps the machine from falling asleep by itself.

    The screen may go dark, and whoever closes the lid or asks for sleep gets it. Both methods
    return at once, may be called from any thread, and repeatedly.
    """

    def hold(self) -> None:
        """Stay awake from now on."""

    def release(self) -> None:
        """Sleep as usual again."""


@contextmanager
def lit_while_filled(window: Window, inhibition: SleepInhibition) -> Iterator[None]:
    """For as long as the block lasts, keep the screen lit whenever a window fills it."""

    def follow(is_filled: bool) -> None:
        (inhibition.hold if is_filled else inhibition.release)()

    disconnect = window.fills_screen.connect(follow)
    try:
        yield
    finally:
        disconnect()
        inhibition.release()


@contextmanager
def awake_while_playing(jukebox: JukeboxApi, inhibition: SleepInhibition) -> Iterator[None]:
    """For as long as the block lasts, keep awake whenever a track plays and is not paused."""

    def follow(state: JukeboxState) -> None:
        if state.playing is not None and not state.paused:
            inhibition.hold()
        else:
            inhibition.release()

    disconnect = jukebox.changed.connect(follow)
    follow(jukebox.state)
    try:
        yield
    finally:
        disconnect()
        inhibition.release()
