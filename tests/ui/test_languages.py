from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from deej_desktop.ui.format import time_left
from deej_desktop.ui.languages import languages, speak
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    speak(qapp, "es")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


def test_each_language_goes_by_its_own_name() -> None:
    assert dict(languages()) | {"en": "English", "es": "Español"} == dict(languages())


@pytest.mark.usefixtures("spanish")
def test_the_window_speaks_the_language_that_was_chosen(open_window: OpenWindow) -> None:
    window = open_window(FakeServices().with_music())
    assert "Ajustes…" in [action.text() for action in window.header.menu.actions()]
    assert window.page.deck.keep_on.knob.accessibleName() == "Continuidad"
    assert time_left(300) == "quedan 5 minutos"


def test_a_language_that_is_not_there_is_english(qapp: QApplication) -> None:
    before = QLocale()
    speak(qapp, "tlh")
    QLocale.setDefault(before)
    assert time_left(300) == "5 minutes left"
