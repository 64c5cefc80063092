from __future__ import annotations

from pytestqt.qtbot import QtBot

from deej_desktop.ui.widgets.elided_button import ElidedButton


def test_words_without_room_end_in_an_ellipsis_and_are_in_the_tooltip(qtbot: QtBot) -> None:
    words = "Bridge the largest jump with Rock & Roll"
    button = ElidedButton()
    qtbot.addWidget(button)
    button.set_words(words)
    button.resize(button.sizeHint())
    with qtbot.waitExposed(button):
        button.show()
    assert button.shown == words
    assert not button.toolTip()
    button.resize(button.sizeHint().width() - 20, button.sizeHint().height())
    assert button.shown.endswith("…")
    assert button.shown.startswith("Bridge the largest")
    assert button.toolTip() == words
    assert not button.grab().isNull()


def test_an_ampersand_in_a_title_marks_no_key(qtbot: QtBot) -> None:
    button = ElidedButton()
    qtbot.addWidget(button)
    button.set_words("Rock & Roll")
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Rock & Roll"
