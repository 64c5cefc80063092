"""What can be done with a song in a list: small buttons on its row, and the same in a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from deej_desktop.ui.colors import faded
from deej_desktop.ui.icons import icon, paint_icon
from deej_desktop.ui.theme import RADIUS_S, SPACE_XS, Theme

_SIDE, _STEP = 18, 32
"""The side of a button's icon, and how far apart the buttons are; more with larger text."""

_ROOM_FOR_TEXT = 230
"""So much of a row stays free of buttons."""


class RowAction(Enum):
    """One thing to do with a song."""

    PLAY = "play"
    NEXT = "next"
    MORE = "more"
    LESS = "less"
    KEEP = "keep"
    REMOVE = "remove"
    WAYPOINT = "waypoint"


Lit: TypeAlias = frozenset[RowAction]
"""The actions of a row that are in force; they undo themselves."""

translate = QCoreApplication.translate

_ICONS = {
    RowAction.PLAY: "play",
    RowAction.NEXT: "play-next",
    RowAction.MORE: "more",
    RowAction.LESS: "less",
    RowAction.KEEP: "keep",
    RowAction.REMOVE: "close",
    RowAction.WAYPOINT: "journey",
}


def name_of(action: RowAction, *, is_lit: bool = False) -> str:
    """Return what `action` does, in words; one that is lit is in force, and would be undone."""
    undo = {
        RowAction.MORE: translate("RowAction", "Take back: more like this"),
        RowAction.LESS: translate("RowAction", "Take back: less of this"),
        RowAction.KEEP: translate("RowAction", "Leave it to the knobs again"),
    }
    if is_lit and action in undo:
        return undo[action]
    return {
        RowAction.PLAY: translate("RowAction", "Play now"),
        RowAction.NEXT: translate("RowAction", "Play next"),
        RowAction.MORE: translate("RowAction", "More like this"),
        RowAction.LESS: translate("RowAction", "Less of this"),
        RowAction.KEEP: translate("RowAction", "Keep, whatever the knobs do"),
        RowAction.REMOVE: translate("RowAction", "Take out"),
        RowAction.WAYPOINT: translate("RowAction", "Make it a waypoint"),
    }[action]


def fitting(actions: Sequence[RowAction], width: float, growth: float) -> tuple[RowAction, ...]:
    """Return those of `actions` for which a row of `width` has room, the last first of all."""
    count = max(0, int((width - _ROOM_FOR_TEXT) // (_STEP * growth)))
    return tuple(actions[max(0, len(actions) - count) :])


def button_rects(body: QRectF, count: int, growth: float, *, is_rtl: bool) -> list[QRectF]:
    """Return where the buttons of a row stand: at its end, as high as the row."""
    step = _STEP * growth
    start = body.left() + SPACE_XS if is_rtl else body.right() - SPACE_XS - count * step
    rects = [
        QRectF(start + number * step, body.top(), step, body.height()) for number in range(count)
    ]
    return rects[::-1] if is_rtl else rects


def paint_buttons(
    painter: QPainter,
    body: QRectF,
    actions: Sequence[RowAction],
    lit: Lit,
    mouse: QPointF | None,
    theme: Theme,
) -> float:
    """Paint the buttons for `actions` at the end of the row `body`; return the width taken."""
    is_rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side, step = _SIDE * theme.growth, _STEP * theme.growth
    rects = button_rects(body, len(actions), theme.growth, is_rtl=is_rtl)
    for action, rect in zip(actions, rects, strict=True):
        is_hot = mouse is not None and rect.contains(mouse)
        ink = theme.color("drunk" if action in lit else "text" if is_hot else "muted")
        middle = rect.center()
        if is_hot:
            ground = QRectF(0, 0, step - 2, step - 2)
            ground.moveCenter(middle)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(theme.color("text"), 0.10))
            painter.drawRoundedRect(ground, RADIUS_S, RADIUS_S)
        glyph = QRectF(0, 0, side, side)
        glyph.moveCenter(middle)
        paint_icon(painter, _ICONS[action], glyph, ink)
    return len(actions) * step + SPACE_XS


def row_menu(
    parent: QWidget,
    theme: Theme,
    actions: Sequence[tuple[RowAction, str]],
    lit: Lit,
    chosen: Callable[[RowAction], None],
) -> QMenu:
    """Return a menu of actions, each with the keys that do the same; closed, it deletes itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for action, keys in actions:
        is_lit = action in lit
        ink = theme.color("drunk" if is_lit else "text")
        # A tab sets the keys apart; as real shortcuts they would clash with the list's own.
        text = f"{name_of(action, is_lit=is_lit)}\t{keys}"
        entry = QAction(icon(_ICONS[action], ink), text, menu)
        entry.triggered.connect(lambda _=False, wanted=action: chosen(wanted))
        menu.addAction(entry)
    return menu
