from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

if sys.platform != "linux":
    # dbus-fast is installed on Linux only.
    collect_ignore_glob = ["*"]
else:
    from tests.message_bus import PrivateBus, Witness, missing_programs, private_bus, witness

    @pytest.fixture
    def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
        """A session bus of the test's own; there is no system bus."""
        if missing := missing_programs():
            pytest.skip(f"needs {', '.join(missing)}")
        with private_bus() as running:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
            monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
            yield running

    @pytest.fixture
    def other(bus: PrivateBus) -> Iterator[Witness]:
        """Somebody else on that bus."""
        with witness(bus.address) as one:
            yield one
