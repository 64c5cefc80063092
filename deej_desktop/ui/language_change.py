"""Another language at once: a new window takes the place of the one that speaks the old."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from deej_desktop.services.api import Services
from deej_desktop.settings.settings import Settings
from deej_desktop.ui.bridge import Bridge
from deej_desktop.ui.languages import speak
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.notice_bar import Message
from deej_desktop.ui.window_place import remember
from deej_desktop.ui.window_requests import WindowRequests


class LanguageChange(QObject):
    """Has the window, and what others ask of it, whichever language it speaks.

    All that a window says is put into words when it is made, so another language is another
    window. What plays goes on untouched; the place in sight, the journey and the sleep timer are
    handed over. The old window stays out of sight until the work that it began is done.
    """

    def __init__(self, app: QCoreApplication, services: Services, theme: Theme) -> None:
        """Make the window in the language of the settings; it is not shown yet."""
        super().__init__()
        self._app = app
        self._services = services
        self._theme = theme
        self._language = services.settings.current.language
        speak(app, self._language)
        self._window = MainWindow(services, theme)
        self._leaving: list[MainWindow] = []
        self.requests = WindowRequests(self._window)
        self._pass_on(self._window)
        self._bridge = Bridge(self)
        self._bridge.latest(services.settings.changed, self._follow)

    @property
    def window(self) -> MainWindow:
        """The window that is there now."""
        return self._window

    def close(self) -> None:
        """Follow the settings no more, and end what earlier windows still have under way."""
        self._bridge.close()
        for window in tuple(self._leaving):
            window.end_work()

    def end(self) -> None:
        """Close the window and end Deej with it."""
        self.close()
        self._window.end()

    def _follow(self, settings: Settings) -> None:
        if settings.language != self._language:
            self._language = settings.language
            speak(self._app, self._language)
            self._replace_window()

    def _replace_window(self) -> None:
        old = self._window
        remember(old, self._services.settings)
        new = self._window = MainWindow(self._services, self._theme)
        self.requests.follow(new)
        self._pass_on(new)
        new.show()
        new.page.go_on_from(old.page)
        new.page.fronts.go_on_from(old.page.fronts)
        new.stopping.go_on_from(old.stopping)
        if old.settings_section is not None:
            new.open_settings(old.settings_section)
        self._leaving.append(old)
        old.destroyed.connect(lambda: self._leaving.remove(old))
        old.give_way(new, self._tell)

    def _pass_on(self, window: MainWindow) -> None:
        window.faces.car_shown.connect(self.requests.fills_screen.emit)
        window.gone.connect(lambda: self.requests.gone.emit(None))

    def _tell(self, message: Message) -> None:
        self._window.show_message(message)
