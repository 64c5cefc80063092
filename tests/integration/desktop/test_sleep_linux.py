"""Staying awake, asked of services that answer as the real ones do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Annotated

import pytest
from dbus_fast.annotations import (
    DBusDict,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
    DBusUInt32,
    DBusUnixFd,
)
from dbus_fast.service import ServiceInterface, dbus_method

from deej_desktop.desktop.message_bus import BusThread
from deej_desktop.desktop.sleep_linux import LIT, LinuxSleepInhibition
from tests.message_bus import PATIENCE_S, PrivateBus, Witness, private_bus, witness
from tests.pulse import wait_until

DBusNothing = Annotated[None, DBusSignature("")]


class Records:
    """What was asked of a service, and not taken back."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.undone: list[int] = []
        self._changed = threading.Condition()

    def ask(self, *what: object) -> int:
        with self._changed:
            self.asked.append(what)
            self._changed.notify_all()
        return 100 + len(self.asked)

    def undo(self, cookie: int) -> None:
        with self._changed:
            self.undone.append(cookie)
            self._changed.notify_all()

    def has(self, asked: int, undone: int = 0) -> bool:
        return (len(self.asked), len(self.undone)) == (asked, undone)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE_S), (self.asked, self.undone)


class PowerManagement(ServiceInterface):
    """Of KDE and Xfce; the screen saver's is the same under another name."""

    def __init__(self, records: Records, name: str) -> None:
        super().__init__(name)
        self._records = records

    @dbus_method(name="Inhibit")
    def inhibit(self, who: DBusStr, why: DBusStr) -> DBusUInt32:
        return self._records.ask(who, why)

    @dbus_method(name="UnInhibit")
    def uninhibit(self, cookie: DBusUInt32) -> DBusNothing:
        self._records.undo(cookie)


class SessionManager(ServiceInterface):
    """Of GNOME."""

    def __init__(self, records: Records) -> None:
        super().__init__("org.gnome.SessionManager")
        self._records = records

    @dbus_method(name="Inhibit")
    def inhibit(
        self, who: DBusStr, window: DBusUInt32, why: DBusStr, flags: DBusUInt32
    ) -> DBusUInt32:
        return self._records.ask(who, window, why, flags)

    @dbus_method(name="Uninhibit")
    def uninhibit(self, cookie: DBusUInt32) -> DBusNothing:
        self._records.undo(cookie)


class Portal(ServiceInterface):
    """What a sandbox lets through."""

    def __init__(self, records: Records) -> None:
        super().__init__("org.freedesktop.portal.Inhibit")
        self._records = records

    @dbus_method(name="Inhibit")
    def inhibit(self, window: DBusStr, flags: DBusUInt32, options: DBusDict) -> DBusObjectPath:
        self._records.ask(window, flags, options["reason"].value)
        return "/org/freedesktop/portal/desktop/request/1_2/t"


class Login(ServiceInterface):
    """Of systemd: as long as a pipe is open."""

    def __init__(self, records: Records, pipe: int) -> None:
        super().__init__("org.freedesktop.login1.Manager")
        self._records = records
        self._pipe = pipe

    @dbus_method(name="Inhibit")
    def inhibit(self, what: DBusStr, who: DBusStr, why: DBusStr, mode: DBusStr) -> DBusUnixFd:
        self._records.ask(what, who, why, mode)
        return self._pipe


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def inhibition(bus: PrivateBus) -> Iterator[LinuxSleepInhibition]:
    thread = BusThread()
    yield LinuxSleepInhibition(thread)
    thread.close()


def offer_power_management(other: Witness, records: Records) -> None:
    name = "org.freedesktop.PowerManagement"
    other.offer(
        "/org/freedesktop/PowerManagement/Inhibit", PowerManagement(records, f"{name}.Inhibit")
    )
    other.own(name)


def offer_gnome(other: Witness, records: Records) -> None:
    other.offer("/org/gnome/SessionManager", SessionManager(records))
    other.own("org.gnome.SessionManager")


def offer_screen_saver(other: Witness, records: Records) -> None:
    name = "org.freedesktop.ScreenSaver"
    other.offer("/org/freedesktop/ScreenSaver", PowerManagement(records, name))
    other.own(name)


@pytest.mark.parametrize(
    ("offer", "request_"),
    [
        (offer_power_management, ("Deej", "Music is playing")),
        (offer_gnome, ("Deej", 0, "Music is playing", 4)),
        (offer_screen_saver, ("Deej", "Music is playing")),
    ],
)
def test_what_is_asked_is_taken_back(
    offer: Callable[[Witness, Records], None],
    request_: tuple[object, ...],
    inhibition: LinuxSleepInhibition,
    other: Witness,
    records: Records,
) -> None:
    offer(other, records)
    for cookies in ([101], [101, 102]):
        inhibition.hold()
        inhibition.hold()
        records.wait_for(partial(records.has, asked=len(cookies), undone=len(cookies) - 1))
        inhibition.release()
        inhibition.release()
        records.wait_for(partial(records.has, asked=len(cookies), undone=len(cookies)))
        assert records.undone == cookies
    assert records.asked == [request_] * 2


def test_the_screen_is_left_alone_where_that_can_be(
    inhibition: LinuxSleepInhibition, other: Witness, records: Records
) -> None:
    others = Records()
    offer_screen_saver(other, others)
    offer_gnome(other, others)
    offer_power_management(other, records)
    inhibition.hold()
    records.wait_for(lambda: len(records.asked) == 1)
    assert others.asked == []


def test_a_sandbox_is_left_through_the_portal_until_the_connection_ends(
    inhibition: LinuxSleepInhibition, other: Witness, records: Records
) -> None:
    other.offer("/org/freedesktop/portal/desktop", Portal(records))
    other.own("org.freedesktop.portal.Desktop")
    inhibition.hold()
    records.wait_for(lambda: records.asked == [("", 4, "Music is playing")])
    assert not other.is_alone()
    inhibition.release()
    other.wait_for(other.is_alone)


def test_logind_is_held_by_a_pipe(
    bus: PrivateBus, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = os.pipe()
    thread = BusThread()
    try:
        with private_bus() as system, witness(system.address) as login:
            monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", system.address)
            login.offer("/org/freedesktop/login1", Login(records, theirs))
            login.own("org.freedesktop.login1")
            inhibition = LinuxSleepInhibition(thread)
            inhibition.hold()
            records.wait_for(
                lambda: records.asked == [("idle", "Deej", "Music is playing", "block")]
            )
            os.close(theirs)
            inhibition.release()
            # The end of the pipe comes when nobody has it open any more.
            assert os.read(ours, 1) == b""
    finally:
        os.close(ours)
        thread.close()


def test_the_end_of_deej_takes_it_back(bus: PrivateBus, other: Witness, records: Records) -> None:
    offer_power_management(other, records)
    thread = BusThread()
    LinuxSleepInhibition(thread).hold()
    records.wait_for(lambda: len(records.asked) == 1)
    assert not other.is_alone()
    thread.close()
    other.wait_for(other.is_alone)


def test_nobody_to_ask_is_no_trouble_and_somebody_is_found_when_music_plays_again(
    bus: PrivateBus,
    inhibition: LinuxSleepInhibition,
    other: Witness,
    records: Records,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    inhibition.hold()
    wait_until(lambda: "no way to keep" in caplog.text, PATIENCE_S, "all ways were tried")
    inhibition.release()
    other.wait_for(other.is_alone)
    offer_power_management(other, records)

    def play_again() -> bool:
        inhibition.release()
        inhibition.hold()
        return bool(records.asked)

    wait_until(play_again, PATIENCE_S, "somebody is asked")


def test_a_bus_lost_meanwhile_is_no_trouble(
    bus: PrivateBus,
    inhibition: LinuxSleepInhibition,
    other: Witness,
    records: Records,
    caplog: pytest.LogCaptureFixture,
) -> None:
    offer_power_management(other, records)
    inhibition.hold()
    records.wait_for(lambda: len(records.asked) == 1)
    bus.kill()
    inhibition.release()
    inhibition.hold()
    inhibition.release()
    assert "Something failed" not in caplog.text


def test_the_screen_is_kept_lit_by_whom_the_desktop_has_for_that(
    bus: PrivateBus, other: Witness, records: Records
) -> None:
    name = "org.freedesktop.ScreenSaver"
    other.offer("/org/freedesktop/ScreenSaver", PowerManagement(records, name))
    other.own(name)
    thread = BusThread()
    try:
        lamp = LinuxSleepInhibition(thread, LIT)
        lamp.hold()
        records.wait_for(lambda: records.has(asked=1))
        lamp.release()
        records.wait_for(lambda: records.has(asked=1, undone=1))
    finally:
        thread.close()
