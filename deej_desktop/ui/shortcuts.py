"""Which keys do what, as the listener wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

_PORTABLE = QKeySequence.SequenceFormat.PortableText


@dataclass(frozen=True, slots=True)
class Command:
    """Something that keys can do.

    Attributes:
        name: Names it in the settings.
        label: Names it to the listener.
        usual: The keys it has unless the listener wants others, as `QKeySequence` writes them.
    """

    name: str
    label: str
    usual: str


class Shortcuts(QObject):
    """Every command with its keys; `changed` when any of them gets others."""

    changed = Signal()

    def __init__(self, chosen: Mapping[str, str], parent: QObject | None = None) -> None:
        """Make them.

        Args:
            chosen: The keys that the listener changed, by the names of commands; "": none.
            parent: As for any object of Qt.
        """
        super().__init__(parent)
        self._chosen = dict(chosen)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}

    @property
    def commands(self) -> tuple[Command, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._commands.values())

    @property
    def chosen(self) -> dict[str, str]:
        """The keys that the listener changed, for the settings."""
        return dict(self._chosen)

    def add(self, name: str, label: str, usual: str) -> None:
        """Take up a command whose keys are looked up by `command_of`."""
        self._commands[name] = Command(name, label.replace("&", "").rstrip("…"), usual)

    def adopt(self, name: str, action: QAction, usual: str) -> None:
        """Take up a command that is an action, and give it its keys."""
        self.add(name, action.text(), usual)
        self._actions[name] = action
        action.setShortcut(QKeySequence(self.keys(name)))

    def keys(self, name: str) -> str:
        """Return the keys of a command in force, or ""."""
        return self._chosen.get(name, self._commands[name].usual)

    def shown(self, name: str) -> str:
        """Return them as the system writes them for people."""
        return QKeySequence(self.keys(name)).toString(QKeySequence.SequenceFormat.NativeText)

    def command_of(self, keys: QKeySequence) -> str | None:
        """Return the name of the command that has `keys`, if there is one."""
        wanted = keys.toString(_PORTABLE)
        return next(
            (name for name in self._commands if wanted and _normal(self.keys(name)) == wanted), None
        )

    def label(self, name: str) -> str:
        """Return what the listener knows a command as."""
        return self._commands[name].label

    def change(self, name: str, keys: str) -> None:
        """Give a command other keys, or none; who had them before has none then."""
        loser = self.command_of(QKeySequence(keys))
        if loser is not None and loser != name:
            self._set(loser, "")
        self._set(name, _normal(keys))
        self.changed.emit()

    def reset(self) -> None:
        """Give every command its usual keys."""
        for name, command in self._commands.items():
            self._set(name, command.usual)
        self.changed.emit()

    def _set(self, name: str, keys: str) -> None:
        if keys == _normal(self._commands[name].usual):
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = keys
        if name in self._actions:
            self._actions[name].setShortcut(QKeySequence(keys))


def _normal(keys: str) -> str:
    return QKeySequence(keys).toString(_PORTABLE)
