"""MPRIS2: media keys, the desktop's media controls, headsets and playerctl on Linux."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dbus_fast import BusType, NameFlag, RequestNameReply
from dbus_fast.aio import MessageBus

from deej_desktop.desktop.cover_files import CoverFiles
from deej_desktop.desktop.message_bus import connected, within
from deej_desktop.desktop.mpris_interfaces import PlayerInterface, RootInterface
from deej_desktop.desktop.mpris_view import metadata_of, view_of
from deej_desktop.desktop.position_watch import PositionWatch
from deej_desktop.desktop.window import Window
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import JukeboxState, LibraryState, Services

_log = logging.getLogger(__name__)

NAME = "org.mpris.MediaPlayer2.deej"
OBJECT_PATH = "/org/mpris/MediaPlayer2"

_LOOK_S = 1.0
"""How often to look whether playback leapt, while it plays."""


class Mpris:
    """Shows the jukebox on the session bus and passes on what is asked of it there.

    All of it runs in the thread of the bus, but for the short calls by which the services tell
    that something changed.
    """

    def __init__(self, services: Services, window: Window, covers: CoverFiles) -> None:
        self._jukebox = services.jukebox
        self._library = services.library
        self._root = RootInterface(window)
        self._player = PlayerInterface(services.jukebox, self._go_to)
        self._covers = covers
        self._watch = PositionWatch()
        self._news = asyncio.Event()
        self._track: Track | None = None
        self._track_number = 0
        self._cover_address = ""
        self._cover_search: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Be on the session bus until it is lost or this is cancelled.

        Raises:
            OSError: There is no bus, or another of `message_bus.BUS_TROUBLE`.
        """
        async with connected(BusType.SESSION) as bus:
            bus.export(OBJECT_PATH, self._root)
            bus.export(OBJECT_PATH, self._player)
            with self._hearing_news():
                is_playing = self._show()
                await _take_name(bus)
                while bus.connected:
                    is_playing = self._show()
                    with suppress(asyncio.TimeoutError):
                        await within(_LOOK_S if is_playing else None, self._news.wait())
                    self._news.clear()
        _log.info("The session bus is gone, and media keys with it")

    @contextmanager
    def _hearing_news(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        had_music = self._library.state.tracks > 0

        def wake() -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody is there to be told
                loop.call_soon_threadsafe(self._news.set)

        def jukebox_changed(_: JukeboxState) -> None:
            wake()

        def library_changed(state: LibraryState) -> None:
            nonlocal had_music
            if had_music != (state.tracks > 0):  # a scan tells much more, and often
                had_music = not had_music
                wake()

        disconnects = (
            self._jukebox.changed.connect(jukebox_changed),
            self._library.changed.connect(library_changed),
        )
        try:
            yield
        finally:
            for disconnect in disconnects:
                disconnect()
            if self._cover_search is not None:
                self._cover_search.cancel()

    def _show(self) -> bool:
        """Tell what changed; whether something plays."""
        state = self._jukebox.state
        now = asyncio.get_running_loop().time()
        if state.playing != self._track:
            self._begin(state.playing)
            self._watch.told(Seconds(0.0), now)
        track = self._track
        metadata = (
            metadata_of(track, f"/org/deej/track/{self._track_number}", self._cover_address)
            if track is not None
            else {}
        )
        has_music = self._library.state.tracks > 0
        self._player.show(view_of(state, metadata, has_music=has_music))
        is_playing = track is not None and not state.paused
        position = self._jukebox.position()
        if self._watch.leapt(position, now, running=is_playing) and track is not None:
            self._player.seeked(position)
        return is_playing

    def _begin(self, track: Track | None) -> None:
        if self._cover_search is not None:
            self._cover_search.cancel()
        self._track = track
        self._track_number += 1
        self._cover_address = ""
        if track is not None:
            self._cover_search = asyncio.ensure_future(self._find_cover(track))

    async def _find_cover(self, track: Track) -> None:
        loop = asyncio.get_running_loop()
        self._cover_address = await loop.run_in_executor(None, self._covers.address_of, track)
        self._news.set()

    def _go_to(self, position: Seconds) -> None:
        self._jukebox.seek(position)
        self._watch.told(position, asyncio.get_running_loop().time())
        self._player.seeked(position)


async def _take_name(bus: MessageBus) -> None:
    """Take the player's name or, beside another Deej, one of our own as the specification says."""
    own = f"{NAME}.instance{os.getpid()}"
    for name in (NAME, own):
        if await bus.request_name(name, NameFlag.DO_NOT_QUEUE) is RequestNameReply.PRIMARY_OWNER:
            _log.info("On the session bus as %s", name)
            return
    _log.warning("Neither %s nor %s can be had on the session bus", NAME, own)
