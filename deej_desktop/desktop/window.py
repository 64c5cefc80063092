"""What is asked of the window from outside of it."""

from __future__ import annotations

from typing import Protocol

from deej_desktop.domain.signal import Signal


class Window(Protocol):
    """The window as remote controls and other processes know it; any thread may ask."""

    @property
    def in_use(self) -> bool:
        """Whether the listener works in a window of Deej just now."""

    fills_screen: Signal[bool]
    """Whether what is shown is read from afar, and the screen should stay lit."""

    gone: Signal[None]
    """It was closed for good, and what still runs is about to end."""

    def bring_up(self) -> None:
        """Show the window above the others."""

    def quit(self) -> None:
        """End Deej as if its window had been closed."""
