"""The map itself: points to fly over, to play, to circle and to draw a way through."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.track import Track
from deej_desktop.ui.covers import CoverArt
from deej_desktop.ui.map.path_layer import (
    PathOnMap,
    paint_journey,
    paint_path,
    paint_stroke,
)
from deej_desktop.ui.map.points_image import dot_radius
from deej_desktop.ui.map.points_layer import PointsLayer
from deej_desktop.ui.map.rows import nearest_to, next_towards
from deej_desktop.ui.map.song_card import paint_song_card
from deej_desktop.ui.map.strokes import along, inside, thinned
from deej_desktop.ui.map.viewport import Viewport
from deej_desktop.ui.theme import Theme

_REACH = 16.0
"""So near to a point the mouse is on it, in pixels."""

_CLICK = 4.0
_STEP_ZOOM = 1.25
_PULSE_MS = 2400

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class Tool(Enum):
    """What dragging the mouse does."""

    FLY = "fly"
    LASSO = "lasso"
    LINE = "line"


class MapCanvas(QWidget):
    """Draws the map; a click plays, the wheel zooms, arrow keys go from song to song."""

    play_wanted = Signal(int)
    next_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    lassoed = Signal(object)
    """Rows of the map, (n,)."""
    line_drawn = Signal(object)
    """The rows that a line passes, in order."""

    def __init__(
        self,
        theme: Theme,
        song_at: Callable[[int], tuple[Track, CoverArt | None] | None],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty one; `song_at` gives what is known at once of the song in a row."""
        super().__init__(parent)
        self._theme = theme
        self._song_at = song_at
        self.points = PointsLayer()
        self._path = PathOnMap()
        self._view = Viewport(1.0, 1.0)
        self._tool = Tool.FLY
        self._hovered: int | None = None
        self._cursor: int | None = None
        self._pressed: QPointF | None = None
        self._stroke: list[tuple[float, float]] = []
        self._stroke_tool = Tool.FLY
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setEndValue(1.0)
        self._pulse.setLoopCount(-1)
        self._pulse.valueChanged.connect(self._show_pulse)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map of your music"))
        theme.changed.connect(self._redraw)

    # What it shows.

    def show_places(self, places: FloatArray) -> None:
        """Show points at these places of the map, (n, 2)."""
        if self.points.place(places):
            self._hovered = self._cursor = None
        self.update()

    def show_colors(self, codes: IntArray) -> None:
        """Give each point one of the palette's colours, (n,); `MOST` and more are grey."""
        self.points.color(codes)
        self.update()

    def light_up(self, code: int | None) -> None:
        """Let only the points of one colour stand out, or all of them."""
        self.points.light_up(code)
        self.update()

    def show_chosen(self, rows: IntArray) -> None:
        """Let only these points stand out; none: all of them."""
        self.points.choose(rows)
        self.update()

    def show_path(self, path: PathOnMap) -> None:
        """Show the path of the session."""
        self._path = path
        self._run_pulse()
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Choose what dragging does."""
        self._tool = tool
        shape = Qt.CursorShape
        self.setCursor(shape.ArrowCursor if tool is Tool.FLY else shape.CrossCursor)

    def show_whole(self) -> None:
        """Show all of the map."""
        self._look(self._view.whole())

    def zoom(self, factor: float) -> None:
        """Look closer, or from further away."""
        self._look(self._view.zoomed(factor, QPointF(self.width() / 2, self.height() / 2)))

    def go_on_from(self, other: MapCanvas) -> None:
        """Show the part of the map that `other` shows, as closely."""
        self._look(other._view.resized(self.width(), self.height()))

    def show_row(self, row: int) -> None:
        """Bring one point into sight."""
        self._look(self._view.showing(self.points.places[row]))

    def point_of(self, row: int) -> QPointF:
        """Where the point in `row` is seen."""
        return self._view.point(self.points.places[row])

    @property
    def cursor_row(self) -> int | None:
        """The row that has the keyboard."""
        return self._cursor

    # Painting.

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view = self._view.resized(self.width(), self.height())
        self._redraw()

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = self.devicePixelRatioF()
        image = self.points.image(self._view, self.size(), ratio, self._theme)
        painter.drawImage(0, 0, image)
        past = [self.point_of(row) for row in self._path.shown_past]
        now = self.point_of(self._path.now) if self._path.now is not None else None
        ahead = [self.point_of(row) for row in self._path.shown_ahead]
        paint_path(painter, past, now, ahead, self._theme, self._pulse_share())
        journey = [(self.point_of(row), is_waypoint) for row, is_waypoint in self._path.journey]
        paint_journey(painter, journey, self._theme)
        if self._stroke:
            points = [QPointF(x, y) for x, y in self._stroke]
            is_lasso = self._stroke_tool is Tool.LASSO
            color = self._theme.color("focus" if is_lasso else "drunk")
            paint_stroke(painter, points, color, closed=is_lasso)
        cursor = self._cursor if self.hasFocus() else None
        attended = self._hovered if self._hovered is not None else cursor
        if attended is not None and not self._stroke:
            self._paint_attended(painter, attended)

    def _paint_attended(self, painter: QPainter, row: int) -> None:
        at = self.point_of(row)
        has_focus = row == self._cursor and self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("focus" if has_focus else "text"), 2.0))
        radius = dot_radius(len(self.points.places), self.width(), self.height()) + 4
        painter.drawEllipse(at, radius, radius)
        song = self._song_at(row)
        if song is not None:
            paint_song_card(painter, self.size(), at, song[0], song[1], self._theme)

    def _redraw(self) -> None:
        self.points.outdate()
        self.update()

    def _look(self, view: Viewport) -> None:
        if view != self._view:
            self._view = view
            self._redraw()

    # The pulse of what plays.

    @override
    def showEvent(self, event: QEvent) -> None:
        self._run_pulse()

    @override
    def hideEvent(self, event: QEvent) -> None:
        self._pulse.stop()

    def _run_pulse(self) -> None:
        is_moving = self._theme.motion_ms(self) > 0
        if self._path.now is not None and self.isVisible() and is_moving:
            if self._pulse.state() != QVariantAnimation.State.Running:
                self._pulse.setDuration(_PULSE_MS)
                self._pulse.start()
        else:
            self._pulse.stop()

    def _pulse_share(self) -> float:
        is_running = self._pulse.state() == QVariantAnimation.State.Running
        return float(self._pulse.currentValue()) if is_running else 0.3

    def _show_pulse(self) -> None:
        if self._path.now is not None:
            at = self.point_of(self._path.now).toPoint()
            # Only around it: the rest of the map stays as it is.
            self.update(at.x() - 30, at.y() - 30, 60, 60)

    # The mouse.

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed = event.position()
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._stroke_tool = Tool.LASSO if is_shifted else self._tool
        if self._stroke_tool is not Tool.FLY:
            self._stroke = [(event.position().x(), event.position().y())]

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._stroke:
            self._stroke.append((at.x(), at.y()))
            self.update()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            by = at - self._pressed
            if by.manhattanLength() > _CLICK or self._hovered is None:
                self._hovered = None
                self._pressed = at
                self._look(self._view.moved(by))
        else:
            self._hover(self.row_at(at))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        stroke, self._stroke = thinned(self._stroke), []
        pressed, self._pressed = self._pressed, None
        if len(stroke) > 2:
            self._finish(stroke)
        elif pressed is not None and (event.position() - pressed).manhattanLength() <= _CLICK:
            row = self.row_at(event.position())
            if row is not None:
                self._cursor = row
                self.play_wanted.emit(row)
            elif len(self.points.chosen):
                self.lassoed.emit(np.zeros(0, np.int64))
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        self._look(self._view.zoomed(_STEP_ZOOM**steps, event.position()))
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._look(self._view.zoomed(1 + event.value(), event.position()))
            return True
        return super().event(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self._cursor if by_key else self.row_at(QPointF(event.pos()))
        if row is not None:
            at = self.mapToGlobal(self.point_of(row).toPoint())
            self.menu_wanted.emit(row, at if by_key else event.globalPos())

    def row_at(self, at: QPointF) -> int | None:
        """Return the row of the point nearest to `at`, if it is near enough."""
        return nearest_to(self.points.seen, (at.x(), at.y()), within=_REACH)

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            self._hovered = row
            self.update()

    def _finish(self, stroke: FloatArray) -> None:
        if self._stroke_tool is Tool.LASSO:
            self.lassoed.emit(np.flatnonzero(inside(self.points.seen, stroke)))
        else:
            self.line_drawn.emit(along(stroke, self.points.seen))

    # The keyboard.

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if key in _DIRECTIONS and is_plain:
            self._step(_DIRECTIONS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self.next_wanted if is_shifted else self.play_wanted).emit(self._cursor)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal) and is_plain:
            self.zoom(_STEP_ZOOM)
        elif key == Qt.Key.Key_Minus and is_plain:
            self.zoom(1 / _STEP_ZOOM)
        elif key == Qt.Key.Key_Home:
            self.show_whole()
        elif key == Qt.Key.Key_Escape and len(self.points.chosen):
            self.lassoed.emit(np.zeros(0, np.int64))
        else:
            super().keyPressEvent(event)

    def _step(self, direction: tuple[float, float]) -> None:
        """Go to the nearest song in a direction, first to the one that plays or in the middle."""
        if self._cursor is None and self._path.now is not None:
            self._cursor = self._path.now
        if self._cursor is None:
            row = nearest_to(self.points.seen, (self.width() / 2, self.height() / 2))
        else:
            row = next_towards(self.points.seen, self._cursor, direction)
        if row is not None:
            self.go_to(row)

    def go_to(self, row: int) -> None:
        """Put the keyboard on the song in `row`."""
        self._cursor = row
        self._hovered = None
        self.show_row(row)
        song = self._song_at(row)
        if song is not None:
            self.setAccessibleDescription(f"{song[0].title}, {song[0].artist}")
        self.update()
