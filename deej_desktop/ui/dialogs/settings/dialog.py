"""The window of the settings: sections at the side, one page for each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from deej_desktop.services.api import Services
from deej_desktop.ui.bridge import Bridge
from deej_desktop.ui.dialogs.settings.dj import DjPage
from deej_desktop.ui.dialogs.settings.keys import KeysPage
from deej_desktop.ui.dialogs.settings.listening import ListeningPage
from deej_desktop.ui.dialogs.settings.look import LookPage
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.dialogs.settings.playing import PlayingPage
from deej_desktop.ui.icons import icon
from deej_desktop.ui.shortcuts import Shortcuts
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import SPACE_L, Theme


class SettingsDialog(QDialog):
    """Every change is in force at once; there is nothing to confirm."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        shortcuts: Shortcuts,
        tasks: Tasks,
        parent: QWidget,
        *,
        has_tray: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = QSize(round(820 * theme.scale), round(620 * theme.scale))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
        self.setMinimumSize(420, 320)
        settings = services.settings
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections of the settings"))
        self.list.setObjectName("sections")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        self._icon_names: list[str] = []
        self.playing = PlayingPage(theme, settings, services.playback, tasks)
        self.dj = DjPage(theme, settings)
        self.listening = ListeningPage(theme, settings, services.encoders, services.tuning, tasks)
        self.look = LookPage(theme, settings, has_tray=has_tray)
        self.keys = KeysPage(theme, settings, shortcuts)
        self._add("volume", self.tr("Playing"), self.playing)
        self._add("deej", self.tr("The DJ"), self.dj)
        self._add("song", self.tr("Listening"), self.listening)
        self._add("theme", self.tr("Look"), self.look)
        self._add("keys", self.tr("Keys"), self.keys)
        bridge = Bridge(self)
        bridge.latest(services.tuning.changed, self.listening.tuning.show_state)
        bridge.latest(services.encoders.changed, lambda _: self.listening.show_encoders())
        self.finished.connect(bridge.close)
        tasks.closing.connect(bridge.close)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self._pages, 1)
        self.list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.list.setCurrentRow(0)
        theme.changed.connect(self._set_looks)
        self._set_looks()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def _add(self, icon_name: str, name: str, page: QWidget) -> None:
        page.setAccessibleName(name)
        self._icon_names.append(icon_name)
        self.list.addItem(QListWidgetItem(name))
        self._pages.addWidget(page)

    def _set_looks(self) -> None:
        self.list.setIconSize(QSize(20, 20) * self._theme.growth)
        for row, icon_name in enumerate(self._icon_names):
            self.list.item(row).setIcon(icon(icon_name, self._theme.color("text")))
        width = self.list.sizeHintForColumn(0) + 2 * SPACE_L
        self.list.setFixedWidth(max(round(120 * self._theme.scale), width))
