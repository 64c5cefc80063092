"""The one way to ask long work to stop."""

from __future__ import annotations

import threading

from deej_desktop.domain.errors import Cancelled


class CancelToken:
    """Shared by who asks and who works; may be asked from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point; what is finished stays."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether anybody asked."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Leave the work here if somebody asked.

        Raises:
            Cancelled: If so.
        """
        if self._event.is_set():
            raise Cancelled
