"""The songs of one playlist, in the order that the listener gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import Services
from deej_desktop.services.playlists.api import PlaylistInfo, PlaylistItem
from deej_desktop.ui.covers import Covers
from deej_desktop.ui.format import one_line
from deej_desktop.ui.library.groups_model import songs_in_words
from deej_desktop.ui.library.playlist_edits import Items, PlaylistEdits, Version
from deej_desktop.ui.library.song_actions import SongActions
from deej_desktop.ui.library.songs_pane import SongsPane
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme


class PlaylistSongs(SongsPane):
    """Songs are moved, dropped between others and taken out at once, and kept soon after."""

    came = Signal(object)
    """What the playlist holds is known: its `PlaylistItem`s."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        actions: SongActions,
        covers: Covers,
        tasks: Tasks,
        playlists: Callable[[], Sequence[PlaylistInfo]],
        edits: PlaylistEdits,
        parent: QWidget | None = None,
    ) -> None:
        """Show none; the arguments are those of a `SongsPane`, and `edits` keeps what changes."""
        super().__init__(
            theme, services.browse, actions, covers, tasks, playlists, parent, is_ordered=True
        )
        self.keep_columns(services.settings, "playlist")
        self._services = services
        self._tasks = tasks
        self._edits = edits
        self._info: PlaylistInfo | None = None
        self._items: Items = ()
        edits.taken_back.connect(self._show_again)
        self.remove_wanted.connect(self._take_out)
        self.move_wanted.connect(self._move)
        self.songs_dropped.connect(self._drop_between)
        self.undo_wanted.connect(edits.undo)

    def open(self, info: PlaylistInfo | None) -> None:
        """Show a playlist, or what has become of it; or none."""
        is_same = self._info is not None and info is not None and self._info.key == info.key
        self._info = info
        if not is_same:
            self._hold(())
        if info is not None:
            self._tasks.run(
                partial(self._services.playlists.items, info.key),
                lambda items: self._show_items(info, items),
            )

    def _show_items(self, info: PlaylistInfo, items: Items) -> None:
        if self._info is info and not self._edits.is_saving:
            if items != self._items:
                self._hold(items)
            self.came.emit(items)

    def _hold(self, items: Items) -> None:
        self._items = items
        missing = [row for row, item in enumerate(items) if item.missing]
        self.model.show_tracks([item.track for item in items], missing)

    def _take_out(self, rows: Sequence[int]) -> None:
        if self._info is not None:
            kept = [item for row, item in enumerate(self._items) if row not in set(rows)]
            told = self.tr("{songs} taken out of {name}").format(
                songs=songs_in_words(len(rows)), name=one_line(self._info.name)
            )
            self._change(self._info, kept, told, rows[:1])

    def _move(self, rows: Sequence[int], gap: int) -> None:
        if self._info is not None:
            rest = [row for row in range(len(self._items)) if row not in set(rows)]
            before = [row for row in rest if row < gap]
            order = [*before, *rows, *rest[len(before) :]]
            moved = range(len(before), len(before) + len(rows))
            told = reordered_in_words(self._info)
            self._change(self._info, [self._items[row] for row in order], told, moved)

    def _drop_between(self, paths: Sequence[Path], gap: int) -> None:
        info, journeys = self._info, self._services.journeys
        if info is not None:
            self._tasks.run(
                lambda: [PlaylistItem(journeys.track_at(path)) for path in paths],
                lambda new: self._let_in(info, new, gap),
            )

    def _let_in(self, info: PlaylistInfo, new: Items, gap: int) -> None:
        if self._info is None or self._info.key != info.key:
            self._actions.add_to(info, lambda: [item.track for item in new])
            return
        told = self.tr("{songs} added to {name}").format(
            songs=songs_in_words(len(new)), name=one_line(info.name)
        )
        items = [*self._items[:gap], *new, *self._items[gap:]]
        self._change(self._info, items, told, range(gap, gap + len(new)))

    def _change(self, info: PlaylistInfo, items: Items, told: str, selected: Sequence[int]) -> None:
        """Hold `items`, of which some rows are selected then, and keep them."""
        items = tuple(items)
        if items != tuple(self._items):
            self._edits.change(Version(info, self._items), items, told)
            self._hold(items)
            self.view.select_rows([row for row in selected if row < len(items)])

    def _show_again(self, version: Version) -> None:
        if self._info is not None and self._info.key == version.info.key:
            self._hold(version.items)


def reordered_in_words(info: PlaylistInfo) -> str:
    """Return what is said where songs have changed their places."""
    translate = QCoreApplication.translate
    return translate("PlaylistSongs", "{name} has another order now").format(
        name=one_line(info.name)
    )
