"""A private message bus for tests, and somebody on it who remembers what is signalled.

No bus of the machine or of whoever runs the tests is touched.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface

T = TypeVar("T")

PATIENCE_S = 60.0

_CONFIGURATION = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def missing_programs() -> list[str]:
    """The programs that tests on a bus need and this machine lacks."""
    return [name for name in ("dbus-daemon", "playerctl") if shutil.which(name) is None]


class PrivateBus:
    """A bus that starts no services; can be killed."""

    def __init__(self, folder: Path) -> None:
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(socket=folder / "socket"))
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address, "dbus-daemon did not start"

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it, if it has not ended."""
        self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()


@contextmanager
def private_bus() -> Iterator[PrivateBus]:
    """A running private bus; gone after the block."""
    # A socket's path has to be short, which pytest's own folders are not.
    with tempfile.TemporaryDirectory(prefix="deej-") as folder:
        bus = PrivateBus(Path(folder))
        try:
            yield bus
        finally:
            bus.close()


def playerctl(address: str, *arguments: str) -> str:
    """What `playerctl` prints about Deej on the bus at `address`, without the last newline.

    That is nothing when it fails, as it does for what is not known of a player.
    """
    done = subprocess.run(
        ["playerctl", "--player=deej", *arguments],
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
        text=True,
    )
    return done.stdout.removesuffix("\n")


class Witness:
    """Somebody else on the bus: hears every signal, calls methods, and can own names.

    Attributes:
        signals: (member, body) of everything signalled since it came, in order.
    """

    def __init__(self, address: str) -> None:
        self.signals: list[tuple[str, list[Any]]] = []
        self._heard = threading.Condition()
        self._loop = asyncio.new_event_loop()
        # What it could not say to a bus that was killed is of no interest.
        self._loop.set_exception_handler(lambda *_: None)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus = self._do(self._connect(address))

    def close(self) -> None:
        """Leave the bus."""
        with suppress(EOFError, OSError):  # the bus may be gone
            self._do(self._disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def own(self, name: str) -> None:
        """Take a name."""
        self._do(self._bus.request_name(name))

    def offer(self, path: str, interface: ServiceInterface) -> None:
        """Show an interface."""

        async def export() -> None:
            self._bus.export(path, interface)

        self._do(export())

    def call(
        self, name: str, path: str, interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        """Call a method and return what it answers, which must be no error."""
        message = Message(
            destination=name,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(body),
        )
        reply = self._do(self._bus.call(message))
        assert reply.message_type is MessageType.METHOD_RETURN, reply.body
        return reply.body

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Return as soon as what was signalled makes `condition` true."""
        with self._heard:
            assert self._heard.wait_for(condition, PATIENCE_S), self.signals

    def wait_for_owner(self, name: str, *, owned: bool = True) -> None:
        """Return as soon as somebody, or nobody, has the name."""
        self.wait_for(lambda: self.has_owner(name) == owned)

    def has_owner(self, name: str) -> bool:
        """Whether anybody was heard to take the name, and not to leave it."""
        changes = [body for member, body in self.signals if member == "NameOwnerChanged"]
        latest = next((body for body in reversed(changes) if body[0] == name), None)
        return latest is not None and latest[2] != ""

    def is_alone(self) -> bool:
        """Whether everybody who was heard to come to the bus has left it."""
        present: set[str] = set()
        for member, body in self.signals:
            if member == "NameOwnerChanged" and body[0].startswith(":"):
                (present.add if body[2] else present.discard)(body[0])
        return not present

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _connect(self, address: str) -> MessageBus:
        bus = MessageBus(bus_address=address, negotiate_unix_fd=True)
        await bus.connect()
        bus.add_message_handler(self._hear)
        await bus.call(
            Message(
                destination="org.freedesktop.DBus",
                path="/org/freedesktop/DBus",
                interface="org.freedesktop.DBus",
                member="AddMatch",
                signature="s",
                body=["type='signal'"],
            )
        )
        return bus

    async def _disconnect(self) -> None:
        self._bus.disconnect()
        await self._bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def _hear(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            with self._heard:
                self.signals.append((message.member or "", message.body))
                self._heard.notify_all()


@contextmanager
def witness(address: str) -> Iterator[Witness]:
    """A witness on the bus at `address` for as long as the block lasts."""
    one = Witness(address)
    try:
        yield one
    finally:
        one.close()
