"""Where remote controls believe playback to be."""

from __future__ import annotations

from deej_desktop.domain.units import Seconds

TOLERANCE_S = 1.0
"""A track that opens slowly or a fading pause is no leap."""

_SETTLING_S = 1.0


class PositionWatch:
    """Tells when playback is not where a remote control must believe it to be.

    A remote control is not sent the position all the time: it counts the seconds itself from the
    start of the track, or from the last leap it was told of.
    """

    def __init__(self) -> None:
        self._believed_s = 0.0
        self._at = 0.0
        self._running = False
        self._settled_at = 0.0

    def told(self, position: Seconds, now: float) -> None:
        """Remote controls were told `position` at the time `now`, before the player is there."""
        self._believed_s = position
        self._at = now
        self._settled_at = now + _SETTLING_S

    def leapt(self, position: Seconds, now: float, *, running: bool) -> bool:
        """Compare with where playback is; if that is a leap, they are taken to be told of it."""
        if self._running:
            self._believed_s += now - self._at
        self._at = now
        self._running = running
        if now < self._settled_at or abs(position - self._believed_s) <= TOLERANCE_S:
            return False
        self._believed_s = position
        return True
