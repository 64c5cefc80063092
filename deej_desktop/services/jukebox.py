"""The jukebox: the conductor in a thread of its own, behind buttons that never wait."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.scanner import FoundFile, walk
from deej_desktop.playback.player import Player
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, Notice, SettingsApi
from deej_desktop.services.conductor import Conductor
from deej_desktop.services.dj_session import DjSession
from deej_desktop.services.hearing import Hearing

_log = logging.getLogger(__name__)

MOST_FILES = 1_000
"""More files than this in one drop are left out: nobody listens to so many in a row."""


class Jukebox:
    """Implements `deej_desktop.services.api.JukeboxApi`.

    Requests and the player's events are taken one at a time by one thread; after each, what has
    become of the state is published. What takes long (listening to a file) runs in another.
    """

    def __init__(
        self,
        player: Player,
        session: DjSession,
        hearing: Hearing,
        history: History,
        settings: SettingsApi,
    ) -> None:
        self.changed: Signal[JukeboxState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self._player = player
        self._hearing = hearing
        self._history = history
        self._settings = settings
        self._volume = settings.current.volume
        self._knobs = session.knobs
        self._conductor = Conductor(player, session, self)
        self._state = self._conductor.state(self._volume)
        self._requests = ThreadPoolExecutor(1, thread_name_prefix="jukebox")
        self._listening = ThreadPoolExecutor(1, thread_name_prefix="jukebox-listening")
        player.set_volume(self._volume)
        player.events.connect(lambda event: self._do(lambda: self._conductor.player_says(event)))

    @property
    def state(self) -> JukeboxState:
        """See `JukeboxApi`."""
        return self._state

    def position(self) -> Seconds:
        """See `JukeboxApi`."""
        return self._player.position()

    def play_files(self, files: Sequence[Path]) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.play_tracks(self._tracks(files)))

    def queue_files(self, files: Sequence[Path], place: int | None = None) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.queue_tracks(self._tracks(files), place))

    def play_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.play_queued(key))

    def remove_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.remove_queued(key))

    def pin_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.pin_queued(key))

    def move_queued(self, key: int, place: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.move_queued(key, place))

    def more_like(self, track: Track) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.more_like(track))

    def less_of(self, track: Track) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.less_of(track))

    def undo_steer(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.undo_steer(key))

    def toggle_pause(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.toggle_pause)

    def play(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.resume)

    def pause(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.pause)

    def stop(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.stop)

    def next(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.next)

    def previous(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.previous)

    def seek(self, position: Seconds) -> None:
        """See `JukeboxApi`."""
        self._player.seek(position)

    def set_volume(self, volume: float) -> None:
        """See `JukeboxApi`."""
        self._player.set_volume(volume)

        def keep() -> None:
            self._volume = volume
            self._settings.change(volume=volume)

        self._do(keep)

    def set_keep_on(self, tracks: int) -> None:
        """See `JukeboxApi`."""
        self._knobs = replace(self._knobs, keep_on=tracks)
        self._do(self._turn)

    def set_drunk(self, drunk: float) -> None:
        """See `JukeboxApi`."""
        self._knobs = replace(self._knobs, drunk=drunk)
        self._do(self._turn)

    def replace_library(self, load: Callable[[], Space]) -> None:
        """Choose from what `load` gives from now on; it is called in the jukebox's thread."""
        self._do(lambda: self._conductor.replace_library(load()))

    def close(self) -> None:
        """Stop the music and end the threads; what is being listened to is given up."""
        self._listening.shutdown(wait=False, cancel_futures=True)
        self._do(self._conductor.close)
        self._requests.shutdown(wait=True)
        self._player.close()

    def hear(self, track: Track) -> None:
        """See `conductor.Outside`."""
        self._listening.submit(self._listen_to, track)

    def notify(self, notice: Notice) -> None:
        """See `conductor.Outside`."""
        _log.info("Told the listener: %s", notice.text)
        self.notices.emit(notice)

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        """See `conductor.Outside`."""
        self._history.add(Play(track.content_id, track.path, started_at, played_s, ending))

    def _listen_to(self, track: Track) -> None:
        try:
            sound = self._hearing.sound_of(track)
        except DeejError as error:
            _log.warning("No sound of %s: %s", track.path, error, exc_info=error.__cause__)
            reason = str(error)
            self._do(lambda: self._conductor.sound_unknown(track, reason))
        else:
            self._do(lambda: self._conductor.sound_found(track, sound))

    def _turn(self) -> None:
        """Follow the knobs to where they are by now; a fast hand leaves many requests behind."""
        knobs = self._knobs
        if knobs != Knobs(self._state.keep_on, self._state.drunk):
            self._conductor.turn(knobs)
            self._settings.change(keep_on=knobs.keep_on, drunk=knobs.drunk)

    def _tracks(self, files: Sequence[Path]) -> list[Track]:
        """The tracks that files and folders stand for; those that are none are told of."""
        tracks = []
        found = self._audio_files(files)
        for path in found:
            try:
                tracks.append(self._hearing.track_at(path))
            except UnreadableAudio as error:
                self.notify(Notice(str(error), "error"))
        if not found:
            self.notify(Notice("There is no music in what you dropped.", "warning"))
        return tracks

    def _audio_files(self, files: Sequence[Path]) -> list[Path]:
        found: list[Path] = []
        for path in files:
            if path.is_dir():
                found += [item.path for item in walk([path]) if isinstance(item, FoundFile)]
            else:
                found.append(path)
        if len(found) > MOST_FILES:
            self.notify(Notice(f"Only the first {MOST_FILES} of {len(found)} files are queued."))
        return found[:MOST_FILES]

    def _do(self, request: Callable[[], None]) -> None:
        try:
            self._requests.submit(self._carry_out, request)
        except RuntimeError:
            _log.debug("A request came after the end")

    def _carry_out(self, request: Callable[[], None]) -> None:
        try:
            request()
        except DeejError as error:
            self.notify(Notice(str(error), "error"))
        except Exception:  # noqa: BLE001 - the next request must find the thread alive
            _log.exception("A request to the jukebox failed")
            self.notify(Notice("Something went wrong; the log has the details.", "error"))
        state = self._conductor.state(self._volume)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
