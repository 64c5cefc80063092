"""Being put to sleep by a login manager that does as the real one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from dbus_fast.annotations import DBusBool, DBusStr, DBusUnixFd
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

from deej_desktop.desktop.message_bus import BusThread
from deej_desktop.desktop.suspend import Suspend
from deej_desktop.desktop.suspend_linux import LinuxSuspendWatch
from tests.fakes import music
from tests.fakes.services import FakeJukebox
from tests.message_bus import PATIENCE_S, PrivateBus, Witness
from tests.pulse import wait_until


class Login(ServiceInterface):
    """Puts to sleep as soon as nobody delays that any more."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.login1.Manager")
        self.asked: list[tuple[str, ...]] = []
        self.pipe, self._other_end = os.pipe()

    @dbus_method(name="Inhibit")
    def inhibit(self, what: DBusStr, who: DBusStr, why: DBusStr, mode: DBusStr) -> DBusUnixFd:
        self.asked.append((what, who, mode))
        return self._other_end

    @dbus_signal(name="PrepareForSleep")
    def prepare_for_sleep(self, begins: bool) -> DBusBool:
        return begins

    def nobody_delays(self) -> None:
        """Return as soon as the last copy of the pipe's other end is closed."""
        os.close(self._other_end)
        assert os.read(self.pipe, 1) == b""


@pytest.fixture
def login(bus: PrivateBus, other: Witness, monkeypatch: pytest.MonkeyPatch) -> Login:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    login = Login()
    other.offer("/org/freedesktop/login1", login)
    other.own("org.freedesktop.login1")
    return login


@pytest.fixture
def jukebox(login: Login) -> Iterator[FakeJukebox]:
    """Plays, and is told of sleep."""
    jukebox = FakeJukebox(music.library())
    jukebox.play_files([jukebox.tracks[0].path])
    thread = BusThread()
    thread.start(LinuxSuspendWatch(Suspend(jukebox)).serve)
    wait_until(lambda: bool(login.asked), PATIENCE_S, "sleep is delayed")
    yield jukebox
    thread.close()


def test_sleep_waits_for_the_music_and_the_music_for_the_morning(
    login: Login, jukebox: FakeJukebox
) -> None:
    assert login.asked == [("sleep", "Deej", "delay")]
    login.prepare_for_sleep(True)
    wait_until(lambda: jukebox.state.paused, PATIENCE_S, "the music pauses")
    login.nobody_delays()
    login.prepare_for_sleep(False)
    wait_until(lambda: not jukebox.state.paused, PATIENCE_S, "the music goes on")
