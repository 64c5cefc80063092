from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import psutil
import pytest

from deej_desktop.native.psutil import on_battery


def fails() -> None:
    raise FileNotFoundError(2, "No such file or directory", "/sys/class/power_supply")


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda: None, False),
        (lambda: SimpleNamespace(power_plugged=False), True),
        (lambda: SimpleNamespace(power_plugged=True), False),
        (lambda: SimpleNamespace(power_plugged=None), False),
        (fails, False),
    ],
)
def test_only_what_is_known_to_run_on_its_battery_does(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object], expected: bool
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", ask, raising=False)
    assert on_battery() is expected
