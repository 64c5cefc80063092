from __future__ import annotations

import sys

import pytest

# dbus-fast is installed on Linux only.
collect_ignore_glob = [] if sys.platform == "linux" else ["test_mpris_*.py"]


@pytest.fixture(autouse=True)
def no_session_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the desktop of whoever runs the tests out of them."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
