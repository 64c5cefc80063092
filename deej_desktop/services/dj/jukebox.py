"""The jukebox: the conductor in a thread of its own, behind buttons that never wait."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from typing_extensions import ParamSpec

from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.playback.player import Player
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, Notice, SettingsApi
from deej_desktop.services.dj.conductor import Conductor
from deej_desktop.services.dj.drops import read_drop
from deej_desktop.services.dj.evenings import Evenings
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.dj.session_record import SessionRecord
from deej_desktop.services.sound.cues import Cues, Sounds

_log = logging.getLogger(__name__)

P = ParamSpec("P")

_KEPT_EVERY_S = 5.0
"""What a computer that loses power may forget of where the music was."""


class Jukebox:
    """Implements `deej_desktop.services.api.JukeboxApi`.

    Requests and the player's events are taken one at a time by one thread, which never waits;
    after each, what has become of the state is published. Reading dropped files, listening to
    them and writing the history run in threads of their own.
    """

    def __init__(
        self,
        player: Player,
        session: DjSession,
        hearing: Hearing,
        history: History,
        settings: SettingsApi,
        evenings: Evenings | None = None,
        sounds: Sounds | None = None,
    ) -> None:
        """Play with `player`.

        Args:
            player: Plays.
            session: Chooses.
            hearing: Finds out how dropped files sound.
            history: Remembers what was played.
            settings: The knobs and the volume are kept in it.
            evenings: Keeps the evening as it goes; None forgets it.
            sounds: Knows how loud tracks are and where their silent ends begin.
        """
        self.changed: Signal[JukeboxState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self._player = player
        self._hearing = hearing
        self._history = history
        self._settings = settings
        self._evenings = evenings
        self._ended = threading.Event()
        self._volume = settings.current.volume
        self._knobs = session.knobs
        self._conductor = Conductor(player, session, self, Cues(lambda: settings.current, sounds))
        self._state = self._conductor.state(self._volume)
        self._drop = 0
        self._expects_more = False
        self._requests = ThreadPoolExecutor(1, thread_name_prefix="jukebox")
        self._reading = _reader()
        self._evening_read: Future[None] = self._reading.submit(lambda: None)
        # More than one: a song must not wait for the mix that was dropped by mistake before it.
        self._listening = ThreadPoolExecutor(4, thread_name_prefix="jukebox-listening")
        self._remembering = ThreadPoolExecutor(1, thread_name_prefix="jukebox-history")
        player.set_volume(self._volume)
        self._leave_settings = settings.changed.connect(
            lambda _: self._do(self._conductor.follow_settings)
        )
        player.events.connect(lambda event: self._do(lambda: self._conductor.player_says(event)))

    @property
    def state(self) -> JukeboxState:
        """See `JukeboxApi`."""
        return self._state

    def position(self) -> Seconds:
        """See `JukeboxApi`."""
        return self._conductor.position

    def play_files(self, files: Sequence[Path]) -> None:
        """See `JukeboxApi`."""
        self._drop += 1
        # What is still being read is out of date, and may be on a drive that does not answer.
        self._reading.shutdown(wait=False)
        self._reading = _reader()
        self._submit(self._reading, self._read_to_play, files, self._drop)

    def take_over(self, track: Track, after: Sequence[Track] = ()) -> None:
        """See `JukeboxApi`."""
        self._drop += 1
        self._do(lambda: self._conductor.take_over(track, after))

    def queue_files(self, files: Sequence[Path], place: int | None = None) -> None:
        """See `JukeboxApi`."""
        self._submit(self._reading, self._read_to_queue, files, place, self._drop)

    def play_tracks(self, tracks: Sequence[Track]) -> None:
        """See `JukeboxApi`."""
        self._drop += 1
        self._do(lambda: self._conductor.play_tracks(tracks))

    def queue_tracks(self, tracks: Sequence[Track], place: int | None = None) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.queue_tracks(tracks, place))

    def radio(self, name: str, tracks: Sequence[Track]) -> None:
        """See `JukeboxApi`."""
        self._drop += 1
        self._do(lambda: self._conductor.tune_in(name, tracks))

    def leave_radio(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.programme.leave_radio)

    def play_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.play_queued(key))

    def remove_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.remove_queued(key))

    def pin_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.pin_queued(key))

    def unpin_queued(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.unpin_queued(key))

    def move_queued(self, key: int, place: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.move_queued(key, place))

    def more_like(self, track: Track) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.more_like(track))

    def more_like_files(self, files: Sequence[Path]) -> None:
        """See `JukeboxApi`."""
        self._submit(self._reading, self._read_to_steer, files)

    def less_of(self, track: Track) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.less_of(track))

    def undo_steer(self, key: int) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.programme.undo_steer(key))

    def toggle_pause(self) -> None:
        """See `JukeboxApi`."""
        self._do(self._conductor.toggle_pause)

    def play(self) -> None:
        """See `JukeboxApi`."""
        # The last evening may still be being read, and is what is wanted where nobody has chosen.
        self._evening_read.add_done_callback(
            lambda read: None if read.cancelled() else self._do(self._conductor.resume)
        )

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
        self._do(lambda: self._conductor.seek(position))

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

    def set_stop_after_current(self, stop: bool) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.stop_after_current(stop))

    def set_demo(self, seconds: Seconds | None) -> None:
        """See `JukeboxApi`."""
        self._do(lambda: self._conductor.set_demo(seconds))

    def go_on(self) -> None:
        """Find the last evening again, paused where it was, and keep this one from now on."""
        if self._evenings is not None:
            self._evening_read = self._reading.submit(self._read_to_go_on, self._evenings)

    def follow_rules(self, options: RuleOptions) -> None:
        """Choose by other rules from now on."""
        self._do(lambda: self._conductor.programme.follow_rules(options))

    def replace_library(self, space: Space, hearing: Hearing | None = None) -> None:
        """Choose from `space` from now on; as another encoder hears it, if `hearing` is another."""
        self._do(lambda: self._replace_library(space, hearing or self._hearing))

    def expect_more(self, *, more: bool) -> None:
        """Know whether the library still grows, so that what follows may be few for now."""
        if more != self._expects_more:
            self._expects_more = more
            self._do(lambda: self._conductor.programme.expect_more(more=more))

    def close(self) -> None:
        """Stop the music and end the threads; what is being listened to is given up."""
        self._drop += 1
        self._leave_settings()
        self._ended.set()
        for helpers in (self._reading, self._listening):
            helpers.shutdown(wait=False, cancel_futures=True)
        self._do(self._keep_evening)
        self._do(self._conductor.close)
        self._requests.shutdown(wait=True)
        self._remembering.shutdown(wait=True)
        self._player.close()

    def hear(self, track: Track) -> None:
        """See `conductor.Outside`."""
        self._submit(self._listening, self._listen_to, track, self._hearing)

    def excerpt_of(self, track: Track, seconds: Seconds) -> Seconds:
        """See `conductor.Outside`; one look into the store, no listening."""
        return self._hearing.excerpt_of(track, seconds)

    def notify(self, notice: Notice) -> None:
        """See `conductor.Outside`."""
        _log.info("Told the listener: %s", notice.text)
        self.notices.emit(notice)

    def played(self, track: Track, started_at: float, played_s: Seconds, ending: Ending) -> None:
        """See `conductor.Outside`; a store that cannot be written must not stop the music."""
        play = Play(track.content_id, track.path, started_at, played_s, ending)
        self._submit(self._remembering, self._remember, play)

    def _read_to_go_on(self, evenings: Evenings) -> None:
        try:
            record = evenings.last()
        except DeejError as error:
            _log.warning("No last evening: %s", error, exc_info=error.__cause__)
        else:
            self._do(lambda: self._conductor.go_on(record))
        threading.Thread(target=self._keep_time, name="jukebox-evening", daemon=True).start()

    def _keep_time(self) -> None:
        while not self._ended.wait(_KEPT_EVERY_S):
            self._do(self._keep_evening)

    def _keep_evening(self) -> None:
        if self._evenings is not None:
            self._submit(self._remembering, self._write_evening, self._conductor.record())

    def _write_evening(self, record: SessionRecord) -> None:
        if self._evenings is None or record.is_empty:
            return
        try:
            self._evenings.keep(record)
        except DeejError as error:
            _log.warning("The evening is not kept: %s", error, exc_info=error.__cause__)

    def _remember(self, play: Play) -> None:
        try:
            self._history.add(play)
        except DeejError as error:
            _log.warning("Not in the history: %s", error, exc_info=error.__cause__)

    def _replace_library(self, space: Space, hearing: Hearing) -> None:
        if hearing is self._hearing:
            self._conductor.programme.replace_library(space)
        else:
            self._hearing = hearing
            self._conductor.programme.change_encoder(space)

    def _listen_to(self, track: Track, hearing: Hearing) -> None:
        try:
            sound = hearing.sound_of(track)
        except Cancelled:
            _log.debug("Deej ends while it listens")
        except DeejError as error:
            _log.warning("No sound of %s: %s", track.path, error, exc_info=error.__cause__)
            self._go_on_without(track, str(error), hearing)
        except Exception:  # noqa: BLE001 - the music must go on, whatever it was
            _log.exception("No sound of %s", track.path)
            self._go_on_without(track, f"{track.title} cannot be listened to.", hearing)
        else:
            found = partial(self._conductor.programme.sound_found, track, sound)
            self._do(lambda: self._if_in_use(hearing, found))

    def _go_on_without(self, track: Track, reason: str, hearing: Hearing) -> None:
        unknown = partial(self._conductor.programme.sound_unknown, track, reason)
        self._do(lambda: self._if_in_use(hearing, unknown))

    def _if_in_use(self, hearing: Hearing, request: Callable[[], None]) -> None:
        """Carry out what came of listening, unless another encoder is in use by now."""
        if hearing is self._hearing:
            request()

    def _read_to_play(self, files: Sequence[Path], drop: int) -> None:
        queue = self._conductor.play_tracks
        for tracks in read_drop(files, self._hearing, self.notify):
            if drop != self._drop:
                return  # something else was dropped meanwhile
            self._do(partial(queue, tracks))
            queue = self._conductor.programme.queue_tracks

    def _read_to_queue(self, files: Sequence[Path], place: int | None, drop: int) -> None:
        for tracks in read_drop(files, self._hearing, self.notify):
            if drop != self._drop:
                return
            self._do(partial(self._conductor.programme.queue_tracks, tracks, place))
            place = None if place is None else place + len(tracks)

    def _read_to_steer(self, files: Sequence[Path]) -> None:
        for tracks in read_drop(files, self._hearing, self.notify):
            for track in tracks:
                self._do(partial(self._conductor.programme.more_like, track))

    def _turn(self) -> None:
        """Follow the knobs to where they are by now; a fast hand leaves many requests behind."""
        knobs = self._knobs
        if knobs != Knobs(self._state.keep_on, self._state.drunk):
            self._conductor.programme.turn(knobs)
            self._settings.change(keep_on=knobs.keep_on, drunk=knobs.drunk)

    def _do(self, request: Callable[[], None]) -> None:
        self._submit(self._requests, self._carry_out, request)

    def _submit(
        self, thread: ThreadPoolExecutor, work: Callable[P, None], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        try:
            thread.submit(work, *args, **kwargs)
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


def _reader() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="jukebox-reading")
