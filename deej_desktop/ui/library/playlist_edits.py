"""Changing what is in a playlist, and taking changes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from deej_desktop.domain.signal import Signal as DomainSignal
from deej_desktop.services.playlists.api import PlaylistApi, PlaylistInfo, PlaylistItem
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.widgets.notice_bar import Message

_MOST_STEPS = 50

Items = Sequence[PlaylistItem]


@dataclass(frozen=True, slots=True)
class Version:
    """What a playlist holds, or held."""

    info: PlaylistInfo
    items: Items


class PlaylistEdits(QObject):
    """Saves one version after the other in the background; each change can be taken back."""

    saved = Signal()
    """All that was changed is kept."""
    taken_back = Signal(object)
    """The `Version` that is in force again."""
    said = Signal(object)
    """A `Message` on what was done, with the way back."""

    def __init__(self, playlists: PlaylistApi, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playlists = playlists
        self._tasks = tasks
        self._waiting: dict[int, Version] = {}
        self._is_saving = False
        self._before: list[Version] = []
        self._outdated: DomainSignal[None] = DomainSignal()

    @property
    def is_saving(self) -> bool:
        """Whether what is kept is older than what was changed last."""
        return self._is_saving or bool(self._waiting)

    def change(self, before: Version, items: Items, told: str) -> None:
        """Let a playlist hold other `items` from now on, and say so."""
        self._remember(before)
        self._keep(Version(before.info, items))
        self._tell(told)

    def rewrite(self, info: PlaylistInfo, change: Callable[[Items], Items], told: str) -> None:
        """Let `change`, which may wait for disk or engines, say what a playlist holds."""

        def work() -> Items:
            before = self._playlists.items(info.key)
            self._save(Version(info, change(before)))
            return before

        def done(before: Items) -> None:
            self._remember(Version(info, before))
            self.saved.emit()
            self._tell(told)

        self._tasks.run(work, done)

    def undo(self) -> None:
        """Take the last change back, if there is one left."""
        if self._before:
            self._outdated.emit(None)
            version = self._before.pop()
            self.taken_back.emit(version)
            self._keep(version)

    def _remember(self, version: Version) -> None:
        self._before.append(version)
        del self._before[:-_MOST_STEPS]

    def _tell(self, text: str) -> None:
        # The way back leads to before the latest change; no older message may offer it.
        self._outdated.emit(None)
        self._outdated = DomainSignal()
        undo = self.tr("Undo")
        self.said.emit(Message(text, action_name=undo, action=self.undo, outdated=self._outdated))

    def _keep(self, version: Version) -> None:
        # Of what is changed faster than it is saved, the latest is enough.
        self._waiting[version.info.key] = version
        self._go_on()

    def _go_on(self) -> None:
        if self._is_saving:
            return
        if not self._waiting:
            self.saved.emit()
            return
        version = self._waiting.pop(next(iter(self._waiting)))
        self._is_saving = True
        self._tasks.run(lambda: self._save(version), lambda _: self._came(), self._failed)

    def _save(self, version: Version) -> None:
        info = version.info
        self._playlists.save(info.name, version.items, info.kind, replacing=info.key)

    def _came(self) -> None:
        self._is_saving = False
        self._go_on()

    def _failed(self, trouble: str) -> None:
        self._tasks.failed.emit(trouble)
        self._came()
