"""Staying awake on Linux: the first of several D-Bus interfaces that is there."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

from dbus_fast import BusType, Message, MessageFlag, Variant

from deej_desktop.desktop.message_bus import BUS_TROUBLE, BusThread, call, connected

_log = logging.getLogger(__name__)

_WHO = "Deej"
_WHY = "Music is playing"
_SUSPEND = 4
"""The flag for suspend, of the portal and of GNOME alike."""
_IDLE = 8
"""The same for a session that seems to be left, whose screen goes dark."""


@dataclass(frozen=True, slots=True)
class _Way:
    """An interface with a method Inhibit.

    Attributes:
        destination: The bus name.
        path: The object.
        interface: Its interface.
        signature: Of what Inhibit takes.
        body: What Inhibit takes.
        undo: The method that takes the answer back; "" where closing it or the connection does.
        bus: Where.
    """

    destination: str
    path: str
    interface: str
    signature: str
    body: tuple[object, ...]
    undo: str = ""
    bus: BusType = BusType.SESSION

    def message(self, member: str, signature: str, body: tuple[object, ...]) -> Message:
        """A call of one of its methods that starts no program."""
        return Message(
            destination=self.destination,
            path=self.path,
            interface=self.interface,
            member=member,
            signature=signature,
            body=list(body),
            flags=MessageFlag.NO_AUTOSTART,
        )


AWAKE = (
    # KDE, Xfce, LXQt, MATE: no sleep; the screen is left alone.
    _Way(
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
        "ss",
        (_WHO, _WHY),
        undo="UnInhibit",
    ),
    # GNOME, Cinnamon, Budgie: the same.
    _Way(
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        "org.gnome.SessionManager",
        "susu",
        (_WHO, 0, _WHY, _SUSPEND),
        undo="Uninhibit",
    ),
    # The only way out of a sandbox. It is not the first, since some that answer can do nothing
    # about sleep and do not say so.
    _Way(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Inhibit",
        "sua{sv}",
        ("", _SUSPEND, {"reason": Variant("s", _WHY)}),
    ),
    # Bare window managers on systemd or elogind.
    _Way(
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "ssss",
        ("idle", _WHO, _WHY, "block"),
        bus=BusType.SYSTEM,
    ),
    # The rest; here the screen stays on, too.
    _Way(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "ss",
        (_WHO, _WHY),
        undo="UnInhibit",
    ),
)
"""Ways to keep the computer awake; the screen may go dark."""

LIT = (
    _Way(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "ss",
        (_WHO, _WHY),
        undo="UnInhibit",
    ),
    _Way(
        "org.gnome.SessionManager",
        "/org/gnome/SessionManager",
        "org.gnome.SessionManager",
        "susu",
        (_WHO, 0, _WHY, _IDLE),
        undo="Uninhibit",
    ),
    _Way(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Inhibit",
        "sua{sv}",
        ("", _IDLE, {"reason": Variant("s", _WHY)}),
    ),
)
"""Ways to keep the screen lit, for what is read from afar."""


class LinuxSleepInhibition:
    """See `sleep_inhibition.SleepInhibition`."""

    def __init__(self, thread: BusThread, ways: Sequence[_Way] = AWAKE) -> None:
        """Make it.

        Args:
            thread: Talks on the bus.
            ways: `AWAKE`, or `LIT` for the screen as well.
        """
        self._ways = ways
        self._thread = thread
        self._wanted = False
        self._changed = asyncio.Event()
        thread.start(self._serve)

    def hold(self) -> None:
        """See `SleepInhibition`."""
        self._want(wanted=True)

    def release(self) -> None:
        """See `SleepInhibition`."""
        self._want(wanted=False)

    def _want(self, *, wanted: bool) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._thread.start(self._tell)

    async def _tell(self) -> None:
        self._changed.set()

    async def _serve(self) -> None:
        while True:
            while not self._wanted:
                await self._next_change()
            async with await _first_that_works(self._ways):
                while self._wanted:
                    await self._next_change()

    async def _next_change(self) -> None:
        await self._changed.wait()
        self._changed.clear()


async def _first_that_works(ways: Sequence[_Way]) -> AsyncExitStack:
    """Stay awake until the block ends; if there is no way, log that and do without."""
    for way in ways:
        stack = AsyncExitStack()
        try:
            await stack.enter_async_context(_held(way))
        except BUS_TROUBLE as trouble:
            _log.debug("No %s: %r", way.interface, trouble)
        else:
            _log.info("Staying awake by %s", way.interface)
            return stack
    _log.info("There is no way to keep this machine awake")
    return AsyncExitStack()


@asynccontextmanager
async def _held(way: _Way) -> AsyncIterator[None]:
    """Stay awake during the block. However Deej ends, its connection ends and takes this along."""
    async with connected(way.bus) as bus:
        reply = await call(bus, way.message("Inhibit", way.signature, way.body))
        try:
            yield
        finally:
            for handle in reply.unix_fds:
                os.close(handle)
            if way.undo and bus.connected:
                with suppress(*BUS_TROUBLE):
                    await call(bus, way.message(way.undo, "u", (reply.body[0],)))
