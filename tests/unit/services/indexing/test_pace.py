from __future__ import annotations

import threading
from collections.abc import Collection

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


@pytest.mark.parametrize("spared", [(Listen.FULL,), tuple(Listen)])
def test_a_battery_is_spared_what_the_listener_wishes(spared: Collection[Listen]) -> None:
    now, on_battery = 0.0, True
    pace = Pace(lambda: spared if on_battery else (), lambda: now)
    held = {listen for listen in Listen if pace.hindrance(listen) == "Waiting for mains power"}
    assert held == set(spared)
    on_battery, now = False, 20.0
    assert [pace.hindrance(listen) for listen in Listen] == ["", ""]


def test_the_battery_is_looked_at_now_and_then() -> None:
    looks = 0

    def look() -> Collection[Listen]:
        nonlocal looks
        looks += 1
        return ()

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
