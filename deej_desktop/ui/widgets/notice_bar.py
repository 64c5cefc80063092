"""One sentence to the listener that comes, waits a while and goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from deej_desktop.domain.signal import Signal
from deej_desktop.ui.colors import mixed
from deej_desktop.ui.icons import paint_icon
from deej_desktop.ui.theme import RADIUS_M, SPACE_M, SPACE_S, Theme
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.icon_button import IconButton

Severity = Literal["info", "warning", "error"]

_SHOWN_MS = {"info": 6_000, "warning": 12_000, "error": 20_000}
_LONGEST_QUEUE = 5
_ICON_ROOM = 44


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and what a button beside it does."""

    text: str
    severity: Severity = "info"
    action_name: str = ""
    action: Callable[[], None] | None = None
    outdated: Signal[None] | None = None
    """Emitted in the GUI thread when the message, and what its button does, holds no longer."""


class NoticeBar(QWidget):
    """Shows messages one after the other; the newest wait until the ones before are read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._waiting: deque[Message] = deque(maxlen=_LONGEST_QUEUE)
        self._message: Message | None = None
        self._label = ElidedLabel(lines=3)
        self._action = QPushButton()
        self._action.setProperty("tone", "quiet")
        self._action.clicked.connect(self._act)
        self._close = IconButton(theme, "close", self.tr("Dismiss"), 30)
        self._close.clicked.connect(self._show_next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_ICON_ROOM, SPACE_S, SPACE_S, SPACE_S)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_next)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or an empty string."""
        return self._message.text if self._message is not None else ""

    def tell(self, message: Message) -> None:
        """Show `message`, after those that still wait; one already shown or waiting is dropped."""
        if message.text == self.text or any(m.text == message.text for m in self._waiting):
            return
        self._waiting.append(message)
        if message.outdated is not None:
            message.outdated.connect(lambda _: self._withdraw(message))
        if self._message is None:
            self._show_next()
        elif self._timer.remainingTime() > _SHOWN_MS["info"] // 2:
            # Somebody waits: do not keep them for the whole time.
            self._timer.start(_SHOWN_MS["info"] // 2)

    @override
    def paintEvent(self, _: QPaintEvent) -> None:
        if self._message is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self._theme.color(
            {"info": "drunk", "warning": "keep_on", "error": "danger"}[self._message.severity]
        )
        raised = self._theme.color("raised")
        painter.setPen(QPen(mixed(raised, accent, 0.5), 1.0))
        painter.setBrush(mixed(raised, accent, 0.06))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_M, RADIUS_M
        )
        name = "info" if self._message.severity == "info" else "warning"
        left = self.width() - 32 if self.isRightToLeft() else 12
        paint_icon(painter, name, QRectF(left, (self.height() - 20) / 2, 20, 20), accent)

    def _show_next(self) -> None:
        self._timer.stop()
        self._message = self._waiting.popleft() if self._waiting else None
        if self._message is None:
            self.hide()
            return
        self._label.setText(self._message.text)
        self._action.setText(self._message.action_name)
        self._action.setVisible(bool(self._message.action_name))
        self._timer.start(_SHOWN_MS[self._message.severity])
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._message.text))

    def _withdraw(self, message: Message) -> None:
        if message is self._message:
            self._show_next()
        elif message in self._waiting:
            self._waiting.remove(message)

    def _act(self) -> None:
        action = self._message.action if self._message is not None else None
        self._show_next()
        if action is not None:
            action()
