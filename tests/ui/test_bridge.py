from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from deej_desktop.domain.signal import Signal
from deej_desktop.ui.bridge import Bridge


def _emit_elsewhere(signal: Signal[int], values: range) -> None:
    def work() -> None:
        for value in values:
            signal.emit(value)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_every_value_arrives_in_order_in_the_gui_thread(qtbot: QtBot) -> None:
    bridge, signal = Bridge(), Signal[int]()
    arrived: list[int] = []
    threads = set()

    def slot(value: int) -> None:
        arrived.append(value)
        threads.add(threading.current_thread())

    bridge.every(signal, slot)
    _emit_elsewhere(signal, range(100))
    assert arrived == []
    qtbot.waitUntil(lambda: len(arrived) == 100)
    assert arrived == list(range(100))
    assert threads == {threading.main_thread()}


def test_only_the_latest_snapshot_arrives(qtbot: QtBot) -> None:
    bridge, signal = Bridge(), Signal[int]()
    arrived: list[int] = []
    bridge.latest(signal, arrived.append)
    _emit_elsewhere(signal, range(100))
    qtbot.waitUntil(lambda: bool(arrived))
    qtbot.wait(20)
    assert arrived == [99]


def test_a_slot_that_fails_does_not_stop_the_next_values(qtbot: QtBot) -> None:
    bridge, signal = Bridge(), Signal[int]()
    arrived: list[int] = []

    def slot(value: int) -> None:
        if value == 0:
            raise ValueError
        arrived.append(value)

    bridge.latest(signal, slot)
    with qtbot.captureExceptions() as raised:
        signal.emit(0)
        qtbot.waitUntil(lambda: bool(raised))
        signal.emit(1)
        qtbot.waitUntil(lambda: arrived == [1])


def test_nothing_arrives_after_closing(qtbot: QtBot) -> None:
    bridge, signal = Bridge(), Signal[int]()
    arrived: list[int] = []
    bridge.every(signal, arrived.append)
    signal.emit(1)
    bridge.close()
    signal.emit(2)
    qtbot.wait(20)
    assert arrived == []
