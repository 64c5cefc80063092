"""The language of the window: which there are, and loading one."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deej_desktop.paths import resources_dir

_log = logging.getLogger(__name__)


def languages() -> list[tuple[str, str]]:
    """Return the code of each language there is, and what it calls itself."""
    codes = {path.stem.removeprefix("deej_") for path in _folder().glob("deej_*.qm")}
    return [(code, _own_name(code)) for code in sorted({"en", *codes})]


def speak(app: QCoreApplication, language: str) -> None:
    """Let everything that is made from now on speak a language, and no other.

    Args:
        app: Keeps the translations.
        language: Its code, such as "es"; "" for the system's. What is not translated is English.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
        former.deleteLater()
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
        (str(_folder()), "deej"),
    ):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
        else:
            _log.debug("No translations %s for %s", name, locale.name())


def _folder() -> Path:
    return resources_dir() / "translations"


def _own_name(code: str) -> str:
    # Some names go on with the country, as in "español de España".
    name = "English" if code == "en" else QLocale(code).nativeLanguageName().split(" ")[0]
    return name[:1].upper() + name[1:]
