"""How the listener steers: more like this, less of this, and what is in force of that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, JukeboxState, SteeredBy, SteerKind
from deej_desktop.ui.format import joined, one_line
from deej_desktop.ui.icons import icon
from deej_desktop.ui.theme import SPACE_XS, Theme, set_type
from deej_desktop.ui.widgets.chip import NARROWEST, Chip
from deej_desktop.ui.widgets.icon_button import IconButton

_LOOKS = {
    SteerKind.MORE: ("more", "drunk"),
    SteerKind.LESS: ("less", "muted"),
    SteerKind.SKIPPED: ("next", "muted"),
}
_REST_ROOM = 48
"""The width of the button that stands for the chips without room."""


def steer_of(state: JukeboxState, track: Track) -> SteeredBy | None:
    """Return what the listener said of `track`, while that is in force."""
    return next((steer for steer in state.steers if steer.track.path == track.path), None)


def steer(jukebox: JukeboxApi, track: Track, kind: SteerKind) -> None:
    """Ask for more like `track` or less of it; asked again, take it back."""
    in_force = steer_of(jukebox.state, track)
    if in_force is not None and in_force.kind is kind:
        jukebox.undo_steer(in_force.key)
    elif kind is SteerKind.MORE:
        jukebox.more_like(track)
    else:
        jukebox.less_of(track)


class SteerButtons(QWidget):
    """More like what plays, less of it; lit while in force."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jukebox = jukebox
        self._more = IconButton(theme, "more", self.tr("More like this"), 36)
        self._more.clicked.connect(lambda: self._steer(SteerKind.MORE))
        self._less = IconButton(theme, "less", self.tr("Less of this"), 36)
        self._less.clicked.connect(lambda: self._steer(SteerKind.LESS))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(self._more)
        layout.addWidget(self._less)

    def show_state(self, state: JukeboxState) -> None:
        """Light the button of what is in force for the track that plays."""
        in_force = steer_of(state, state.playing) if state.playing is not None else None
        kind = in_force.kind if in_force is not None else None
        self._more.set_lit("drunk" if kind is SteerKind.MORE else None)
        self._less.set_lit("drunk" if kind is SteerKind.LESS else None)

    def _steer(self, kind: SteerKind) -> None:
        playing = self._jukebox.state.playing
        if playing is not None:
            steer(self._jukebox, playing, kind)


class SteerChips(QWidget):
    """One chip for each steer in force, the latest first; pressed, it is taken back."""

    def __init__(self, theme: Theme, jukebox: JukeboxApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jukebox = jukebox
        self._steers: tuple[SteeredBy, ...] = ()
        self._chips: dict[int, Chip] = {}
        self._rest = QPushButton(self)
        self._rest.setProperty("tone", "chip")
        self._rest.clicked.connect(self._open_rest)
        self._has_room = True
        set_type(self._rest, "caption")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def chips(self) -> Sequence[Chip]:
        """Those shown, the latest first."""
        return [self._chips[steer.key] for steer in self._steers[: self._fitting()]]

    def set_has_room(self, *, has_room: bool) -> None:
        """Leave them out where there is no room for them."""
        self._has_room = has_room
        self.setVisible(has_room and bool(self._steers))

    def show_state(self, state: JukeboxState) -> None:
        """Show what steers according to `state`."""
        steers = state.steers[::-1]
        if steers == self._steers:
            return
        self._steers = steers
        had_focus = any(chip.hasFocus() for chip in self._chips.values())
        for key in self._chips.keys() - {one.key for one in steers}:
            chip = self._chips.pop(key)
            chip.hide()
            chip.deleteLater()
        for one in steers:
            if one.key not in self._chips:
                self._add(one)
        before: QWidget = self._rest
        for one in steers:
            # What is made late would come last of all in the window.
            QWidget.setTabOrder(before, self._chips[one.key])
            before = self._chips[one.key]
        self.setVisible(self._has_room and bool(steers))
        self._lay_out()
        if had_focus and self._chips and not any(c.hasFocus() for c in self._chips.values()):
            # Whoever takes back several with the keyboard stays among them.
            self.chips[0].setFocus()

    @override
    def sizeHint(self) -> QSize:
        height = max((chip.sizeHint().height() for chip in self._chips.values()), default=24)
        return QSize(NARROWEST, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_REST_ROOM, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _add(self, one: SteeredBy) -> None:
        text, look = _words(one), _LOOKS[one.kind]
        chip = Chip(self._theme, *look, text, one.track.title, self)
        undo = self.tr("Undo: {steer}").format(steer=text)
        chip.setToolTip(joined(undo, one_line(one.track.artist)))
        chip.setAccessibleDescription(self.tr("Press to undo"))
        chip.clicked.connect(lambda: self._jukebox.undo_steer(one.key))
        self._chips[one.key] = chip
        if self.window().isVisible():
            chip.appear()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _fitting(self) -> int:
        """Return for how many chips there is room."""
        count = len(self._steers)
        if count * (NARROWEST + SPACE_XS) - SPACE_XS <= self.width():
            return count
        return max(0, (self.width() - _REST_ROOM) // (NARROWEST + SPACE_XS))

    def _lay_out(self) -> None:
        count = self._fitting()
        shown = self.chips
        rest = len(self._steers) - count
        room = self.width() - (_REST_ROOM + SPACE_XS if rest else 0)
        left = 0
        for number, chip in enumerate(shown):
            share = (room - left) // (count - number) - (SPACE_XS if number < count - 1 else 0)
            width = min(chip.sizeHint().width(), share)
            self._place(chip, left, width)
            left += width + SPACE_XS
        for one in self._steers[count:]:
            self._chips[one.key].hide()
        self._rest.setVisible(rest > 0)
        self._rest.setText(f"+{rest}")
        self._rest.setAccessibleName(self.tr("{count} more that steer").format(count=rest))
        self._place(self._rest, left, _REST_ROOM)

    def _place(self, widget: QWidget, left: int, width: int) -> None:
        rect = QRect(left, 0, width, self.height())
        if self.isRightToLeft():
            rect.moveRight(self.width() - left - 1)
        widget.setGeometry(rect)
        if isinstance(widget, Chip):
            widget.show()

    def _open_rest(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in self._steers[self._fitting() :]:
            text = self.tr("Undo: {steer}").format(steer=_words(one))
            ink = self._theme.color(_LOOKS[one.kind][1])
            action = menu.addAction(icon(_LOOKS[one.kind][0], ink), text)
            action.triggered.connect(lambda _=False, key=one.key: self._jukebox.undo_steer(key))
        menu.popup(self._rest.mapToGlobal(self._rest.rect().bottomLeft()))


def _words(one: SteeredBy) -> str:
    """Return what a steer does: "away from Low Tide"."""
    translate = QCoreApplication.translate
    text = {
        SteerKind.MORE: translate("SteerChips", "more like {title}"),
        SteerKind.LESS: translate("SteerChips", "less of {title}"),
        SteerKind.SKIPPED: translate("SteerChips", "away from {title}"),
    }[one.kind]
    return text.format(title=one_line(one.track.title))
