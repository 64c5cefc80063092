from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from deej_desktop.ui.format import time_left
from deej_desktop.ui.languages import languages, speak
from deej_desktop.ui.sentences import SENTENCES, said
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

SOURCES = Path(__file__).parents[2] / "deej_desktop"


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


@pytest.mark.usefixtures("spanish")
def test_what_the_engines_say_is_said_in_the_language_too() -> None:
    assert said("Listening to One; what follows comes in a moment.") == (
        "Escuchando One; lo que sigue llega en un momento."
    )
    assert said("Listening closely") == "Escuchando a fondo"
    assert said("Closest to A. B. - C, closer than 99.4 % of pairs in your library. Closer, but "
                "kept back: 3 heard lately, 1 excluded by you.") == (
        "Lo más cercano a A. B. - C, más que el 99.4 % de las parejas de tu biblioteca. Más "
        "cercanas, pero retenidas: 3 oídas hace poco, 1 excluidas por ti."
    )  # fmt: skip
    assert said("Listening to Comparing {x}") == "Escuchando Comparing {x}"
    assert said("Nobody translated this.") == "Nobody translated this."


def test_english_is_left_as_it_is() -> None:
    for sentence in map(str, SENTENCES):
        assert said(sentence) == sentence


def test_the_engines_say_what_is_translated() -> None:
    """A sentence that is changed there must be changed here."""
    sources = "".join(
        _plain(file.read_text(encoding="utf-8"))
        for room in ("recommend", "services", "playback", "training", "analysis")
        for file in (SOURCES / room).rglob("*.py")
    )
    for sentence in map(str, SENTENCES):
        # Some are put together there, such as what was heard and how close.
        for piece in re.split(r"\{\w+\}|, closer than | % of \w+ you have|1 |\.$", sentence):
            assert piece.strip() in sources, sentence


def _plain(text: str) -> str:
    """Join what a line break of the source keeps apart, and leave out what is filled in."""
    joined = re.sub(r'"\s*\n\s*f?"', "", text)
    return re.sub(r"\{[^}\"]*\}", "", joined)
