"""Being told of sleep on Linux, by systemd's or elogind's login manager."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sequence

from dbus_fast import BusType, DBusError, Message, MessageType
from dbus_fast.aio import MessageBus

from deej_desktop.desktop.message_bus import call, connected
from deej_desktop.desktop.suspend import Suspend

_log = logging.getLogger(__name__)

_LOGIN = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SIGNAL = "PrepareForSleep"

_FADE_S = 0.4
"""So long sleep waits for the music to fade away."""


class LinuxSuspendWatch:
    """Serves one `Suspend`; where there is no login manager, the music just stands still."""

    def __init__(self, suspend: Suspend) -> None:
        self._suspend = suspend
        self._signals: asyncio.Queue[bool] = asyncio.Queue()

    async def serve(self) -> None:
        """Watch until cancelled."""
        async with connected(BusType.SYSTEM) as bus:
            bus.add_message_handler(self._hear)
            rule = f"type='signal',interface='{_MANAGER}',member='{_SIGNAL}'"
            bus_call = "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus"
            await call(bus, _message(*bus_call, "AddMatch", "s", [rule]))
            while True:
                await self._one_night(bus)

    async def _one_night(self, bus: MessageBus) -> None:
        delay = await _delay(bus)
        try:
            while not await self._signals.get():
                pass
            self._suspend.falls_asleep()
            await asyncio.sleep(_FADE_S)
        finally:
            for handle in delay:
                os.close(handle)
        while await self._signals.get():
            pass
        self._suspend.wakes()

    def _hear(self, message: Message) -> None:
        is_meant = message.interface == _MANAGER and message.member == _SIGNAL
        if is_meant and message.message_type is MessageType.SIGNAL:
            self._signals.put_nowait(bool(message.body[0]))


async def _delay(bus: MessageBus) -> Sequence[int]:
    """Have sleep wait for us for a moment, until what is returned is closed."""
    body: list[object] = ["sleep", "Deej", "The music fades away", "delay"]
    path = "/org/freedesktop/login1"
    try:
        reply = await call(bus, _message(_LOGIN, path, _MANAGER, "Inhibit", "ssss", body))
    except DBusError as error:
        _log.info("Sleep will not wait: %s", error)
        return ()
    return reply.unix_fds


def _message(
    destination: str, path: str, interface: str, member: str, signature: str, body: list[object]
) -> Message:
    return Message(
        destination=destination,
        path=path,
        interface=interface,
        member=member,
        signature=signature,
        body=body,
    )
