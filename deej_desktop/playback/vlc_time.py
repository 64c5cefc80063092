"""Making sense of the times that libVLC reports."""

from __future__ import annotations

_USUAL_BIAS_S = 0.35
_TOLERANCE_S = 0.1
_SETTLE_S = 1.0
_PATIENCE_S = 3.0
_SILENT_S = 2.5


class VlcTime:
    """Where a player of libVLC really is.

    What is heard begins within 20 ms of the event that says so and then keeps time by itself; the
    times reported later are off by -30 to +100 ms, the same for all of one file, depending on the
    format; towards the end of a file they may stand still for a second or jump to nowhere (all
    measured). So the beginning is trusted, the first report shows how far this file's reports are
    off, and later ones count only when two agree that the music was held up, or when it goes on
    after a silence of unusual length.
    """

    def __init__(self) -> None:
        self._position_s = 0.0
        self._at = 0.0
        self._running = False
        self._bias_s: float | None = None
        self._doubt_s: float | None = None
        self._latest_s, self._latest_at = -1.0, 0.0
        self._target: tuple[float, float] | None = None

    def started(self, position_s: float, at: float) -> None:
        """The music is heard from `position_s` on, since the moment `at`; also after a pause."""
        self._position_s, self._at, self._running = position_s, at, True

    def resumed(self, at: float) -> None:
        """The music goes on at the moment `at`, from where it was held."""
        self.started(self._position_s, at)

    def held(self, at: float) -> None:
        """The music stands still since the moment `at`."""
        self._position_s, self._at, self._running = self.expected(at), at, False

    def sought(self, position_s: float, at: float) -> None:
        """Somebody asked for `position_s` at the moment `at`."""
        self._position_s, self._at = position_s, at
        self._target = (position_s, at + _PATIENCE_S)
        self._doubt_s = None

    def expected(self, at: float) -> float:
        """Where we are at the moment `at` if nothing held the music up."""
        return self._position_s + (at - self._at if self._running else 0.0)

    def reported(self, position_s: float, at: float) -> float | None:
        """Where we are, given a report; None if it shows nothing, not even that music plays."""
        if position_s == self._latest_s:
            return None
        goes_on = at - self._latest_at > _SILENT_S and position_s >= self._latest_s
        self._latest_s, self._latest_at = position_s, at
        if self._target is not None:
            target_s, until = self._target
            if at < until and abs(position_s - target_s) > _SETTLE_S:
                return None  # it is still of the place we left
            self._target = None
            return self._move(position_s, at)
        off_s = position_s - self.expected(at)
        if self._bias_s is None and abs(off_s) < _USUAL_BIAS_S:
            self._bias_s = off_s
        error_s = off_s - (self._bias_s or 0.0)
        if abs(error_s) < _TOLERANCE_S:
            self._doubt_s = None
        elif goes_on or (self._doubt_s is not None and abs(error_s - self._doubt_s) < _TOLERANCE_S):
            return self._move(position_s, at)
        else:
            self._doubt_s = error_s
        return self.expected(at)

    def _move(self, position_s: float, at: float) -> float:
        self._position_s = max(0.0, position_s - (self._bias_s or 0.0))
        self._at = at
        self._doubt_s = None
        return self._position_s
