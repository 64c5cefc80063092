from __future__ import annotations

import logging

import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.signal import Signal


def test_a_token_stops_the_work_only_after_somebody_asked() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_every_listener_hears_in_order_until_it_leaves() -> None:
    signal: Signal[int] = Signal()
    heard: list[tuple[str, int]] = []
    leave = signal.connect(lambda value: heard.append(("first", value)))
    signal.connect(lambda value: heard.append(("second", value)))
    signal.emit(1)
    leave()
    leave()
    signal.emit(2)
    assert heard == [("first", 1), ("second", 1), ("second", 2)]


def test_a_listener_that_fails_is_logged_and_the_others_still_hear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    signal: Signal[str] = Signal()
    heard: list[str] = []

    def fail(_: str) -> None:
        raise ValueError("deaf")

    signal.connect(fail)
    signal.connect(heard.append)
    with caplog.at_level(logging.ERROR):
        signal.emit("hello")
    assert heard == ["hello"]
    assert "deaf" in caplog.text
