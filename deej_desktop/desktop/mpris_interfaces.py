"""The two interfaces that a player shows on the bus, by the MPRIS 2.2 specification.

Optional properties behind which Deej has nothing (LoopStatus, Shuffle, Fullscreen) are left out,
so that remote controls show no buttons for them.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote_to_bytes

from dbus_fast import DBusError, ErrorType, PropertyAccess
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from deej_desktop.desktop.mpris_view import PlayerView
from deej_desktop.desktop.window import Window
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import JukeboxApi

DBusNothing = Annotated[None, DBusSignature("")]
DBusStrings = Annotated[list[str], DBusSignature("as")]

_READ = PropertyAccess.READ

MIME_TYPES = (
    "audio/aac",
    "audio/ape",
    "audio/flac",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/vnd.wave",
    "audio/x-aiff",
    "audio/x-ape",
    "audio/x-flac",
    "audio/x-m4a",
    "audio/x-mp3",
    "audio/x-ms-wma",
    "audio/x-opus+ogg",
    "audio/x-vorbis+ogg",
    "audio/x-wav",
    "audio/x-wavpack",
)
"""What Deej opens; the .desktop file says the same."""


class RootInterface(ServiceInterface):
    """org.mpris.MediaPlayer2: the program."""

    def __init__(self, window: Window) -> None:
        super().__init__("org.mpris.MediaPlayer2")
        self._window = window

    @dbus_method(name="Raise")
    def bring_up(self) -> DBusNothing:
        """Show the window."""
        self._window.bring_up()

    @dbus_method(name="Quit")
    def quit(self) -> DBusNothing:
        """End Deej."""
        self._window.quit()

    @dbus_property(_READ, name="CanQuit")
    def can_quit(self) -> DBusBool:
        """Whether `quit` does anything."""
        return True

    @dbus_property(_READ, name="CanRaise")
    def can_raise(self) -> DBusBool:
        """Whether `bring_up` does anything."""
        return True

    @dbus_property(_READ, name="HasTrackList")
    def has_track_list(self) -> DBusBool:
        """Whether there is the third, optional interface."""
        return False

    @dbus_property(_READ, name="Identity")
    def identity(self) -> DBusStr:
        """The name to show."""
        return "Deej"

    @dbus_property(_READ, name="DesktopEntry")
    def desktop_entry(self) -> DBusStr:
        """The .desktop file without its suffix, for name and icon."""
        return "deej"

    @dbus_property(_READ, name="SupportedUriSchemes")
    def supported_uri_schemes(self) -> DBusStrings:
        """What `PlayerInterface.open_uri` takes."""
        return ["file"]

    @dbus_property(_READ, name="SupportedMimeTypes")
    def supported_mime_types(self) -> DBusStrings:
        """What `PlayerInterface.open_uri` plays."""
        return list(MIME_TYPES)


class PlayerInterface(ServiceInterface):
    """org.mpris.MediaPlayer2.Player: what plays, and the buttons."""

    def __init__(self, jukebox: JukeboxApi, go_to: Callable[[Seconds], None]) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._jukebox = jukebox
        self._go_to = go_to
        self._view = PlayerView()

    def show(self, view: PlayerView) -> None:
        """Have these properties from now on, and signal those that changed."""
        changes = view.changes_since(self._view)
        self._view = view
        if changes:
            self.emit_properties_changed(changes)

    @dbus_method(name="Next")
    def next(self) -> DBusNothing:
        """Go to the next track."""
        self._jukebox.next()

    @dbus_method(name="Previous")
    def previous(self) -> DBusNothing:
        """Go to the start of the track, or to the one before."""
        self._jukebox.previous()

    @dbus_method(name="Pause")
    def pause(self) -> DBusNothing:
        """Pause, if something plays."""
        self._jukebox.pause()

    @dbus_method(name="PlayPause")
    def play_pause(self) -> DBusNothing:
        """Pause, go on or begin."""
        self._jukebox.toggle_pause()

    @dbus_method(name="Stop")
    def stop(self) -> DBusNothing:
        """Fall silent."""
        self._jukebox.stop()

    @dbus_method(name="Play")
    def play(self) -> DBusNothing:
        """Go on or begin."""
        self._jukebox.play()

    @dbus_method(name="Seek")
    def seek(self, offset: DBusInt64) -> DBusNothing:
        """Go so many microseconds onwards; past the end is the next track."""
        if not self._view.can_seek:
            return
        position = self.position_us + offset
        if position > self._length_us:
            self._jukebox.next()
        else:
            self._go_to(Seconds(max(0, position) / 1e6))

    @dbus_method(name="SetPosition")
    def set_position(self, track_id: DBusObjectPath, position: DBusInt64) -> DBusNothing:
        """Go to a place in the track, if it still is the one that is meant."""
        current = self._view.metadata.get("mpris:trackid")
        if current is not None and current.value == track_id and 0 <= position <= self._length_us:
            self._go_to(Seconds(position / 1e6))

    @dbus_method(name="OpenUri")
    def open_uri(self, uri: DBusStr) -> DBusNothing:
        """Play a file or a folder."""
        path = local_path(uri)
        if path is None:
            raise DBusError(ErrorType.NOT_SUPPORTED, "Deej plays local files only (file:///...)")
        self._jukebox.play_files([path])

    @dbus_signal(name="Seeked")
    def seeked(self, position: Seconds) -> DBusInt64:
        """Tell of a leap, with the place in microseconds."""
        return round(position * 1e6)

    @dbus_property(_READ, name="PlaybackStatus")
    def playback_status(self) -> DBusStr:
        """Playing, Paused or Stopped."""
        return self._view.playback_status

    @dbus_property(PropertyAccess.READWRITE, name="Rate")
    def rate(self) -> DBusDouble:
        """How fast; Deej knows one speed."""
        return 1.0

    @rate.setter
    def set_rate(self, rate: DBusDouble) -> DBusNothing:
        """Ignore what is out of range, as the specification has it, but take 0 for a pause."""
        if rate == 0.0:
            self._jukebox.pause()

    @dbus_property(_READ, name="MinimumRate")
    def minimum_rate(self) -> DBusDouble:
        """The lower end of `rate`."""
        return 1.0

    @dbus_property(_READ, name="MaximumRate")
    def maximum_rate(self) -> DBusDouble:
        """The upper end of `rate`."""
        return 1.0

    @dbus_property(_READ, name="Metadata")
    def metadata(self) -> DBusDict:
        """Of the track that plays; empty when nothing does."""
        return self._view.metadata

    @dbus_property(PropertyAccess.READWRITE, name="Volume")
    def volume(self) -> DBusDouble:
        """0..1 as heard."""
        return self._view.volume

    @volume.setter
    def set_volume(self, volume: DBusDouble) -> DBusNothing:
        """Play so loud."""
        if math.isfinite(volume):
            self._jukebox.set_volume(min(max(volume, 0.0), 1.0))

    @dbus_property(_READ, name="Position")
    def position(self) -> DBusInt64:
        """Microseconds into the track; its running is not signalled, its leaps are."""
        return self.position_us

    @dbus_property(_READ, name="CanGoNext")
    def can_go_next(self) -> DBusBool:
        """Whether something is queued."""
        return self._view.can_go_next

    @dbus_property(_READ, name="CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        """Whether there is a start to go back to."""
        return self._view.can_go_previous

    @dbus_property(_READ, name="CanPlay")
    def can_play(self) -> DBusBool:
        """Whether there is something to play."""
        return self._view.can_play

    @dbus_property(_READ, name="CanPause")
    def can_pause(self) -> DBusBool:
        """Whether there is something to pause."""
        return self._view.can_pause

    @dbus_property(_READ, name="CanSeek")
    def can_seek(self) -> DBusBool:
        """Whether one can go to a place in the track."""
        return self._view.can_seek

    @dbus_property(_READ, name="CanControl")
    def can_control(self) -> DBusBool:
        """Whether the buttons do anything at all."""
        return True

    @property
    def position_us(self) -> int:
        """Microseconds into the track."""
        return max(0, round(self._jukebox.position() * 1e6)) if self._view.can_seek else 0

    @property
    def _length_us(self) -> float:
        length = self._view.metadata.get("mpris:length")
        return float(length.value) if length is not None else math.inf


def local_path(uri: str) -> Path | None:
    """Return the file that a file: URI names, whatever bytes its name has; None for other URIs."""
    scheme, _, rest = uri.partition("://")
    host, slash, name = rest.partition("/")
    if scheme.lower() != "file" or host not in ("", "localhost") or not slash:
        return None
    raw = unquote_to_bytes(slash + name)
    return None if b"\0" in raw else Path(os.fsdecode(raw))
