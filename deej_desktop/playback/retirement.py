"""Where libVLC players go when nobody listens to them any more."""

from __future__ import annotations

import logging
import queue
import threading
from typing import Any, NamedTuple

_log = logging.getLogger(__name__)

_PATIENCE_S = 3.0


class Retired(NamedTuple):
    """What a deck leaves behind.

    Attributes:
        media: A `vlc.Media` or None.
        player: A `vlc.MediaPlayer` or None.
        managers: The `vlc.EventManager`s of both, whose callbacks may still be called until both
            are released.
    """

    media: Any
    player: Any
    managers: list[Any]


class Retirement:
    """Stops and releases players in a thread of its own.

    Stopping a player waits for the thread that reads its file, and that one may be waiting for a
    network folder that never answers. The music must not wait with it. A player handed over here
    is touched by nobody else any more.
    """

    def __init__(self) -> None:
        self._retired: queue.SimpleQueue[Retired | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="deej-retirement", daemon=True)
        self._thread.start()

    def take(self, retired: Retired) -> None:
        """Silence the player and release it and its media."""
        self._retired.put(retired)

    def close(self) -> bool:
        """Wait a while for everything to be released and tell whether it was."""
        self._retired.put(None)
        self._thread.join(_PATIENCE_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (item := self._retired.get()) is not None:
            try:
                if item.player is not None:
                    item.player.stop()
                    item.player.release()
                if item.media is not None:
                    item.media.parse_stop()
                    item.media.release()
                del item  # and with it the callbacks, which nobody can call any more
            except Exception:  # noqa: BLE001 - and it is logged
                # Whatever is wrong with this one, the next has to be released all the same.
                _log.exception("A player could not be released")
