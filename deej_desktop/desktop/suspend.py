"""What becomes of the music when the machine is put to sleep, and wakes."""

from __future__ import annotations

from deej_desktop.services.api import JukeboxApi, plays


class Suspend:
    """Pauses before sleep and goes on at the same place after it, if it was us who paused."""

    def __init__(self, jukebox: JukeboxApi) -> None:
        self._jukebox = jukebox
        self._paused = False

    def falls_asleep(self) -> None:
        """The machine is about to sleep."""
        if plays(self._jukebox.state):
            self._paused = True
            self._jukebox.pause()

    def wakes(self) -> None:
        """The machine is awake again."""
        paused, self._paused = self._paused, False
        state = self._jukebox.state
        if paused and state.playing is not None and state.paused:
            self._jukebox.play()
