from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from deej_desktop.domain import errors
from deej_desktop.ui.format import time_left
from deej_desktop.ui.languages import languages, speak
from deej_desktop.ui.library.song_menu import SongAction, song_menu
from deej_desktop.ui.sentences import SENTENCES, said
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.trouble_sentences import ACTIVITIES, REASONS, TROUBLES
from tests.fakes.services import FakeServices
from tests.ui.conftest import OpenWindow

TELLING = {name for name, one in vars(errors).items() if hasattr(one, "__cause__")}
TELLING |= {"Notice", "Progress", "ProgressMeter"}
IN_WINDOW = ("recommend", "services", "playback", "analysis", "library", "microphone")
ROOMS = (*IN_WINDOW, "training", "native", "settings", "domain")
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
        "Lo más cercano a A. B. - C, más que el 99,4 % de las parejas de tu biblioteca. Más "
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
        for room in ROOMS
        for file in (SOURCES / room).rglob("*.py")
    )
    for sentence in map(str, (*SENTENCES, *TROUBLES, *ACTIVITIES, *REASONS)):
        # Some are put together there, such as what was heard and how close.
        for piece in re.split(r"\{\w+\}|, closer than | % of \w+ you have|1 |\.$", sentence):
            assert piece.strip() in sources, sentence


ELSEWHERE = {
    "services/dj/seeds.py",
    "services/encoders",
    "services/room/once.py",
    "services/health.py",
    "library/derived_vectors.py",
    "library/exchange.py",
    "library/scanner.py",
    "library/store.py",
    "library/store_errors.py",
}
"""What speaks to the command line, or before there is a window."""

PUT_TOGETHER = {"{} What follows is chosen without it.", "Deej has listened to {}."}


def test_the_window_knows_all_that_can_go_wrong() -> None:
    """A new sentence of an engine must be known here, or it stays English for ever."""
    known = {_bare(str(one)) for one in (*SENTENCES, *TROUBLES, *ACTIVITIES, *REASONS)}
    known |= PUT_TOGETHER
    for room in IN_WINDOW:
        for file in sorted((SOURCES / room).rglob("*.py")):
            place = file.relative_to(SOURCES).as_posix()
            if not any(place.startswith(one) for one in ELSEWHERE):
                unknown = [
                    text for text in _told_in(file) if _bare(text) not in known | PUT_TOGETHER
                ]
                assert not unknown, f"{place}: add to ui/trouble_sentences.py"


def _told_in(file: Path) -> Iterator[str]:
    """What errors, notices and progress in a source file say, blanks as {}."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            told = node.func.id in TELLING
            for argument in node.args if told else ():
                text = _literal(argument)
                # A mere name is how bad it is, or a part of what is put together elsewhere.
                if " " in text:
                    yield text


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values)
    return "{}" if isinstance(node, ast.FormattedValue) else ""


def _bare(sentence: str) -> str:
    return re.sub(r"\{\w*\}", "{}", sentence)


def _plain(text: str) -> str:
    """Join what a line break of the source keeps apart, and leave out what is filled in."""
    joined = re.sub(r"""["']\s*\n\s*f?["']""", "", text)
    return re.sub(r"\{[^}\"]*\}", "", joined)


@pytest.mark.usefixtures("spanish")
def test_the_keys_of_a_song_are_written_as_those_of_the_window(
    theme: Theme, open_window: OpenWindow
) -> None:
    window = open_window(FakeServices())
    menu = song_menu(window, theme, list(SongAction), [], print, print)
    texts = [one.text() for one in menu.actions()]
    assert any(text.endswith("\tMayúsculas+Intro") for text in texts)
    assert any(text.endswith("\tControl+C") for text in texts)
    menu.close()
