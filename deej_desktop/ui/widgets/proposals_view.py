"""The list of what goes with the music in the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.room.api import Proposal
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.drops import carrying
from deej_desktop.ui.format import joined
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.proposals_model import ProposalsModel, proposal_at
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_M, Theme
from deej_desktop.ui.widgets.row_actions import RowAction, row_menu
from deej_desktop.ui.widgets.song_delegate import SongDelegate, SongLook
from deej_desktop.ui.widgets.song_view import SongView

_BAR_WIDTH, _BAR_HEIGHT = 56.0, 5.0


class ProposalsDelegate(SongDelegate):
    """Draws rows of a `ProposalsModel`, each with a line as long as it is close."""

    @override
    def look_of(self, index: Index, *, is_attended: bool) -> SongLook:
        proposal = proposal_at(index)
        track = proposal.track
        second = said(proposal.why) if is_attended else joined(track.artist, track.tags.album)
        return SongLook(track, second, (RowAction.PLAY,), closeness=proposal.closeness)

    @override
    def paint_end(self, painter: QPainter, body: QRectF, look: SongLook) -> float:
        left = body.right() - SPACE_M - _BAR_WIDTH
        is_mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if is_mirrored:
            left = body.left() + SPACE_M
        top = body.center().y() - _BAR_HEIGHT / 2
        line = QRectF(left, top, _BAR_WIDTH, _BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.colors.line))
        painter.drawRoundedRect(line, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        length = max(_BAR_HEIGHT, _BAR_WIDTH * min(1.0, max(0.0, look.closeness or 0.0)))
        if is_mirrored:
            line.setLeft(line.right() - length)
        else:
            line.setRight(line.left() + length)
        painter.setBrush(QColor(self.theme.colors.drunk))
        painter.drawRoundedRect(line, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        return _BAR_WIDTH + SPACE_M


class ProposalsView(SongView):
    """Shows proposals as they change; while the pointer is on them they keep their places."""

    def __init__(
        self,
        theme: Theme,
        cover_of: Callable[[Track], CoverArt | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, ProposalsDelegate(theme, cover_of), parent)
        self._proposals = ProposalsModel(self)
        self._waiting: Sequence[Proposal] | None = None
        self.setModel(self._proposals)
        self.setAccessibleName(self.tr("Songs that go with the music in the room"))

    def show_proposals(self, proposals: Sequence[Proposal], *, at_once: bool = False) -> None:
        """Show `proposals`; or, so that none moves as it is clicked, when the pointer has left.

        Those that were asked for just now are shown at once, wherever the pointer is.
        """
        self._waiting = proposals
        if at_once or not self.viewport().underMouse() or not self._proposals.rowCount():
            self._catch_up()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._catch_up()

    @override
    def dragged(self, index: QModelIndex) -> QMimeData | None:
        return carrying(proposal_at(index).track) if index.isValid() else None

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            middle = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_for(index).popup(middle if by_key else event.globalPos())

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Return the menu of a row; it deletes itself when closed."""
        # The row may hold another song by the time something is chosen.
        track = proposal_at(index).track
        return row_menu(
            self,
            self.theme,
            [(RowAction.PLAY, self.tr("Enter"))],
            frozenset(),
            lambda action: self._act_on(track, action),
        )

    def _act_on(self, track: Track, action: RowAction) -> None:
        index = self._row_of(track.path)
        if index.isValid():
            self.act_wanted.emit(action, index)

    def _catch_up(self) -> None:
        proposals, self._waiting = self._waiting, None
        if proposals is None:
            return
        current = self.currentIndex()
        path = proposal_at(current).track.path if current.isValid() else None
        self._proposals.hold(proposals)
        if path is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(self._row_of(path))

    def _row_of(self, path: Path) -> QModelIndex:
        for row in range(self._proposals.rowCount()):
            index = self._proposals.index(row)
            if proposal_at(index).track.path == path:
                return index
        return QModelIndex()
