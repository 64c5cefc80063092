"""The button that tunes the ear to the library, and how that goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from deej_desktop.services.tuning.api import TuningApi, TuningState
from deej_desktop.ui.sentences import said
from deej_desktop.ui.theme import SPACE_S, set_type

_THOUSAND = 1_000


class TuningControl(QWidget):
    """Starts, stops and takes back; says in numbers what came of it."""

    def __init__(self, tuning: TuningApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tuning = tuning
        self.start = QPushButton(self.tr("Tune it to my music"))
        self.start.clicked.connect(self._start_or_stop)
        self.back = QPushButton(self.tr("As it was before"))
        self.back.clicked.connect(tuning.go_back)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("tone", "muted")
        set_type(self.words, "caption")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.start)
        row.addWidget(self.back)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        layout.addWidget(self.words)
        self.setFocusProxy(self.start)
        self.show_state(tuning.state)

    def show_state(self, state: TuningState) -> None:
        """Show how it goes."""
        progress = state.progress
        self.start.setText(
            self.tr("Stop") if progress is not None else self.tr("Tune it to my music")
        )
        self.back.setVisible(state.tuned and progress is None)
        self._bar.setVisible(progress is not None)
        words = [state.outcome]
        if progress is not None:
            words = [said(progress.activity)]
            fraction = progress.fraction
            # Without an end in sight, the bar wanders.
            self._bar.setRange(0, 0 if fraction is None else _THOUSAND)
            self._bar.setValue(round(_THOUSAND * (fraction or 0.0)))
        self.words.setText(" ".join(word for word in words if word))
        self.words.setVisible(bool(self.words.text()))

    def _start_or_stop(self) -> None:
        if self._tuning.state.progress is not None:
            self._tuning.cancel()
        else:
            self._tuning.start()
