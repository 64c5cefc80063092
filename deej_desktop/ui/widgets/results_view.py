"""The list of what a search found."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMimeData, QModelIndex
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.drops import carrying
from deej_desktop.ui.format import joined
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.results_model import ResultsModel, Role
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.row_actions import Lit, RowAction, row_menu
from deej_desktop.ui.widgets.song_delegate import SongDelegate, SongLook
from deej_desktop.ui.widgets.song_view import SongView

_BUTTONS = (RowAction.NEXT, RowAction.MORE, RowAction.LESS)


class ResultsDelegate(SongDelegate):
    """Draws rows of a `ResultsModel`."""

    def __init__(
        self,
        theme: Theme,
        cover_of: Callable[[Track], CoverArt | None],
        lit_of: Callable[[Track], Lit],
    ) -> None:
        super().__init__(theme, cover_of)
        self.lit_of = lit_of

    @override
    def look_of(self, index: Index, *, is_attended: bool) -> SongLook:
        track = found_at(index)
        second = joined(track.artist, track.tags.album)
        return SongLook(track, second, _BUTTONS, self.lit_of(track))


class ResultsView(SongView):
    """Shows a `ResultsModel`."""

    def __init__(
        self,
        theme: Theme,
        model: ResultsModel,
        delegate: ResultsDelegate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, delegate, parent)
        self._lit_of = delegate.lit_of
        self.setModel(model)
        self.setAccessibleName(self.tr("Songs that were found"))

    @override
    def dragged(self, index: QModelIndex) -> QMimeData | None:
        return carrying(found_at(index)) if index.isValid() else None

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_for(index).popup(middle if by_key else event.globalPos())

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Return the menu of a row; it deletes itself when closed."""
        keys = {
            RowAction.PLAY: self.tr("Enter"),
            RowAction.NEXT: self.tr("Shift+Enter"),
            RowAction.MORE: "",
            RowAction.LESS: "",
        }
        return row_menu(
            self,
            self.theme,
            list(keys.items()),
            self._lit_of(found_at(index)),
            lambda action: self.act_wanted.emit(action, index),
        )


def found_at(index: Index) -> Track:
    """Return the track behind a valid index of a `ResultsModel`."""
    return cast("Track", index.data(Role.TRACK))
