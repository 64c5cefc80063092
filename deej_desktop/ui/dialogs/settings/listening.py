"""How Deej listens to the listener's music."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import SettingsApi
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.switch import Switch


class ListeningPage(Page):
    """Binds what concerns the analysis."""

    def __init__(self, theme: Theme, settings: SettingsApi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin(self.tr("On the move"))
        battery = Switch(theme)
        battery.follow(is_on=settings.current.full_listen_on_battery)
        battery.switched.connect(lambda is_on: settings.change(full_listen_on_battery=is_on))
        self.add(
            self.tr("Listen closely on battery, too"),
            self.tr("Otherwise Deej waits for the mains with all but the first, quick listen."),
            battery,
        )
