from __future__ import annotations

from pytestqt.qtbot import QtBot

from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.choice_card import ChoiceCard


def test_what_does_not_fit_goes_into_a_second_line(qtbot: QtBot, theme: Theme) -> None:
    words = "Deej listens in the background and changes nothing"
    card = ChoiceCard(theme, "folder", "Choose", words, "keep_on")
    qtbot.addWidget(card)
    one, two = card.heightForWidth(900), card.heightForWidth(280)
    assert two > one
    card.resize(280, two)
    assert not card.grab().isNull()
    card.explain("Choose", "/a/long/path/to/some/music", is_path=True)
    assert card.heightForWidth(220) == one
