from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deej_desktop.ui.panels.knobs import DrunkKnob, KeepOnKnob
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.knob import Knob
from deej_desktop.ui.widgets.knob_look import wave_scale

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MIDDLE = QPoint(48, 48)


@pytest.fixture
def knob(qtbot: QtBot, theme: Theme) -> Knob:
    knob = Knob(theme, "drunk", wave_scale)
    knob.setRange(0, 100)
    knob.setSingleStep(5)
    knob.setPageStep(20)
    knob.set_resting_value(10)
    knob.setValue(50)
    qtbot.addWidget(knob)
    knob.show()
    qtbot.waitExposed(knob)
    return knob


def drag(knob: Knob, by: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(knob, LEFT, modifiers, MIDDLE)
    for step in range(1, 6):
        # QTest's own moves carry no modifiers.
        QApplication.sendEvent(knob, _move_event(MIDDLE + by * (step / 5), modifiers))
    QTest.mouseRelease(knob, LEFT, modifiers, MIDDLE + by)


def _move_event(place: QPoint, modifiers: Qt.KeyboardModifier) -> QMouseEvent:
    where, none = QPointF(place), Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, where, where, none, LEFT, modifiers)


def turn_wheel(knob: Knob, eighths: int) -> None:
    where = QPointF(MIDDLE)
    event = QWheelEvent(
        where,
        where,
        QPoint(),
        QPoint(0, eighths),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(knob, event)


@pytest.mark.parametrize(
    ("by", "is_more"),
    [
        (QPoint(0, -40), True),
        (QPoint(40, 0), True),
        (QPoint(0, 40), False),
        (QPoint(-40, 0), False),
    ],
)
def test_up_and_right_is_more(knob: Knob, by: QPoint, is_more: bool) -> None:
    drag(knob, by)
    assert (knob.value() > 60) if is_more else (knob.value() < 40)


def test_shift_is_finer(knob: Knob) -> None:
    drag(knob, QPoint(0, -60))
    coarse = knob.value() - 50
    knob.setValue(50)
    drag(knob, QPoint(0, -60), SHIFT)
    assert 0 < knob.value() - 50 < coarse / 2


def test_dragging_too_far_stops_at_the_end_and_comes_back_at_once(knob: Knob) -> None:
    QTest.mousePress(knob, LEFT, NONE, MIDDLE)
    QTest.mouseMove(knob, MIDDLE + QPoint(0, -900))
    assert knob.value() == 100
    QTest.mouseMove(knob, MIDDLE + QPoint(0, -864))
    QTest.mouseRelease(knob, LEFT, NONE, MIDDLE)
    assert knob.value() == 80


def test_a_right_click_does_not_turn_it(knob: Knob) -> None:
    QTest.mousePress(knob, Qt.MouseButton.RightButton, NONE, MIDDLE)
    QTest.mouseMove(knob, MIDDLE + QPoint(0, -50))
    QTest.mouseRelease(knob, Qt.MouseButton.RightButton, NONE, MIDDLE)
    assert knob.value() == 50


def test_a_double_click_goes_back_to_rest(knob: Knob) -> None:
    QTest.mouseDClick(knob, LEFT, NONE, MIDDLE)
    assert knob.value() == 10


def test_the_wheel_turns_by_steps_and_gathers_small_turns(knob: Knob) -> None:
    turn_wheel(knob, 120)
    assert knob.value() == 55
    turn_wheel(knob, -240)
    assert knob.value() == 45
    for _ in range(4):
        turn_wheel(knob, 30)
    assert knob.value() == 50


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Up, 55),
        (Qt.Key.Key_Right, 55),
        (Qt.Key.Key_Down, 45),
        (Qt.Key.Key_PageUp, 70),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_Backspace, 10),
    ],
)
def test_keys(knob: Knob, key: Qt.Key, value: int) -> None:
    knob.setFocus()
    QTest.keyClick(knob, key)
    assert knob.value() == value


def test_a_finger_turns_it(qtbot: QtBot, knob: Knob) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(knob, finger).press(0, MIDDLE).commit()
    for step in range(1, 6):
        QTest.touchEvent(knob, finger).move(0, MIDDLE - QPoint(0, 10 * step)).commit()
    QTest.touchEvent(knob, finger).release(0, MIDDLE - QPoint(0, 50)).commit()
    qtbot.waitUntil(lambda: knob.value() > 60)


def test_a_value_from_elsewhere_is_shown_without_being_sent_back(qtbot: QtBot, knob: Knob) -> None:
    with qtbot.assertNotEmitted(knob.valueChanged):
        knob.turn_to(70)
    assert knob.value() == 70


def test_a_hand_on_the_knob_wins_over_values_from_elsewhere(knob: Knob) -> None:
    QTest.mousePress(knob, LEFT, NONE, MIDDLE)
    knob.turn_to(70)
    assert knob.value() == 50
    QTest.mouseRelease(knob, LEFT, NONE, MIDDLE)
    knob.turn_to(70)
    assert knob.value() == 70


def test_a_screen_reader_finds_a_slider(knob: Knob) -> None:
    knob.setAccessibleName("Drunk")
    found = QAccessible.queryAccessibleInterface(knob)
    assert found.role() in (QAccessible.Role.Dial, QAccessible.Role.Slider)
    assert found.text(QAccessible.Text.Name) == "Drunk"
    assert found.valueInterface().currentValue() == 50
    assert found.valueInterface().maximumValue() == 100


def test_it_looks_different_at_every_value(knob: Knob) -> None:
    pictures = []
    for value in (0, 50, 100):
        knob.turn_to(value)
        knob.hide()
        knob.turn_to(value)
        pictures.append(knob.grab().toImage())
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]


def test_keep_on_counts_songs_and_ends_with_the_whole_session(qtbot: QtBot, theme: Theme) -> None:
    keep_on = KeepOnKnob(theme)
    qtbot.addWidget(keep_on)
    turned: list[int] = []
    keep_on.turned.connect(turned.append)
    keep_on.knob.setValue(1)
    keep_on.knob.setValue(10)
    keep_on.knob.setValue(11)
    assert turned == [1, 10, 0]
    assert "whole session" in keep_on.knob.accessibleDescription()
    keep_on.show_tracks(4)
    assert keep_on.knob.value() == 4
    assert "last 4 songs" in keep_on.knob.accessibleDescription()


def test_drunk_is_a_share(qtbot: QtBot, theme: Theme) -> None:
    drunk = DrunkKnob(theme)
    qtbot.addWidget(drunk)
    turned: list[float] = []
    drunk.turned.connect(turned.append)
    drunk.knob.setValue(40)
    drunk.knob.setValue(100)
    assert turned == [0.4, 1.0]
    words = set()
    for share in (0.0, 0.1, 0.3, 0.6, 0.9, 1.0):
        drunk.show_share(share)
        words.add(drunk.knob.accessibleDescription())
    assert len(words) == 6
