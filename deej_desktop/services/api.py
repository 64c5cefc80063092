"""What the faces of Deej (window, desktop, command line) may ask of it.

The window is written against these protocols, so that its tests run on working fakes. Every
method returns at once unless it says that it waits; signals are emitted in whichever thread the
work runs, and states are immutable snapshots that any thread may read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from deej_desktop.domain.browsing import Group, GroupKind, Listing, Wish
from deej_desktop.domain.music_map import Coloured, Colouring, MapState
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.sound import Waveform
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds, TrackId
from deej_desktop.playback.player import Device
from deej_desktop.services.playlists.api import PlaylistApi
from deej_desktop.services.tuning.api import TuningApi
from deej_desktop.settings.settings import Settings

if TYPE_CHECKING:  # it needs what is said here
    from deej_desktop.services.room.api import RoomApi


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the listener that needs no answer."""

    text: str
    severity: Literal["info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class QueuedTrack:
    """One track that comes next.

    Attributes:
        key: Names this entry as long as it is queued, whatever else changes.
        track: The track.
        why: Sentences that say why it was chosen, or that the listener asked for it.
        closeness: Cosine similarity to what it was chosen to follow, or None if not chosen by us.
        asked_for: The listener put it there; knobs and rules leave it alone.
    """

    key: int
    track: Track
    why: str = ""
    closeness: float | None = None
    asked_for: bool = False


class SteerKind(Enum):
    """How the listener steered."""

    SKIPPED = "skipped"
    """Skipped early: a push away that fades over the next tracks."""
    MORE = "more"
    """More like this."""
    LESS = "less"
    """Less of this."""


@dataclass(frozen=True, slots=True)
class SteeredBy:
    """Something the listener did that steers what comes next, until it fades or is undone.

    Attributes:
        key: Names it to `undo_steer`.
        track: Towards or away from which.
        kind: Which of the two, and why.
    """

    key: int
    track: Track
    kind: SteerKind


@dataclass(frozen=True, slots=True)
class JukeboxState:
    """Everything a face needs to draw what plays and what comes next.

    Attributes:
        playing: The track now playing or paused, or None.
        why: Why it was chosen.
        paused: Whether it is paused.
        queue: What comes next, soonest first (ten tracks whenever the library has them).
        history: What was played before, oldest first.
        steers: What steers the choice besides what was heard, the latest last.
        thinking: What is being worked on before the queue can be filled ("Listening to …"), or "".
        radio: What the music keeps close to, as `radio` named it, until that is left; or "".
        stop_after_current: Whether the music stops when the current track ends.
        demo_s: How much of each track is played, its most typical part; None for all of it.
        interrupted: Why nothing is heard although the track plays, until it is heard again ("The
            sound server went away…", "Waiting for …"); or "".
    """

    playing: Track | None = None
    why: str = ""
    paused: bool = False
    queue: tuple[QueuedTrack, ...] = ()
    history: tuple[Track, ...] = ()
    keep_on: int = 3
    drunk: float = 0.0
    volume: float = 1.0
    steers: tuple[SteeredBy, ...] = ()
    thinking: str = ""
    radio: str = ""
    stop_after_current: bool = False
    demo_s: Seconds | None = None
    interrupted: str = ""


def plays(state: JukeboxState) -> bool:
    """Whether music is on its way to the listener."""
    return state.playing is not None and not state.paused


class JukeboxApi(Protocol):
    """Plays, and keeps playing: the player and the DJ behind one set of buttons."""

    changed: Signal[JukeboxState]
    notices: Signal[Notice]

    @property
    def state(self) -> JukeboxState:
        """The latest snapshot."""

    def position(self) -> Seconds:
        """How far into the track playback is; cheap, for a timer of the window."""

    def play_files(self, files: Sequence[Path]) -> None:
        """Play `files` now, in order, and go on with tracks like them.

        Files may lie outside the library: they are played at once and listened to meanwhile.
        """

    def queue_files(self, files: Sequence[Path], place: int | None = None) -> None:
        """Play `files` after the current track, ahead of what the DJ chose.

        With a `place`, 0 for next, they go there, and all before them counts as asked for.
        """

    def play_tracks(self, tracks: Sequence[Track]) -> None:
        """Play `tracks` now, in order, and go on with tracks like them: a new session."""

    def queue_tracks(self, tracks: Sequence[Track], place: int | None = None) -> None:
        """Play `tracks` after the current one, as `queue_files` does."""

    def take_over(self, track: Track, after: Sequence[Track] = ()) -> None:
        """Let `track` rise from silence, now, and go on with tracks like it: a new session.

        Args:
            track: From the library.
            after: What somebody else has played before, the latest last; it counts as heard.
        """

    def radio(self, name: str, tracks: Sequence[Track]) -> None:
        """Begin a session with the most typical of `tracks` that keeps close to all of them.

        Args:
            name: For the listener: the album, the artist, the folder or the playlist.
            tracks: All that is in it, in any order.
        """

    def leave_radio(self) -> None:
        """Keep close to nothing in particular any more; the queue follows at once."""

    def play_queued(self, key: int) -> None:
        """Go straight to the queued track `key`; those before it are dropped."""

    def remove_queued(self, key: int) -> None:
        """Take a track out of the queue; it is not chosen again this session."""

    def pin_queued(self, key: int) -> None:
        """Keep a queued track, whatever the knobs do; it counts as asked for."""

    def unpin_queued(self, key: int) -> None:
        """Leave a queued track to the knobs again, whether it was kept or asked for."""

    def move_queued(self, key: int, place: int) -> None:
        """Move a queued track to `place`, 0 for next; it and all before it count as asked for."""

    def more_like(self, track: Track) -> None:
        """Steer towards `track` from now on; the queue follows at once.

        One from outside the library is listened to first.
        """

    def more_like_files(self, files: Sequence[Path]) -> None:
        """Steer towards what is dropped, "also like this", without playing it."""

    def less_of(self, track: Track) -> None:
        """Steer away from `track` from now on; the queue follows at once."""

    def undo_steer(self, key: int) -> None:
        """Take back a skip, a "more like this" or a "less of this"."""

    def toggle_pause(self) -> None:
        """Pause, resume, or begin with the first queued track when nothing plays."""

    def play(self) -> None:
        """Resume, or begin with the first queued track; nothing new while a track plays."""

    def pause(self) -> None:
        """Pause, if a track plays."""

    def stop(self) -> None:
        """Fall silent; `play` begins with the same track again, at its start."""

    def next(self) -> None:
        """Go to the next track."""

    def previous(self) -> None:
        """Back to the start of the track, or within its first seconds to the one before."""

    def seek(self, position: Seconds) -> None:
        """Go to `position` in the current track."""

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0..1 as heard."""

    def set_keep_on(self, tracks: int) -> None:
        """Take so many of the latest tracks into account (0: all); the queue follows at once."""

    def set_drunk(self, drunk: float) -> None:
        """Mix in so much chance, 0..1; the queue follows at once."""

    def set_stop_after_current(self, stop: bool) -> None:
        """Have the music stop when the current track ends, once; or not."""

    def set_demo(self, seconds: Seconds | None) -> None:
        """Play so much of each track, from the next one on, its most typical part; None: all."""


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that could not be indexed and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class LibraryState:
    """How things stand with the listener's music.

    Attributes:
        folders: The folders that are watched.
        tracks: Tracks that can be played.
        indexed: Those that have been listened to, if only a first time.
        closely: Those that have been listened to in full.
        missing: Known tracks whose files are not there now.
        failed: Files that could not be listened to.
        scanning: The latest progress while a scan runs, else None.
        paused: Whether the listener has told scans to wait.
    """

    folders: tuple[Path, ...] = ()
    tracks: int = 0
    indexed: int = 0
    closely: int = 0
    missing: int = 0
    failed: int = 0
    scanning: Progress | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did.

    Attributes:
        found: Audio files seen in the folders.
        indexed: Tracks that have been listened to for the first time.
        closely: Tracks listened to in full.
        unchanged: Tracks that needed nothing.
        moved: Tracks recognised under a new name.
        missing: Known tracks that were not seen.
        failed: Files that could not be indexed.
        seconds: How long it took.
    """

    found: int = 0
    indexed: int = 0
    closely: int = 0
    unchanged: int = 0
    moved: int = 0
    missing: int = 0
    failed: tuple[FailedFile, ...] = field(default=())
    seconds: Seconds = Seconds(0.0)


class LibraryApi(Protocol):
    """The listener's folders and what is known of the music in them."""

    changed: Signal[LibraryState]
    notices: Signal[Notice]

    @property
    def state(self) -> LibraryState:
        """The latest snapshot."""

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Watch exactly these folders and scan them in the background."""

    def start_scan(self) -> None:
        """Scan the folders in the background; a scan already running goes on instead."""

    def pause_scan(self) -> None:
        """Let no scan begin with a further file until `resume_scan`."""

    def resume_scan(self) -> None:
        """Let scans go on."""

    def cancel_scan(self) -> None:
        """Stop the scan at the next safe point; what is finished stays."""

    def failures(self) -> tuple[FailedFile, ...]:
        """The files that could not be indexed. Waits for the disk: not for the GUI thread."""

    def search(self, words: str, limit: int = 50) -> tuple[Track, ...]:
        """The tracks that fit `words` best, typing errors allowed. Waits for the disk."""

    def cover(self, track: Track) -> bytes | None:
        """Its picture as stored in file or folder. Waits for the disk: not for the GUI thread."""

    def waveform(self, track: Track) -> Waveform | None:
        """Its outline; None before it was listened to closely. Waits for the disk."""


class BrowseApi(Protocol):
    """The library as lists. All of it waits for the disk: not for the GUI thread."""

    def find(self, wish: Wish) -> Listing:
        """The songs that fit `wish`, as ids, and how its facets stand."""

    def groups(self, kind: GroupKind, wish: Wish) -> Sequence[Group]:
        """The albums, artists, genres or folders of the songs that fit `wish`.

        Of folders only those directly in `wish.within`, or the topmost ones.
        """

    def tracks(self, ids: Sequence[TrackId]) -> Sequence[Track]:
        """The tracks of these ids, in their order; those that are gone are left out."""


class MapApi(Protocol):
    """The library as a map, made in the background."""

    changed: Signal[MapState]

    @property
    def state(self) -> MapState:
        """The latest snapshot."""

    def want(self) -> None:
        """Make the map, or bring it up to date; from now on it follows the library."""

    def coloured(self, by: Colouring) -> Coloured:
        """What the songs of the latest map say of themselves. Waits: not for the GUI thread."""


@dataclass(frozen=True, slots=True)
class JourneyWish:
    """Which journey is wanted.

    Attributes:
        waypoints: What it passes, in this order; from the library or not.
        between: How many tracks come between one waypoint and the next.
        minutes: How long it lasts instead, waypoints included; or None.
        drunk: Chance, 0..1.
        random_seed: Where the chance comes from; None: another journey every time.
        arrive_at: When the last waypoint begins, if the first one begins now; goes before
            `minutes` and `between`. None: whenever it comes to that.
    """

    waypoints: tuple[Track, ...]
    between: int = 5
    minutes: float | None = None
    drunk: float = 0.0
    random_seed: int | None = None
    arrive_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class JourneyStop:
    """One track of a journey.

    Attributes:
        track: The track.
        waypoint: Whether the listener asked for it.
        jump: The cosine distance, 0..2, from the track before; 0 for the first.
        why: Why it is where it is.
    """

    track: Track
    waypoint: bool
    jump: float
    why: str


@dataclass(frozen=True, slots=True)
class JourneyPlan:
    """A journey as it would be played.

    Attributes:
        stops: All tracks in order, waypoints included.
        largest: The stop that the largest jump leads to, or None for less than two stops.
        bridge: A track that would make that jump smaller as a waypoint before it, or None.
        shortfall: What is missing and why, or "".
    """

    stops: tuple[JourneyStop, ...] = ()
    largest: int | None = None
    bridge: Track | None = None
    shortfall: str = ""

    @property
    def duration_s(self) -> Seconds:
        """How long it lasts."""
        return Seconds(sum(stop.track.duration_s for stop in self.stops))


class JourneyApi(Protocol):
    """Joins the dots. All of it waits, for the disk or longer: not for the GUI thread."""

    def track_at(self, path: Path) -> Track:
        """The track that a file is, to be a waypoint.

        Raises:
            UnreadableAudio: There is no such file, or it is no audio.
        """

    def plan(self, wish: JourneyWish) -> JourneyPlan:
        """Find the smoothest journey; seconds for a waypoint that nobody has listened to.

        Raises:
            NothingFound: No music has been listened to yet.
            DeejError: A waypoint cannot be listened to.
        """

    def save(self, journey: JourneyPlan, path: Path) -> None:
        """Write it as a playlist in the format of the name's suffix.

        Raises:
            PlaylistUnusable: It cannot be written there, or so.
        """


class PlaybackApi(Protocol):
    """What music is heard on. How it is heard is a matter of the settings, which act at once."""

    def devices(self) -> tuple[Device, ...]:
        """What there is to be heard on; their ids go into the settings. Waits for some seconds."""


@dataclass(frozen=True, slots=True)
class EncoderInfo:
    """What a listener may want to know of an encoder.

    Attributes:
        choice: What `Settings.encoder` is to be for it; None for the one that ships.
        name: For a person.
        version: Of it.
        licence: Of its weights.
        epsilon: Cosine distance under which two slices are the same, by default.
    """

    choice: str | None
    name: str
    version: str
    licence: str
    epsilon: float


class EncodersApi(Protocol):
    """The encoders there are; which is used from the next start on is in the settings."""

    @property
    def in_use(self) -> EncoderInfo:
        """The one that listens now."""

    def installed(self) -> tuple[EncoderInfo, ...]:
        """All that can be used, those that ship first. Waits for the disk."""


class SettingsApi(Protocol):
    """The listener's settings."""

    changed: Signal[Settings]

    @property
    def current(self) -> Settings:
        """The settings as they are."""

    def change(self, **values: object) -> None:
        """Change and keep some settings, named as in `Settings`; saved in the background."""


@dataclass(frozen=True, slots=True)
class Services:
    """All that a face gets.

    Attributes:
        jukebox: Plays.
        library: Scans.
        browse: Lists what the library holds.
        music_map: Draws it.
        journeys: Joins the dots.
        playlists: Keeps playlists, and knows past evenings.
        room: Hears the room.
        playback: Knows what to be heard on.
        encoders: Knows what to listen with.
        tuning: Tunes that to the library.
        settings: Remembers.
        demo_music: The folder of the demo music; it may be empty.
        problems: What went wrong before there was a face to tell it.
        no_sound: Why nothing can be heard as long as Deej runs, and what to do; or "".
    """

    jukebox: JukeboxApi
    library: LibraryApi
    browse: BrowseApi
    music_map: MapApi
    journeys: JourneyApi
    playlists: PlaylistApi
    room: RoomApi
    playback: PlaybackApi
    encoders: EncodersApi
    tuning: TuningApi
    settings: SettingsApi
    demo_music: Path
    problems: tuple[Notice, ...] = ()
    no_sound: str = ""
