"""Services that work, in memory: a jukebox that queues and plays, a library that scans."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Listen, Waveform
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import (
    EncoderInfo,
    FailedFile,
    HowHeard,
    JukeboxState,
    LibraryState,
    Notice,
    QueuedTrack,
    Services,
    SteeredBy,
    SteerKind,
)
from deej_desktop.settings.settings import Settings
from tests.fakes import music
from tests.fakes.browsing import FakeBrowse
from tests.fakes.journeys import FakeJourneys
from tests.fakes.music_map import FakeMap
from tests.fakes.playlists import FakePlaylists
from tests.fakes.room import FakePlayback, FakeRoom
from tests.fakes.tuning import FakeTuning

_QUEUE_LENGTH = 10


class FakeJukebox:
    """Plays in no time, and chooses the nearest in the order of the library.

    How near a track is counts in places of the library's list, from the mean place of the last
    keep-on tracks; drunk adds seeded chance to it.
    """

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.changed: Signal[JukeboxState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self.tracks = list(tracks)
        self.played_files: list[Path] = []
        self.sought: list[Seconds] = []
        self._state = JukeboxState(drunk=0.1, volume=0.8)
        self._position = Seconds(0.0)
        self._key = 0
        self._removed: set[Path] = set()

    @property
    def state(self) -> JukeboxState:
        return self._state

    def position(self) -> Seconds:
        return self._position

    def play_files(self, files: Sequence[Path]) -> None:
        self.played_files += files
        self.play_tracks([self._find(file) for file in files])

    def queue_files(self, files: Sequence[Path], place: int | None = None) -> None:
        self.queue_tracks([self._find(file) for file in files], place)

    def play_tracks(self, tracks: Sequence[Track]) -> None:
        if not tracks:
            return
        asked = [self._entry(track, why="you asked for it", asked=True) for track in tracks[1:]]
        self._position = Seconds(0.0)
        self._set(
            playing=tracks[0], why="You asked for it.", paused=False, queue=tuple(asked), radio=""
        )
        self._fill()

    def queue_tracks(self, tracks: Sequence[Track], place: int | None = None) -> None:
        asked = [self._entry(track, why="You asked for it.", asked=True) for track in tracks]
        queue = self._state.queue
        before = [replace(entry, asked_for=True) for entry in queue[: place or 0]]
        mine = [entry for entry in queue[place or 0 :] if entry.asked_for]
        ahead, after = (mine, []) if place is None else ([], mine)
        self._set(queue=(*before, *ahead, *asked, *after))
        self._fill()

    def take_over(self, track: Track, after: Sequence[Track] = ()) -> None:
        self.play_files([track.path])
        self._set(history=tuple(after))

    def radio(self, name: str, tracks: Sequence[Track]) -> None:
        if tracks:
            self.play_tracks(tracks[:1])
            self._set(radio=name)

    def leave_radio(self) -> None:
        self._set(radio="")
        self._choose_anew()

    def play_queued(self, key: int) -> None:
        keys = [entry.key for entry in self._state.queue]
        if key in keys:
            self._set(queue=self._state.queue[keys.index(key) :])
            self.next()

    def remove_queued(self, key: int) -> None:
        kept = tuple(entry for entry in self._state.queue if entry.key != key)
        self._removed |= {e.track.path for e in self._state.queue if e.key == key}
        self._set(queue=kept)
        self._fill()

    def pin_queued(self, key: int) -> None:
        queue = [replace(e, asked_for=e.asked_for or e.key == key) for e in self._state.queue]
        self._set(queue=tuple(queue))

    def unpin_queued(self, key: int) -> None:
        queue = [replace(e, asked_for=e.asked_for and e.key != key) for e in self._state.queue]
        self._set(queue=tuple(queue))

    def move_queued(self, key: int, place: int) -> None:
        moved = [replace(e, asked_for=True) for e in self._state.queue if e.key == key]
        rest = [e for e in self._state.queue if e.key != key]
        before = [replace(e, asked_for=True) for e in rest[:place]]
        self._set(queue=(*before, *moved, *rest[place:]))

    def more_like(self, track: Track) -> None:
        self._steer(track, SteerKind.MORE)

    def more_like_files(self, files: Sequence[Path]) -> None:
        for file in files:
            self.more_like(self._find(file))

    def less_of(self, track: Track) -> None:
        self._steer(track, SteerKind.LESS)

    def undo_steer(self, key: int) -> None:
        self._set(steers=tuple(steer for steer in self._state.steers if steer.key != key))
        self._choose_anew()

    def toggle_pause(self) -> None:
        if self._state.playing is None:
            if not self._state.queue and self.tracks:
                self._set(queue=(self._entry(self.tracks[0], why="To begin with."),))
            self.next()
        else:
            self._set(paused=not self._state.paused)

    def play(self) -> None:
        if self._state.playing is None:
            self.toggle_pause()
        else:
            self._set(paused=False)

    def pause(self) -> None:
        self._set(paused=self._state.playing is not None)

    def stop(self) -> None:
        if self._state.playing is not None:
            current = self._entry(self._state.playing, why="", asked=True)
            self._set(playing=None, paused=False, queue=(current, *self._state.queue))

    def next(self) -> None:
        if not self._state.queue:
            return
        self._note_skip()
        first, *rest = self._state.queue
        played = (self._state.playing,) if self._state.playing is not None else ()
        self._position = Seconds(0.0)
        self._set(
            playing=first.track,
            why=first.why,
            paused=False,
            queue=tuple(rest),
            history=(*self._state.history, *played),
        )
        self._fill()

    def previous(self) -> None:
        if self._state.history:
            *before, last = self._state.history
            self._set(playing=last, history=tuple(before), why="")
            self._fill()

    def seek(self, position: Seconds) -> None:
        self.sought.append(position)
        self._position = position
        self._set()

    def set_volume(self, volume: float) -> None:
        self._set(volume=volume)

    def set_keep_on(self, tracks: int) -> None:
        self._set(keep_on=tracks)
        self._choose_anew()

    def set_drunk(self, drunk: float) -> None:
        self._set(drunk=drunk)
        self._choose_anew()

    def set_stop_after_current(self, stop: bool) -> None:
        self._set(stop_after_current=stop)

    def set_demo(self, seconds: Seconds | None) -> None:
        self._set(demo_s=seconds)

    def show(self, **values: object) -> None:
        """Be in a given state, for screenshots."""
        self._set(**values)

    def be_at(self, position: float) -> None:
        """Be so many seconds into the track."""
        self._position = Seconds(position)
        self._set()

    def _note_skip(self) -> None:
        """Steer away from what plays if little of it was heard."""
        playing = self._state.playing
        if playing is not None and self._position < playing.duration_s / 4:
            self._steer(playing, SteerKind.SKIPPED)

    def _steer(self, track: Track, kind: SteerKind) -> None:
        self._key += 1
        kept = [steer for steer in self._state.steers if steer.track != track]
        self._set(steers=(*kept, SteeredBy(self._key, track, kind)))
        self._choose_anew()

    def _choose_anew(self) -> None:
        self._set(queue=tuple(entry for entry in self._state.queue if entry.asked_for))
        self._fill()

    def _fill(self) -> None:
        state = self._state
        path = [*state.history, *([state.playing] if state.playing else [])]
        path += [entry.track for entry in state.queue]
        queue = list(state.queue)
        chance = random.Random(round(state.drunk * 100))
        while len(queue) < _QUEUE_LENGTH and path:
            choice = self._choose(path, chance)
            if choice is None:
                break
            heard = path[-1].title
            why = f"Closest to {heard}, closer than 94.2 % of pairs in your library."
            queue.append(self._entry(choice, why=why))
            path.append(choice)
        self._set(queue=tuple(queue))

    def _choose(self, path: list[Track], chance: random.Random) -> Track | None:
        used = {track.path for track in path} | self._removed
        places = [i for i, track in enumerate(self.tracks) if track.path not in used]
        if not places:
            return None
        recent = path[-self._state.keep_on :]
        known = [self.tracks.index(track) for track in recent if track in self.tracks]
        middle = sum(known) / len(known) if known else 0.0
        spread = self._state.drunk * len(self.tracks)
        return self.tracks[min(places, key=lambda i: abs(i - middle) + chance.random() * spread)]

    def _find(self, file: Path) -> Track:
        known = next((track for track in self.tracks if track.path == file), None)
        return known or replace(music.track(file.name), path=file, id=None)

    def _entry(self, track: Track, why: str, *, asked: bool = False) -> QueuedTrack:
        self._key += 1
        return QueuedTrack(self._key, track, why, asked_for=asked)

    def _set(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self.changed.emit(self._state)


class FakeLibrary:
    """Knows the tracks it is given as soon as folders are set; scans when told to."""

    def __init__(
        self,
        tracks: Sequence[Track],
        failed: Sequence[FailedFile] = (),
        cover: Callable[[Track], bytes | None] = music.cover,
    ) -> None:
        self.changed: Signal[LibraryState] = Signal()
        self.notices: Signal[Notice] = Signal()
        self.tracks = tracks
        self.scans = 0
        self._failed = tuple(failed)
        self._cover = cover
        self.outline: Callable[[Track], Waveform | None] = music.waveform
        self._state = LibraryState()

    @property
    def state(self) -> LibraryState:
        return self._state

    def set_folders(self, folders: Sequence[Path]) -> None:
        self._set(folders=tuple(folders))
        self.start_scan()

    def start_scan(self) -> None:
        self.scans += 1
        self.report(None)
        self._set(tracks=len(self.tracks), indexed=len(self.tracks), failed=len(self._failed))

    def try_again(self) -> None:
        self._failed = ()
        self.start_scan()

    def pause_scan(self) -> None:
        self._set(paused=True)

    def resume_scan(self) -> None:
        self._set(paused=False)

    def cancel_scan(self) -> None:
        self.report(None)

    def failures(self) -> tuple[FailedFile, ...]:
        return self._failed

    def search(self, words: str, limit: int = 50) -> tuple[Track, ...]:
        wanted = words.casefold()
        return tuple(one for one in self.tracks if wanted in one.title.casefold())[:limit]

    def cover(self, track: Track) -> bytes | None:
        return self._cover(track)

    def waveform(self, track: Track) -> Waveform | None:
        return self.outline(track) if track in self.tracks else None

    def how_heard(self, track: Track) -> HowHeard:
        reason = next((one.reason for one in self._failed if one.path == track.path), "")
        is_known = track in self.tracks and not reason
        return HowHeard(Listen.FULL if is_known else None, -14.25 if is_known else None, reason)

    def report(self, progress: Progress | None) -> None:
        """Be in the middle of a scan, or at its end."""
        self._set(scanning=progress)

    def show(self, **values: object) -> None:
        """Be in a given state, for screenshots."""
        self._set(**values)

    def _set(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self.changed.emit(self._state)


class FakeSettings:
    """Settings that are kept nowhere."""

    def __init__(self) -> None:
        self.changed: Signal[Settings] = Signal()
        self.current = Settings()

    def change(self, **values: object) -> None:
        self.current = Settings.model_validate(self.current.model_dump() | values)
        self.changed.emit(self.current)


class FakeEncoders:
    """Has two encoders: the one that ships, and one of the listener's own."""

    def __init__(self) -> None:
        self.changed: Signal[None] = Signal()
        self.in_use = EncoderInfo(None, "Deej", "1", "GPL-3.0-or-later", 0.01)
        self.tuned = EncoderInfo("tuned-1", "Deej, tuned", "1", "GPL-3.0-or-later", 0.02)
        self.coming: EncoderInfo | None = None
        self._all = (self.in_use, self.tuned)

    def installed(self) -> tuple[EncoderInfo, ...]:
        return self._all

    def announce(self, coming: EncoderInfo | None) -> None:
        """Have it listen to the music first."""
        self.coming = coming
        self.changed.emit(None)

    def take_up(self, encoder: EncoderInfo) -> None:
        """Have it in use."""
        self.in_use = encoder
        self.announce(None)


class FakeServices:
    """All of them together; `services` is what the window gets."""

    def __init__(
        self,
        tracks: Sequence[Track] | None = None,
        failed: Sequence[FailedFile] = (),
        cover: Callable[[Track], bytes | None] = music.cover,
    ) -> None:
        tracks = music.library() if tracks is None else tracks
        self.jukebox = FakeJukebox(tracks)
        self.library = FakeLibrary(tracks, failed, cover)
        self.browse = FakeBrowse(tracks)
        self.music_map = FakeMap(tracks)
        self.journeys = FakeJourneys(tracks)
        self.room = FakeRoom(self.jukebox)
        self.tuning = FakeTuning()
        self.playlists = FakePlaylists(tracks)
        self.encoders = FakeEncoders()
        self.settings = FakeSettings()
        self.services = Services(
            jukebox=self.jukebox,
            library=self.library,
            browse=self.browse,
            music_map=self.music_map,
            journeys=self.journeys,
            playlists=self.playlists,
            room=self.room,
            tuning=self.tuning,
            playback=FakePlayback(),
            encoders=self.encoders,
            settings=self.settings,
            demo_music=Path("/nowhere/demo"),
        )

    def with_music(self) -> FakeServices:
        """Be past the first run: one folder, all of it listened to."""
        self.library.set_folders([music.FOLDER])
        return self

    def have_library(self, library: FakeLibrary) -> None:
        """Have another library."""
        self.library = library
        self.services = replace(self.services, library=library)

    def be_silent(self, reason: str) -> None:
        """Have nothing to make sound with."""
        problems = (Notice(reason, "warning"),)
        self.services = replace(self.services, no_sound=reason, problems=problems)

    def have_settings(self, settings: FakeSettings) -> None:
        """Have other settings."""
        self.settings = settings
        self.services = replace(self.services, settings=settings)

    def have_demo(self, folder: Path) -> None:
        """Ship the demo music in `folder`."""
        self.services = replace(self.services, demo_music=folder)
