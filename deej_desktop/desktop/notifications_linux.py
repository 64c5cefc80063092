"""Notes on Linux desktops, by the freedesktop specification."""

from __future__ import annotations

import asyncio
from html import escape

from dbus_fast import BusType, Message, Variant

from deej_desktop.desktop.cover_files import CoverFiles
from deej_desktop.desktop.message_bus import BusThread, call, connected
from deej_desktop.domain.track import Track

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_AS_THE_DESKTOP_LIKES = -1
_LOW = 0


class LinuxNotifier:
    """See `notifications.Notifier`; without a bus, or anybody on it who shows notes, it is mute."""

    def __init__(self, thread: BusThread, covers: CoverFiles) -> None:
        self._thread = thread
        self._covers = covers
        self._last = 0
        self._turn: asyncio.Lock | None = None

    def tell(self, track: Track) -> None:
        """See `Notifier`."""
        self._thread.start(lambda: self._tell(track))

    async def _tell(self, track: Track) -> None:
        if self._turn is None:
            self._turn = asyncio.Lock()
        # One after the other: each takes the place of the one before.
        async with self._turn:
            loop = asyncio.get_running_loop()
            cover = await loop.run_in_executor(None, self._covers.address_of, track)
            async with connected(BusType.SESSION) as bus:
                (self._last,) = (await call(bus, self._note(track, cover))).body

    def _note(self, track: Track, cover: str) -> Message:
        hints = {
            "desktop-entry": Variant("s", "deej"),
            "urgency": Variant("y", _LOW),
            "transient": Variant("b", True),
            "suppress-sound": Variant("b", True),
        }
        if cover:
            hints["image-path"] = Variant("s", cover)
        # Most servers read marks in the text, none in the title.
        words = "\n".join(part for part in (track.artist, track.tags.album) if part)
        text = escape(words, quote=False)
        return Message(
            destination=_NAME,
            path=_PATH,
            interface=_NAME,
            member="Notify",
            signature="susssasa{sv}i",
            body=["Deej", self._last, "deej", track.title, text, [], hints, _AS_THE_DESKTOP_LIKES],
        )
