"""Narrowing songs down by genre, decade, artist, format and length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deej_desktop.domain.browsing import Facet, FacetValue
from deej_desktop.ui.format import joined, one_line
from deej_desktop.ui.theme import SPACE_S, SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.icon_button import IconButton

_FILTER_FROM = 12
"""With so many values, typing finds them sooner than looking."""

_LONGEST_NAME = 28


class FacetBar(QWidget):
    """A button for each facet, which opens its values; what is chosen stands on the button."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: Mapping[Facet, Sequence[FacetValue]] = {}
        self._chosen: dict[Facet, frozenset[str]] = {}
        self._buttons: dict[Facet, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        for facet in Facet:
            button = QPushButton()
            button.setProperty("tone", "chip")
            button.clicked.connect(lambda _=False, facet=facet: self.open(facet))
            set_type(button, "caption")
            self._buttons[facet] = button
            layout.addWidget(button)
        self._clear = IconButton(theme, "close", self.tr("Show everything again"), 28)
        self._clear.clicked.connect(self.clear)
        layout.addWidget(self._clear)
        layout.addStretch(1)
        # Low windows must not squeeze the words out of the buttons.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show_chosen()

    @property
    def chosen(self) -> Mapping[Facet, frozenset[str]]:
        """The values that the listener chose."""
        return dict(self._chosen)

    def show_values(self, values: Mapping[Facet, Sequence[FacetValue]]) -> None:
        """Offer these values."""
        self._values = values
        for facet, button in self._buttons.items():
            # A facet that tells nothing apart is in the way.
            has_choice = len(values.get(facet, ())) > 1 or facet in self._chosen
            button.setVisible(has_choice)

    def clear(self) -> None:
        """Choose nothing any more."""
        if self._chosen:
            self._chosen.clear()
            self._show_chosen()
            self.changed.emit()

    def choose(self, facet: Facet, values: frozenset[str]) -> None:
        """Choose `values` of one facet."""
        if values:
            self._chosen[facet] = values
        else:
            self._chosen.pop(facet, None)
        self._show_chosen()
        self.changed.emit()

    def open(self, facet: Facet) -> FacetPopup:
        """Show the values of `facet` below its button."""
        button = self._buttons[facet]
        popup = FacetPopup(facet, self._values.get(facet, ()), self._chosen.get(facet), self)
        popup.chosen.connect(lambda values: self.choose(facet, values))
        corner = button.rect().bottomLeft()
        popup.move(button.mapToGlobal(corner) + QPoint(0, SPACE_XS))
        popup.show()
        popup.take_focus()
        return popup

    def _show_chosen(self) -> None:
        for facet, button in self._buttons.items():
            chosen = self._chosen.get(facet, frozenset())
            text = name_of(facet)
            if chosen:
                text = ", ".join(sorted(words_of(facet, value) for value in chosen))
                if len(text) > _LONGEST_NAME:
                    text = f"{name_of(facet)} ({len(chosen)})"
            button.setText(f"{text} ▾".replace("&", "&&"))
            button.setAccessibleName(joined(name_of(facet), text if chosen else ""))
            button.setProperty("lit", bool(chosen))
            button.style().unpolish(button)
            button.style().polish(button)
        self._clear.setVisible(bool(self._chosen))


class FacetPopup(QFrame):
    """The values of one facet, each with a box to check and how many songs it would find."""

    chosen = Signal(object)
    """A frozenset of values."""

    def __init__(
        self,
        facet: Facet,
        values: Sequence[FacetValue],
        chosen: frozenset[str] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self._chosen = set(chosen or ())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type to find"))
        self.field.textChanged.connect(self._filter)
        self.field.setVisible(len(values) >= _FILTER_FROM)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(name_of(facet))
        for value in values:
            item = QListWidgetItem(f"{words_of(facet, value.value)}   {value.count:,}")
            item.setData(Qt.ItemDataRole.UserRole, value.value)
            is_chosen = value.value in self._chosen
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(self._toggled)
        self.list.itemActivated.connect(self._flip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        rows = min(10, max(2, len(values)))
        self.resize(260, rows * (self.list.sizeHintForRow(0) + 2) + 4 * SPACE_S + 36)

    def take_focus(self) -> None:
        """Put the keyboard where values are found."""
        (self.list if self.field.isHidden() else self.field).setFocus()
        if self.list.count():
            self.list.setCurrentRow(0)

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    def _toggled(self, item: QListWidgetItem) -> None:
        value = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen.add(value)
        else:
            self._chosen.discard(value)
        self.chosen.emit(frozenset(self._chosen))

    def _flip(self, item: QListWidgetItem) -> None:
        is_checked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_checked else Qt.CheckState.Checked)


def name_of(facet: Facet) -> str:
    """Return what a facet is called."""
    translate = QCoreApplication.translate
    return {
        Facet.GENRE: translate("Facet", "Genre"),
        Facet.DECADE: translate("Facet", "Decade"),
        Facet.ARTIST: translate("Facet", "Artist"),
        Facet.FORMAT: translate("Facet", "Format"),
        Facet.LENGTH: translate("Facet", "Length"),
    }[facet]


def words_of(facet: Facet, value: str) -> str:
    """Return what a value of a facet is called."""
    translate = QCoreApplication.translate
    if not value:
        return translate("Facet", "Unknown")
    if facet is Facet.DECADE:
        return translate("Facet", "{decade}s").format(decade=value)
    if facet is Facet.FORMAT:
        return value.upper()
    if facet is Facet.LENGTH:
        first, _, last = value.partition("-")
        if not last:
            return translate("Facet", "over {minutes} min").format(minutes=first)
        return translate("Facet", "{first} to {last} min").format(first=first, last=last)
    return one_line(value)
