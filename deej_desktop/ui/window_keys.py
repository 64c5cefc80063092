"""The keys that work wherever the keyboard focus is, unless the focused widget uses them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from deej_desktop.services.api import JukeboxApi
from deej_desktop.ui.panels.deck import Deck
from deej_desktop.ui.shortcuts import Shortcuts

_LOUDER = 0.05

translate = QCoreApplication.translate


class WindowKeys:
    """Turns key presses that no widget wanted into what the jukebox does."""

    def __init__(
        self,
        jukebox: JukeboxApi,
        deck: Deck,
        shortcuts: Shortcuts,
        find: Callable[[str], None],
        step_back: Callable[[], None],
        show_playing: Callable[[], None],
    ) -> None:
        """Make them.

        Args:
            jukebox: What most of them steer.
            deck: Whose volume they mute.
            shortcuts: Says which keys the listener wants for what.
            find: Begins a search with what was typed.
            step_back: Closes what is open over the player.
            show_playing: Shows what plays in the library.
        """
        self._jukebox = jukebox
        self._shortcuts = shortcuts
        self._find = find
        key = Qt.Key
        self._fixed: dict[Qt.Key, Callable[[], None]] = {
            key.Key_MediaPlay: jukebox.toggle_pause,
            key.Key_MediaPause: jukebox.pause,
            key.Key_MediaTogglePlayPause: jukebox.toggle_pause,
            key.Key_MediaStop: jukebox.stop,
            key.Key_MediaNext: jukebox.next,
            key.Key_MediaPrevious: jukebox.previous,
            key.Key_Slash: lambda: find(""),
            key.Key_Escape: step_back,
        }
        self._chosen: dict[str, Callable[[], None]] = {}
        for name, label, usual, act in (
            ("pause", translate("WindowKeys", "Play or pause"), "Space", jukebox.toggle_pause),
            ("next", translate("WindowKeys", "Next song"), "Ctrl+Right", jukebox.next),
            ("previous", translate("WindowKeys", "Previous song"), "Ctrl+Left", jukebox.previous),
            ("louder", translate("WindowKeys", "Louder"), "Ctrl+Up", lambda: self._louder(_LOUDER)),
            (
                "softer",
                translate("WindowKeys", "Softer"),
                "Ctrl+Down",
                lambda: self._louder(-_LOUDER),
            ),
            ("mute", translate("WindowKeys", "Mute"), "Ctrl+M", deck.volume.toggle_mute),
            (
                "more",
                translate("WindowKeys", "More like this"),
                "Ctrl++",
                lambda: self._steer(more=True),
            ),
            (
                "less",
                translate("WindowKeys", "Less of this"),
                "Ctrl+-",
                lambda: self._steer(more=False),
            ),
            (
                "show-playing",
                translate("WindowKeys", "Show what plays in the library"),
                "Ctrl+G",
                show_playing,
            ),
        ):
            shortcuts.add(name, label, usual)
            self._chosen[name] = act

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key; whether it meant anything."""
        if event.isAutoRepeat():
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = None if modifiers else self._fixed.get(Qt.Key(event.key()))
        name = self._shortcuts.command_of(QKeySequence(modifiers.value | event.key()))
        if name is None and _is_sign(event.key()):
            # On many keyboards a plus can only be had with Shift.
            rest = modifiers & ~Qt.KeyboardModifier.ShiftModifier
            name = self._shortcuts.command_of(QKeySequence(rest.value | event.key()))
        if action is None and name is not None:
            action = self._chosen.get(name)
        if action is not None:
            action()
        elif _is_typed(event):
            self._find(event.text())
        else:
            return False
        event.accept()
        return True

    def _steer(self, *, more: bool) -> None:
        playing = self._jukebox.state.playing
        if playing is not None:
            (self._jukebox.more_like if more else self._jukebox.less_of)(playing)

    def _louder(self, step: float) -> None:
        volume = self._jukebox.state.volume + step
        self._jukebox.set_volume(min(1.0, max(0.0, volume)))


def _is_sign(key: int) -> bool:
    """Whether a key writes neither a letter nor a figure."""
    return Qt.Key.Key_Space < key < Qt.Key.Key_AsciiTilde and not chr(key).isalnum()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes something, as a search may begin with."""
    modifier = Qt.KeyboardModifier
    commands = modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier
    text = event.text()
    return not event.modifiers() & commands and text.isprintable() and bool(text.strip())
