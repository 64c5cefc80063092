"""What plays, what comes next, and the buttons of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api.notices import Notice


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
