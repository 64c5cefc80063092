from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.ui.covers import Covers
from deej_desktop.ui.library.group_header import GroupHeader
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    return pane


@pytest.fixture
def header(qtbot: QtBot, theme: Theme, pane: QWidget) -> GroupHeader:
    header = GroupHeader(theme, Covers(lambda _: None, Tasks(pane), pane))
    layout = QVBoxLayout(pane)
    layout.addWidget(header)
    layout.addStretch(1)
    return header


@pytest.mark.parametrize("height", [150, 600])
def test_all_of_it_has_room_however_low_the_pane_is(
    qtbot: QtBot, pane: QWidget, header: GroupHeader, height: int
) -> None:
    pane.resize(460, height)
    with qtbot.waitExposed(pane):
        pane.show()
    header.show_group("Still Air", "Deej Demo · 4 songs", more="…")
    qtbot.waitUntil(lambda: header.height() >= header.sizeHint().height())
    shown = [one for one in header.findChildren(QWidget) if one.isVisible()]
    assert all(header.rect().contains(one.geometry()) for one in shown)
    buttons = [one for one in shown if isinstance(one, QPushButton)]
    assert len(buttons) == 3
    assert all(one.height() >= one.sizeHint().height() for one in buttons)


def test_it_follows_the_pane(qtbot: QtBot, pane: QWidget, header: GroupHeader) -> None:
    pane.resize(460, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    header.show_group("Still Air", "Deej Demo · 4 songs")
    high = header.sizeHint().height()
    pane.resize(460, 150)
    qtbot.waitUntil(lambda: header.sizeHint().height() < high / 1.5)
    pane.resize(460, 600)
    qtbot.waitUntil(lambda: header.sizeHint().height() == high)
