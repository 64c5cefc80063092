"""Paints one row of the path: the line, and the song beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import SteeredBy, SteerKind
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.format import joined
from deej_desktop.ui.models.index import Index
from deej_desktop.ui.models.path_model import Part, PathRow, row_of
from deej_desktop.ui.theme import SPACE_S, Theme
from deej_desktop.ui.widgets.path_line import GUTTER, paint_path
from deej_desktop.ui.widgets.row_actions import Lit, RowAction
from deej_desktop.ui.widgets.song_delegate import SongDelegate, SongLook, is_rtl


class PathDelegate(SongDelegate):
    """Draws rows of a `PathModel`."""

    def __init__(self, theme: Theme, cover_of: Callable[[Track], CoverArt | None]) -> None:
        super().__init__(theme, cover_of)
        self.drunk = 0.0
        self.freshness: Callable[[PathRow], float] = lambda _: 1.0

    @override
    def body_of(self, option: QStyleOptionViewItem) -> QRectF:
        rect = QRectF(option.rect)
        if is_rtl(option):
            return rect.adjusted(SPACE_S, 2, -GUTTER, -2)
        return rect.adjusted(GUTTER, 2, -SPACE_S, -2)

    @override
    def look_of(self, index: Index, *, is_attended: bool) -> SongLook:
        row = row_of(index)
        track = row.track
        return SongLook(
            track,
            row.why if is_attended and row.why else joined(track.artist, track.tags.album),
            actions_of(row),
            lit_of(row),
            is_now=row.part is Part.NOW,
            is_past=row.part is Part.PAST,
            opacity=self.freshness(row),
        )

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)
        gutter = QRectF(rect.left(), rect.top(), GUTTER, rect.height())
        if is_rtl(option):
            gutter.moveRight(rect.right())
        painter.save()
        paint_path(
            painter,
            gutter,
            row_of(index),
            self.drunk,
            self.theme,
            is_first=index.row() == 0,
            is_last=index.row() == index.model().rowCount() - 1,
        )
        painter.restore()


def actions_of(row: PathRow) -> tuple[RowAction, ...]:
    """Return what the buttons of `row` do."""
    steer = (RowAction.MORE, RowAction.LESS)
    if row.key is None:
        return steer
    return (RowAction.KEEP, *steer, RowAction.REMOVE)


def lit_of(row: PathRow) -> Lit:
    """Return the actions of `row` that are in force."""
    kept = {RowAction.KEEP} if row.asked_for else set()
    return lit_by(row.steer) | kept


def lit_by(steer: SteeredBy | None) -> Lit:
    """Return the action that `steer` stands for."""
    lights = {SteerKind.MORE: RowAction.MORE, SteerKind.LESS: RowAction.LESS}
    return frozenset({lights[steer.kind]} if steer is not None and steer.kind in lights else ())
