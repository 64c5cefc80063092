from __future__ import annotations

import threading

import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.sound import Listen
from deej_desktop.services.indexing.pace import Pace


def test_nothing_hinders_at_first() -> None:
    pace = Pace()
    assert [pace.hindrance(listen) for listen in Listen] == ["", ""]
    assert pace.wait(Listen.FULL, CancelToken()) < 60


def test_the_listener_pauses_everything() -> None:
    pace = Pace()
    pace.pause()
    assert pace.paused
    assert [pace.hindrance(listen) for listen in Listen] == ["Paused", "Paused"]
    pace.resume()
    assert pace.hindrance(Listen.FULL) == ""


def test_a_battery_is_spared_full_listens_only() -> None:
    now, on_battery = 0.0, True
    pace = Pace(lambda: on_battery, lambda: now)
    assert pace.hindrance(Listen.FIRST) == ""
    assert pace.hindrance(Listen.FULL) == "Waiting for mains power"
    on_battery, now = False, 20.0
    assert pace.hindrance(Listen.FULL) == ""


def test_the_battery_is_looked_at_now_and_then() -> None:
    looks = 0

    def look() -> bool:
        nonlocal looks
        looks += 1
        return False

    pace = Pace(look, lambda: 5.0)
    for _ in range(100):
        pace.hindrance(Listen.FULL)
    assert looks == 1


def test_waiting_ends_when_the_listener_lets_it_go_on() -> None:
    pace = Pace()
    pace.pause()
    threading.Timer(0.1, pace.resume).start()
    assert pace.wait(Listen.FIRST, CancelToken()) > 0


def test_waiting_can_be_stopped() -> None:
    pace, cancel = Pace(), CancelToken()
    pace.pause()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(Cancelled):
        pace.wait(Listen.FIRST, cancel)
