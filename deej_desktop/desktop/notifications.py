"""Telling of a new song on the desktop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from deej_desktop.desktop.window import Window
from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState, SettingsApi


class Notifier(Protocol):
    """Shows a note of the desktop. Returns at once; may be asked from any thread."""

    def tell(self, track: Track) -> None:
        """Say that `track` plays, in the place of what was said before."""


@contextmanager
def telling_of_songs(
    jukebox: JukeboxApi, settings: SettingsApi, window: Window, notifier: Notifier
) -> Iterator[None]:
    """For as long as the block lasts, tell of each song that begins, when the listener wants it."""
    told = jukebox.state.playing

    def follow(state: JukeboxState) -> None:
        nonlocal told
        # A session that is restored is paused; it is told of when it is heard.
        if state.playing == told or (state.playing is not None and state.paused):
            return
        told = state.playing
        wish = settings.current.notifications
        if told is not None and (wish == "always" or (wish != "never" and not window.in_use)):
            notifier.tell(told)

    disconnect = jukebox.changed.connect(follow)
    try:
        yield
    finally:
        disconnect()
