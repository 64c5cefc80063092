"""Whether listening may go on now, or had better wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.sound import Listen

_LOOK_EVERY_S = 0.1
_POWER_EVERY_S = 10.0


class Pace:
    """What holds listening up: the listener, or a battery that would be emptied by it.

    Any thread may ask and change it.
    """

    def __init__(
        self,
        spared: Callable[[], Collection[Listen]] = tuple,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Let listening go on.

        Args:
            spared: Which listens had better wait for the mains, at the moment.
            clock: In seconds.
        """
        self._look = spared
        self._clock = clock
        self._free = threading.Event()
        self._free.set()
        self._power_until = 0.0
        self._spared: Collection[Listen] = ()

    @property
    def paused(self) -> bool:
        """Whether the listener has paused it."""
        return not self._free.is_set()

    def pause(self) -> None:
        """Begin with no further file until `resume`."""
        self._free.clear()

    def resume(self) -> None:
        """Go on."""
        self._free.set()

    def hindrance(self, listen: Listen) -> str:
        """Why no further file may be begun, for a person, or ""."""
        if self.paused:
            return "Paused"
        if listen in self._spared_now():
            return "Waiting for mains power"
        return ""

    def wait(
        self,
        listen: Listen,
        cancel: CancelToken,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> float:
        """Wait until nothing hinders; return for how many seconds.

        Args:
            listen: What waits.
            cancel: May stop it.
            meanwhile: Called again and again.

        Raises:
            Cancelled: If asked to stop.
        """
        start = self._clock()
        while self.hindrance(listen):
            cancel.raise_if_cancelled()
            meanwhile()
            time.sleep(_LOOK_EVERY_S)
        return self._clock() - start

    def _spared_now(self) -> Collection[Listen]:
        now = self._clock()
        if now >= self._power_until:
            self._power_until = now + _POWER_EVERY_S
            self._spared = self._look()
        return self._spared
