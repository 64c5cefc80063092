"""How the window looks and what it says on the desktop."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from deej_desktop.services.api import SettingsApi
from deej_desktop.ui.dialogs.settings.page import Page
from deej_desktop.ui.languages import languages
from deej_desktop.ui.theme import Theme, ThemeChoice
from deej_desktop.ui.widgets.choice import Choice
from deej_desktop.ui.widgets.switch import Switch

_SIZES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class LookPage(Page):
    """Binds theme, language, text size, motion, tray and notifications."""

    def __init__(
        self,
        theme: Theme,
        settings: SettingsApi,
        parent: QWidget | None = None,
        *,
        has_tray: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        current = settings.current
        self.begin(self.tr("Look"))
        colors = Choice()
        colors.offer(
            (
                (self.tr("As the system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            )
        )
        colors.follow(theme.choice)
        colors.chosen.connect(self._choose_theme)
        self.add(self.tr("Light and dark"), "", colors)
        size = Choice()
        sizes = sorted({*_SIZES, current.text_size})
        size.offer([(self.tr("{percent} %").format(percent=f"{100 * s:.0f}"), s) for s in sizes])
        size.follow(current.text_size)
        size.chosen.connect(self._choose_size)
        self.add(self.tr("Text size"), self.tr("On top of the system's own."), size)
        still = Switch(theme)
        still.follow(is_on=current.reduced_motion)
        still.switched.connect(self._be_still)
        self.add(
            self.tr("Less motion"),
            self.tr("Nothing slides or fades. What the system says is heeded in any case."),
            still,
        )
        language = Choice()
        language.offer([(self.tr("As the system"), ""), *((name, c) for c, name in languages())])
        language.follow(current.language)
        language.chosen.connect(lambda code: settings.change(language=code))
        self.add(self.tr("Language"), "", language)
        self.begin(self.tr("On the desktop"))
        tell = Choice()
        tell.offer(
            (
                (self.tr("While Deej is in the background"), "in background"),
                (self.tr("Always"), "always"),
                (self.tr("Never"), "never"),
            )
        )
        tell.follow(current.notifications)
        tell.chosen.connect(lambda when: settings.change(notifications=when))
        self.add(self.tr("Tell of a new song"), self.tr("As a note of your desktop."), tell)
        tray = Switch(theme)
        tray.follow(is_on=current.tray and has_tray)
        tray.setEnabled(has_tray)
        tray.switched.connect(lambda is_on: settings.change(tray=is_on))
        self.add(
            self.tr("Go on in the tray"),
            self.tr("Closing the window leaves the music playing.")
            if has_tray
            else self.tr("This desktop shows no tray, so closing the window ends Deej."),
            tray,
        )

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._theme.choose(choice)
        self._settings.change(theme=choice)

    def _choose_size(self, size: float) -> None:
        self._theme.set_text_size(size)
        self._settings.change(text_size=size)

    def _be_still(self, is_still: bool) -> None:
        self._theme.set_still(is_still=is_still)
        self._settings.change(reduced_motion=is_still)
