"""The field and the facets above the library's lists."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from deej_desktop.ui.format import one_line
from deej_desktop.ui.icons import icon
from deej_desktop.ui.library.facet_bar import FacetBar
from deej_desktop.ui.theme import SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel

_PAUSE_MS = 40
"""How long typing rests before a search begins."""

_TO_THE_LIST = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SearchBar(QWidget):
    """Says what is wanted: words, and values of facets."""

    changed = Signal()
    left = Signal()
    """The keyboard is wanted in the list."""
    entered = Signal(bool)
    """The first of what was found is wanted; with Shift, to be played next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search your music"))
        self.field.setAccessibleName(self.tr("Search by title, artist, album or genre"))
        self.field.setProperty("role", "find")
        self.field.installEventFilter(self)
        self._lens = QAction(self)
        self.field.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._wipe = QAction(self.tr("Clear the search"), self)
        self._wipe.triggered.connect(self.field.clear)
        self._wipe.setVisible(False)
        self.field.addAction(self._wipe, QLineEdit.ActionPosition.TrailingPosition)
        self.field.textChanged.connect(lambda text: self._wipe.setVisible(bool(text)))
        self.facets = FacetBar(theme)
        self.facets.changed.connect(self.changed)
        self._count = ElidedLabel(muted=True)
        self._count.set_alignment(Qt.AlignmentFlag.AlignRight)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.changed)
        self.field.textChanged.connect(lambda _: self._timer.start())
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_M)
        line.addWidget(self.facets)
        line.addWidget(self._count, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self._line)
        set_type(self._count, "caption")
        theme.changed.connect(self._set_looks)
        self._set_looks()

    @property
    def words(self) -> str:
        """What is typed."""
        return one_line(self.field.text())

    def show_count(self, text: str) -> None:
        """Say how much was found."""
        self._count.setText(text)

    def show_facets(self, *, are_shown: bool) -> None:
        """Leave out all but the field where there is no room."""
        self._line.setVisible(are_shown)

    def clear(self) -> None:
        """Want everything again."""
        self.field.clear()
        self.facets.clear()

    def begin(self, text: str) -> None:
        """Take the keyboard, with `text` typed; else what was typed before is selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.field.setText(text)
        else:
            self.field.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the field to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _TO_THE_LIST:
                self.left.emit()
                return True
            if event.key() in _ENTER:
                self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.field.text():
                    self.field.clear()
                else:
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _set_looks(self) -> None:
        self._lens.setIcon(icon("search", self._theme.color("muted")))
        self._wipe.setIcon(icon("close", self._theme.color("muted")))
