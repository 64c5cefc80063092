"""A deck that is heard: one libVLC player for one cue.

libVLC may not be called from within its own callbacks, so these only post what they heard to the
player's thread. A player that has stopped begins its next track with a burst at full volume, so
every cue gets a fresh one, made when it is to be heard: one that is opened paused lets up to two
seconds of some formats slip out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from deej_desktop.native.vlc import event_manager, has_audio, list_devices, load_vlc
from deej_desktop.playback.deck import Broken, DeckOrder, Deleted, Ended, Opened, Position, Post
from deej_desktop.playback.probe import cannot_play
from deej_desktop.playback.read_ahead import ReadAhead
from deej_desktop.playback.retirement import Retired
from deej_desktop.playback.vlc_time import VlcTime

_log = logging.getLogger(__name__)

_EARLY_S = 3.0
"""A track that ends so much before its time was cut off."""

_OGG = frozenset({".ogg", ".oga", ".opus"})
"""libVLC's own way of reading these often leaves out the last second."""

_PARSE_MS = 5_000
_EVENTS = ("Playing", "TimeChanged", "EndReached", "EncounteredError")


class VlcDeck:
    """See `Deck`; reports and callbacks arrive in the thread behind `post`."""

    def __init__(
        self,
        order: DeckOrder,
        instance: Any,  # noqa: ANN401 - python-vlc has no types
        post: Post,
        retire: Callable[[VlcDeck, Retired], None],
    ) -> None:
        self._order = order
        self._instance = instance
        self._post = post
        self._retire = retire
        self._device: str | None = None
        self._equaliser: Any = None
        self._vlc = load_vlc()
        self._media: Any = None
        self._player: Any = None
        self._managers: list[Any] = []
        self._playing = False
        self._closed = False
        self._held = False
        self._volume = 0
        self._start_s = order.start_s
        self._seek_to: float | None = None
        self._time = VlcTime()
        self._reading = self._read(self._parse)

    def start(self) -> None:
        """See `Deck`."""
        self._held = False
        if self._player is None:
            self._make_player()
        elif self._playing:
            self._player.set_pause(0)
            self._time.resumed(time.monotonic())

    def hold(self) -> None:
        """See `Deck`."""
        self._held = True
        if self._playing:  # one that is still opening would be stopped by this
            self._player.set_pause(1)
            self._time.held(time.monotonic())

    def seek(self, position_s: float) -> None:
        """See `Deck`."""
        if self._player is None:
            self._start_s = position_s
        elif self._playing:
            self._player.set_time(round(position_s * 1000))
            self._time.sought(position_s, time.monotonic())
        else:
            self._seek_to = position_s

    def set_gain(self, gain: float) -> None:
        """See `Deck`."""
        # VLC's volume is the cube root of the amplitude, in percent.
        volume = round(100 * gain ** (1 / 3))
        if volume != self._volume:
            self._volume = volume
            if self._player is not None:
                self._player.audio_set_volume(volume)

    def set_device(self, device_id: str | None) -> None:
        """Be heard on that device, or on the one the system chooses."""
        self._device = device_id
        if self._player is not None and device_id is not None:
            self._choose(device_id)

    def set_equaliser(self, equaliser: Any) -> None:  # noqa: ANN401
        """Sound as a `vlc.AudioEqualizer` says, which is copied."""
        if self._player is not None:
            self._player.set_equalizer(equaliser)
        self._equaliser = equaliser

    def poll(self) -> None:
        """See `Deck`; libVLC tells by itself."""

    def close(self) -> None:
        """See `Deck`."""
        if self._closed:
            return
        self._closed = True
        self._reading.close()
        self._retire(self, Retired(self._media, self._player, self._managers))
        self._media = self._player = None

    def _read(self, found: Callable[[str | None], None]) -> ReadAhead:
        """Find out whether the file can be read; `found` is called in the player's thread."""
        return ReadAhead(
            self._order.cue.path,
            lambda reason: self._post(partial(found, reason)),
            lambda: self._post(self._deleted),
        )

    def _deleted(self) -> None:
        if not self._closed:
            self._order.report(Deleted())

    def _parse(self, found: str | None) -> None:
        """Let libVLC look into the file, which tells music from other things."""
        if self._closed or self._media is not None:
            return  # what cannot be read further on may still be played so far
        if found is not None:
            self._give_up(found)
            return
        # The address of a file holds its name byte for byte, whatever encoding that is in.
        address = self._order.cue.path.absolute().as_uri()
        self._media = self._instance.media_new_location(address)
        if self._order.cue.path.suffix.lower() in _OGG:
            self._media.add_option(":demux=avformat,any")
        manager = event_manager(self._media)
        manager.event_attach(
            self._vlc.EventType.MediaParsedChanged, lambda _: self._post(self._parsed)
        )
        self._managers.append(manager)
        self._media.parse_with_options(self._vlc.MediaParseFlag.local, _PARSE_MS)

    def _parsed(self) -> None:
        if self._closed:
            return
        status = self._media.get_parsed_status()
        if status == self._vlc.MediaParsedStatus.timeout:
            self._give_up("its drive or network folder does not answer")
        elif status != self._vlc.MediaParsedStatus.done:
            self._give_up("it is damaged or no audio at all")
        elif not has_audio(self._media):
            self._give_up("it holds no audio, or is damaged")
        else:
            self._order.report(Opened())

    def _make_player(self) -> None:
        if self._start_s > 0:
            self._media.add_option(f":start-time={self._start_s:.3f}")
        self._player = self._instance.media_player_new()
        self._player.set_media(self._media)
        self._player.set_role(self._vlc.MediaPlayerRole.Music)
        self._player.audio_set_volume(self._volume)
        if self._device is not None:
            self._choose(self._device)
        # Put in while music plays it would tear a hole, so it is always there, flat or not.
        self._player.set_equalizer(self._equaliser)
        manager = event_manager(self._player)
        for kind in _EVENTS:
            event_type = getattr(self._vlc.EventType, f"MediaPlayer{kind}")
            manager.event_attach(event_type, partial(self._called_back, kind))
        self._managers.append(manager)
        self._player.play()

    def _choose(self, device_id: str) -> None:
        # libVLC would play to a device that is not there, and nobody would hear it.
        if device_id in dict(list_devices(self._player)):
            self._player.audio_output_device_set(None, device_id)
        else:
            _log.warning("There is no %s to be heard on; using what the system chose", device_id)

    def _called_back(self, kind: str, event: Any) -> None:  # noqa: ANN401
        """Runs in a thread of libVLC, which must not be called from here."""
        position_s = event.u.new_time / 1000 if kind == "TimeChanged" else 0.0
        self._post(partial(self._happened, kind, position_s, time.monotonic()))

    def _happened(self, kind: str, position_s: float, at: float) -> None:
        if self._closed:
            return
        if kind == "Playing":
            self._sounds(at)
        elif kind == "TimeChanged":
            here = self._time.reported(position_s, at)
            if here is not None:
                self._order.report(Position(here, at))
        elif kind == "EndReached":
            self._ended(at)
        else:
            self._look_again(self._cannot_be_read)

    def _sounds(self, at: float) -> None:
        # The sound stream exists only now; what was set before may have been lost.
        self._player.audio_set_volume(self._volume)
        if self._playing:
            return
        self._playing = True
        self._time.started(self._start_s, at)
        self._order.report(Position(self._start_s, at))
        if self._seek_to is not None:
            self.seek(self._seek_to)
        if self._held:
            self.hold()

    def _ended(self, at: float) -> None:
        """Tell a track that is over from a drive that was pulled out, which looks the same."""
        if self._time.expected(at) > self._order.cue.stop_s - _EARLY_S:
            self._order.report(Ended())
        else:
            self._look_again(self._ended_early)

    def _look_again(self, found: Callable[[str | None], None]) -> None:
        """Find out whether the file can be read by now."""
        self._reading.close()
        self._reading = self._read(found)

    def _cannot_be_read(self, found: str | None) -> None:
        if not self._closed:
            self._give_up(found or "it is damaged or no audio at all")

    def _ended_early(self, found: str | None) -> None:
        if self._closed:
            return
        if found is None:
            self._order.report(Ended())
        else:
            self._give_up(found)

    def _give_up(self, reason: str) -> None:
        self._order.report(Broken(cannot_play(self._order.cue.path, reason)))
