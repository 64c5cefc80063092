"""Where libVLC players go when nobody listens to them any more."""

from __future__ import annotations

import logging
import queue
import threading
from typing import Any

_log = logging.getLogger(__name__)

_PATIENCE_S = 3.0


class Retirement:
    """Stops and releases players in a thread of its own.

    Stopping a player waits for the thread that reads its file, and that one may be waiting for a
    network folder that never answers. The music must not wait with it. A player handed over here
    is touched by nobody else any more.
    """

    def __init__(self) -> None:
        self._retired: queue.SimpleQueue[tuple[Any, Any] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="deej-retirement", daemon=True)
        self._thread.start()

    def take(self, media: Any, player: Any) -> None:  # noqa: ANN401 - python-vlc has no types
        """Silence a `vlc.MediaPlayer` and release it and its `vlc.Media`; None for neither."""
        self._retired.put((media, player))

    def close(self) -> bool:
        """Wait a while for everything to be released and tell whether it was."""
        self._retired.put(None)
        self._thread.join(_PATIENCE_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (item := self._retired.get()) is not None:
            media, player = item
            try:
                if player is not None:
                    player.stop()
                    player.release()
                if media is not None:
                    media.parse_stop()
                    media.release()
            except Exception:  # noqa: BLE001 - and it is logged
                # Whatever is wrong with this one, the next has to be released all the same.
                _log.exception("A player could not be released")
