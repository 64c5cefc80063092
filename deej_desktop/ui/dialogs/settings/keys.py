"""Which keys do what, and the way to change it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from deej_desktop.services.api import SettingsApi
from deej_desktop.ui.dialogs.settings.page import Page, SettingRow
from deej_desktop.ui.shortcuts import Shortcuts
from deej_desktop.ui.theme import SPACE_XS, Theme
from deej_desktop.ui.widgets.icon_button import IconButton

_KEY = Qt.Key
_ALONE_MEANINGLESS = {
    _KEY.Key_Control, _KEY.Key_Shift, _KEY.Key_Alt, _KEY.Key_Meta, _KEY.Key_AltGr,
    _KEY.Key_CapsLock, _KEY.Key_NumLock, _KEY.Key_unknown,
}  # fmt: skip
_FOR_GETTING_ABOUT = {
    _KEY.Key_Tab, _KEY.Key_Backtab, _KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Slash,
    _KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right,
}  # fmt: skip
"""Alone, these are needed to use the window by keyboard."""


class KeysPage(Page):
    """A row for every command."""

    def __init__(
        self,
        theme: Theme,
        settings: SettingsApi,
        shortcuts: Shortcuts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._shortcuts = shortcuts
        self._buttons: dict[str, KeyButton] = {}
        self._named: dict[str, SettingRow] = {}
        self.begin(self.tr("Keys"))
        for command in shortcuts.commands:
            button = KeyButton(theme)
            button.chosen.connect(lambda keys, name=command.name: self._choose(name, keys))
            self._buttons[command.name] = button
            self._named[command.name] = self.add(command.label, "", button)
        self.begin(self.tr("All of them"))
        again = QPushButton(self.tr("Usual keys"))
        again.clicked.connect(self._reset)
        self.add(self.tr("Go back to the usual keys"), "", again)
        self._show()

    def button(self, name: str) -> KeyButton:
        """The button of one command."""
        return self._buttons[name]

    def _choose(self, name: str, keys: str) -> None:
        loser = self._shortcuts.command_of(QKeySequence(keys))
        self._shortcuts.change(name, keys)
        self._keep()
        if loser is not None and loser != name:
            taken = self.tr("Had been the keys of “{command}”, which has none now.")
            self._named[name].explain(taken.format(command=self._shortcuts.label(loser)))

    def _reset(self) -> None:
        self._shortcuts.reset()
        self._keep()

    def _keep(self) -> None:
        self._settings.change(shortcuts=self._shortcuts.chosen)
        self._show()

    def _show(self) -> None:
        for name, button in self._buttons.items():
            button.show_keys(self._shortcuts.shown(name))
            self._named[name].explain("")


class KeyButton(QWidget):
    """Shows keys; pressed, it takes the next ones. Beside it a cross that leaves none."""

    chosen = Signal(str)
    """Keys as `QKeySequence` writes them, or ""."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self._button = _Catcher()
        self._button.caught.connect(self.chosen)
        self._button.asked.connect(self._show)
        self._none = IconButton(theme, "close", self.tr("No keys"), 28)
        self._none.clicked.connect(lambda: self.chosen.emit(""))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self._button)
        layout.addWidget(self._none)
        self.setFocusProxy(self._button)

    @property
    def button(self) -> QPushButton:
        """What is pressed to change the keys."""
        return self._button

    def show_keys(self, keys: str) -> None:
        """Show `keys`, as the system writes them for people."""
        self._keys = keys
        self._show()

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._button.setAccessibleDescription(name)

    def _show(self) -> None:
        is_asking = self._button.is_asking
        self._button.setText(self.tr("Press keys…") if is_asking else self._keys or self.tr("None"))
        self._none.setEnabled(bool(self._keys))


class _Catcher(QPushButton):
    """A button that, once pressed, takes the next keys instead of acting on them."""

    caught = Signal(str)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_asking = False
        self.setMinimumWidth(140)
        self.setAutoDefault(False)
        self.clicked.connect(lambda: self._ask(is_asking=True))

    @override
    def event(self, event: QEvent) -> bool:
        if self.is_asking and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # Otherwise keys that are taken already would do what they are taken for.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ask(is_asking=False)

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ALONE_MEANINGLESS:
            return
        is_bare = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
        # What is typed begins a search.
        is_typed = bool(event.text().strip()) and event.text().isprintable()
        self._ask(is_asking=False)
        if key != _KEY.Key_Escape and not (is_bare and (key in _FOR_GETTING_ABOUT or is_typed)):
            keys = QKeySequence(modifiers.value | key)
            self.caught.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))

    def _ask(self, *, is_asking: bool) -> None:
        self.is_asking = is_asking
        self.asked.emit()
