"""D-Bus: one thread for all that talks on a bus, and connections that end in good order.

Deej plays as well without a bus. What goes wrong here is logged and harms nothing.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from dbus_fast import BusType, DBusError, DBusFastError, Message, MessageType
from dbus_fast.aio import MessageBus

_log = logging.getLogger(__name__)

BUS_TROUBLE = (OSError, EOFError, KeyError, DBusFastError, asyncio.TimeoutError)
"""What connecting to a bus or talking on it may raise; KeyError where there is no HOME."""

_ANSWER_S = 5.0
_END_S = 3.0

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, None]]


class BusThread:
    """Runs coroutines in one daemon thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_log_forgotten)
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="message-bus", daemon=True)
        self._thread.start()

    def start(self, work: Work) -> None:
        """Let `work` run, from any thread; after `close` it is forgotten."""
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._begin, work)

    def close(self) -> None:
        """Cancel what runs, and wait some seconds for it to end."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_S)

    def _begin(self, work: Work) -> None:
        task = self._loop.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._end())
        finally:
            self._loop.close()

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _log_forgotten(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for: mostly a signal that could not be sent to a bus that is gone.

    Without a traceback: this may run while the garbage collector interrupts the compiler, which
    Python 3.11 does not survive being called again by `traceback`.
    """
    _log.info("%s: %r", context["message"], context.get("exception"))


async def _guarded(work: Work) -> None:
    try:
        await work()
    except BUS_TROUBLE as trouble:
        _log.info("No message bus, or no longer: %r", trouble)
    except Exception:  # noqa: BLE001 - the music must go on, whatever a bus brings up
        _log.exception("Something failed on the message bus")


async def within(seconds: float | None, work: Coroutine[Any, Any, T]) -> T:
    """Return the result of `work`.

    That is `asyncio.wait_for`, which before Python 3.12 loses a cancellation at the wrong moment.

    Raises:
        asyncio.TimeoutError: It takes longer than `seconds`, and is cancelled.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise asyncio.TimeoutError
        return task.result()
    finally:
        task.cancel()


@asynccontextmanager
async def connected(kind: BusType) -> AsyncIterator[MessageBus]:
    """A connection to the session's or the system's bus for as long as the block lasts.

    Raises:
        OSError: There is no bus, or one of the other `BUS_TROUBLE`.
    """
    bus = MessageBus(bus_type=kind, negotiate_unix_fd=True)
    try:
        await within(_ANSWER_S, bus.connect())
        yield bus
    finally:
        if bus.unique_name is not None:
            bus.disconnect()
            with suppress(*BUS_TROUBLE):
                await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


async def call(bus: MessageBus, message: Message) -> Message:
    """Send a method call and return the answer.

    Raises:
        DBusError: The answer is an error, or one of the other `BUS_TROUBLE`.
    """
    reply = await within(_ANSWER_S, bus.call(message))
    if reply.message_type is MessageType.ERROR:
        raise DBusError(reply.error_name or "org.freedesktop.DBus.Error.Failed", str(reply.body))
    return reply
