"""The keys that work wherever the keyboard focus is, unless the focused widget uses them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from deej_desktop.services.api import JukeboxApi
from deej_desktop.ui.panels.deck import Deck

_LOUDER = 0.05


class WindowKeys:
    """Turns key presses that no widget wanted into what the jukebox does."""

    def __init__(
        self,
        jukebox: JukeboxApi,
        deck: Deck,
        find: Callable[[str], None],
        step_back: Callable[[], None],
    ) -> None:
        """Make them.

        Args:
            jukebox: What most of them steer.
            deck: Whose volume they mute.
            find: Begins a search with what was typed.
            step_back: Closes what is open over the player.
        """
        self._jukebox = jukebox
        self._find = find
        key = Qt.Key
        control = Qt.KeyboardModifier.ControlModifier
        none = Qt.KeyboardModifier.NoModifier
        self._actions: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (key.Key_Space, none): jukebox.toggle_pause,
            (key.Key_MediaPlay, none): jukebox.toggle_pause,
            (key.Key_MediaPause, none): jukebox.toggle_pause,
            (key.Key_MediaTogglePlayPause, none): jukebox.toggle_pause,
            (key.Key_MediaNext, none): jukebox.next,
            (key.Key_MediaPrevious, none): jukebox.previous,
            (key.Key_Right, control): jukebox.next,
            (key.Key_Left, control): jukebox.previous,
            (key.Key_Up, control): lambda: self._louder(_LOUDER),
            (key.Key_Down, control): lambda: self._louder(-_LOUDER),
            (key.Key_M, control): deck.volume.toggle_mute,
            (key.Key_Slash, none): lambda: find(""),
            (key.Key_Escape, none): step_back,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; whether it meant anything."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = self._actions.get((Qt.Key(event.key()), modifiers))
        if event.isAutoRepeat():
            return False
        if action is not None:
            action()
        elif _is_typed(event):
            self._find(event.text())
        else:
            return False
        event.accept()
        return True

    def _louder(self, step: float) -> None:
        volume = self._jukebox.state.volume + step
        self._jukebox.set_volume(min(1.0, max(0.0, volume)))


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes something, as a search may begin with."""
    modifier = Qt.KeyboardModifier
    commands = modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier
    text = event.text()
    return not event.modifiers() & commands and text.isprintable() and bool(text.strip())
