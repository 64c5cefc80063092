"""The card of the song that the mouse or the keyboard is on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from deej_desktop.domain.track import Track
from deej_desktop.ui.colors import faded
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.theme import RADIUS_M, RADIUS_S, SPACE_M, SPACE_S, Theme, TypeSize
from deej_desktop.ui.widgets.cover import paint_cover
from deej_desktop.ui.widgets.text_line import paint_line

_WIDTH, _COVER = 250.0, 48.0
_AWAY, _MARGIN = 16.0, 8.0


def paint_song_card(
    painter: QPainter, room: QSize, at: QPointF, track: Track, art: CoverArt | None, theme: Theme
) -> None:
    """Paint cover, title and artist beside a point, where there is `room` for them."""
    strong = theme.font(TypeSize.BODY, QFont.Weight.DemiBold)
    small = theme.font(TypeSize.CAPTION)
    card = QRectF(0, 0, min(_WIDTH, room.width() - 2 * _MARGIN), _COVER + 2 * SPACE_S)
    card.moveTo(at + QPointF(_AWAY, _AWAY))
    if card.right() > room.width() - _MARGIN:
        card.moveRight(at.x() - _AWAY)
    card.moveLeft(max(_MARGIN, card.left()))
    if card.bottom() > room.height() - _MARGIN:
        card.moveBottom(at.y() - _AWAY)
    painter.setPen(QPen(theme.color("line"), 1.0))
    painter.setBrush(faded(theme.color("raised"), 0.96))
    painter.drawRoundedRect(card, RADIUS_M, RADIUS_M)
    cover = QRectF(card.left() + SPACE_S, card.top() + SPACE_S, _COVER, _COVER)
    name = track.tags.album or track.title
    paint_cover(painter, cover, RADIUS_S, art.image if art is not None else None, name, theme)
    height = QFontMetricsF(strong).lineSpacing() + QFontMetricsF(small).lineSpacing()
    text = QRectF(cover.right() + SPACE_M, card.center().y() - height / 2, 0, height)
    text.setRight(card.right() - SPACE_S)
    used = paint_line(painter, text, track.title, strong, theme.color("text"))
    below = text.adjusted(0, used, 0, 0)
    paint_line(painter, below, track.artist, small, theme.color("muted"))
