"""A window that only counts what is asked of it."""

from __future__ import annotations

from deej_desktop.domain.signal import Signal


class FakeWindow:
    """Satisfies `deej_desktop.desktop.window.Window`."""

    def __init__(self) -> None:
        self.brought_up = 0
        self.quits = 0
        self.in_use = False
        self.fills_screen: Signal[bool] = Signal()
        self.gone: Signal[None] = Signal()

    def bring_up(self) -> None:
        self.brought_up += 1

    def quit(self) -> None:
        self.quits += 1
