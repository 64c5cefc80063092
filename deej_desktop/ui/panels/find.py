"""Finding a song while typing: a field, what it found, and Enter to play it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState, LibraryApi, SteerKind
from deej_desktop.ui.covers import SMALL, CoverArt, Covers
from deej_desktop.ui.format import joined, one_line
from deej_desktop.ui.icons import icon
from deej_desktop.ui.models.results_model import ResultsModel
from deej_desktop.ui.panels.steering import steer, steer_of
from deej_desktop.ui.tasks import LatestQuestion, Tasks
from deej_desktop.ui.theme import SPACE_L, SPACE_M, SPACE_S, Theme, set_type
from deej_desktop.ui.widgets.elided_label import ElidedLabel
from deej_desktop.ui.widgets.empty_state import EmptyState
from deej_desktop.ui.widgets.icon_button import IconButton
from deej_desktop.ui.widgets.path_delegate import lit_by
from deej_desktop.ui.widgets.results_view import ResultsDelegate, ResultsView, found_at
from deej_desktop.ui.widgets.row_actions import Lit, RowAction

_PAUSE_MS = 60
"""How long typing rests before a search begins."""

_MOST = 100

_TO_THE_LIST = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Find(QFrame):
    """Searches the library as one types; at most one search runs, and the latest words win.

    Enter plays the song and lets the DJ go on from it, Shift+Enter plays it next, Esc closes. Who
    presses Enter before the search is done gets the best of what it will find.
    """

    closed = Signal()
    waypoint_wanted = Signal(object)
    """A track, while songs are sought for a journey."""

    def __init__(
        self,
        theme: Theme,
        jukebox: JukeboxApi,
        library: LibraryApi,
        covers: Covers,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._jukebox = jukebox
        self._covers = covers
        self._question: LatestQuestion[str, Sequence[Track]] = LatestQuestion(
            tasks,
            lambda words: library.search(words, _MOST),
            lambda _, tracks: self._found(tracks),
            lambda _, trouble: self._found((), trouble),
        )
        self._answered = ""
        self._is_for_journey = False
        self._eager: RowAction | None = None
        self._model = ResultsModel(self)
        self.view = ResultsView(
            theme, self._model, ResultsDelegate(theme, self._small_cover, self._lit_of)
        )
        self.view.act_wanted.connect(self._act)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a song"))
        self.field.setAccessibleName(self.tr("Find a song by title, artist or album"))
        self.field.setProperty("role", "find")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._typed)
        self._lens = QAction(self)
        self.field.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._note = EmptyState(theme)
        self._keys = ElidedLabel(muted=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._search)
        covers.loaded.connect(lambda _: self.view.viewport().update())
        theme.changed.connect(self._set_looks)
        self._build()
        self._set_looks()
        self._show(())
        self.hide()

    @property
    def note(self) -> str:
        """What it says in place of results, or an empty string."""
        return "" if self._note.isHidden() else self._note.text

    def open(self, text: str = "") -> None:
        """Show it, with the keyboard in its field and `text` typed; else what was typed before."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.field.setText(text)
        else:
            self.field.selectAll()

    def close_up(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def set_for_journey(self, *, is_for_journey: bool) -> None:
        """Seek waypoints rather than songs to play."""
        self._is_for_journey = is_for_journey
        self._explain_keys()

    def show_state(self, _: JukeboxState) -> None:
        """Show what steers by now."""
        self.view.viewport().update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the list be used from the field, too."""
        if watched is self.field and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() in _TO_THE_LIST:
                QApplication.sendEvent(self.view, event)
                return True
            if is_press and event.key() in _ENTER:
                is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._enter(RowAction.NEXT if is_shifted else RowAction.PLAY)
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        is_text = event.text().isprintable() and bool(event.text().strip())
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif self.view.hasFocus() and is_text and not event.modifiers() & control:
            # What is typed at the list goes on with the words.
            self.field.setFocus()
            self.field.end(False)
            QApplication.sendEvent(self.field, event)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        close = IconButton(self._theme, "close", self.tr("Close the search"), 34)
        close.clicked.connect(self.close_up)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_M, 0, SPACE_S, 0)
        head.setSpacing(SPACE_S)
        head.addWidget(self.field, 1)
        head.addWidget(close)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_S)
        foot.addWidget(self._keys, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, SPACE_M, 1, 1)
        layout.setSpacing(SPACE_S)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._note, 1)
        layout.addLayout(foot)
        set_type(self.field, "lead")
        set_type(self._keys, "caption")

    def _set_looks(self) -> None:
        self._lens.setIcon(icon("search", self._theme.color("muted")))

    def _words(self) -> str:
        return one_line(self.field.text())

    def _typed(self) -> None:
        self._eager = None
        # An answer still on its way would be to other words.
        self._question.forget()
        self._timer.stop()
        if not self._words():
            self._show(())
        elif self._words() != self._answered:
            self._timer.start()

    def _search(self) -> None:
        if self._words() and self._words() != self._answered:
            self._question.ask(self._words())

    def _found(self, tracks: Sequence[Track], trouble: str = "") -> None:
        self._show(tracks, trouble)
        if self._eager is not None:
            self._enter(self._eager)

    def _show(self, tracks: Sequence[Track], trouble: str = "") -> None:
        self._answered = self._words()
        self._model.hold(tracks)
        if tracks:
            self.view.setCurrentIndex(self._model.index(0))
            self.view.scrollToTop()
        text = trouble
        if not text and self._answered:
            text = self.tr("Nothing in your music is called “{words}”, or nearly so.").format(
                words=self._answered
            )
        elif not text:
            text = self.tr("Type a title, an artist or an album. Typing errors are forgiven.")
        self._note.say("warning" if trouble else "search", text)
        self._note.setVisible(not tracks)
        self.view.setVisible(bool(tracks))
        self._explain_keys()

    def _explain_keys(self) -> None:
        keys = [self.tr("Enter plays"), self.tr("Shift+Enter plays it next")]
        if self._is_for_journey:
            keys = [self.tr("Enter adds it to the journey")]
        self._keys.setText(joined(*keys, self.tr("Esc closes")))

    def _enter(self, action: RowAction) -> None:
        """Act on the row with the keyboard, as soon as it is there."""
        if self._words() != self._answered:
            self._eager = action
            self._timer.stop()
            self._search()
            return
        self._eager = None
        if self.view.currentIndex().isValid():
            self._act(action, self.view.currentIndex())

    def _act(self, action: RowAction, index: QModelIndex) -> None:
        track = found_at(index)
        if action is RowAction.MORE:
            steer(self._jukebox, track, SteerKind.MORE)
        elif action is RowAction.LESS:
            steer(self._jukebox, track, SteerKind.LESS)
        elif self._is_for_journey and action is RowAction.PLAY:
            self.waypoint_wanted.emit(track)
            self.field.selectAll()
        elif action is RowAction.NEXT:
            self._jukebox.queue_files([track.path])
            self._keys.setText(self.tr("{title} comes next").format(title=one_line(track.title)))
            self.field.selectAll()
        else:
            self._jukebox.play_files([track.path])
            self.close_up()

    def _lit_of(self, track: Track) -> Lit:
        return lit_by(steer_of(self._jukebox.state, track))

    def _small_cover(self, track: Track) -> CoverArt | None:
        return self._covers.get(track, SMALL)
