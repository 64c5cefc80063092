"""What comes next: the session kept full, and what must be found out before it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from deej_desktop.domain.track import Track
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import Notice
from deej_desktop.services.dj.session import DjSession, Sound


class Finding(Protocol):
    """What a programme needs from the world."""

    def hear(self, track: Track) -> None:
        """Find out how `track` sounds; `Programme.sound_found` is called some time later."""

    def notify(self, notice: Notice) -> None:
        """Tell the listener something."""


class Programme:
    """Does to the queue what the listener asks. Not thread-safe, as the session is not."""

    def __init__(self, session: DjSession, outside: Finding, changed: Callable[[], None]) -> None:
        """Keep `session` full.

        Args:
            session: Chooses.
            outside: The world.
            changed: Called whenever the queue may have changed.
        """
        self._session = session
        self._outside = outside
        self._changed = changed
        self._hearing: Track | None = None
        self._told_shortfall = False
        self._expects_more = False

    @property
    def thinking(self) -> str:
        """What is being found out before more can be chosen, or ""."""
        return f"Listening to {self._hearing.title}" if self._hearing else ""

    @property
    def why_empty(self) -> str:
        """A sentence on why nothing is queued, when nothing is."""
        if self._hearing is not None:
            return f"{self.thinking}; what follows comes in a moment."
        if self._session.shortfall is not None:
            return self._session.shortfall.text()
        return "Nothing is queued yet; drop a song to begin with."

    def begin(self, after: Sequence[Track] = ()) -> None:
        """Begin a new session, in which `after` has been heard already."""
        self._hearing = None
        self._session.begin(after)

    def refresh(self, *, anew: bool = False) -> None:
        """Fill the queue up, or choose all of it `anew` that the listener did not ask for."""
        if anew:
            self._session.choose_anew()
        else:
            self._session.fill()
        self._find_out_more()
        self._tell_shortfall()
        self._changed()

    def leave_radio(self) -> None:
        """Keep close to nothing in particular any more."""
        self._session.radio.leave()
        self.refresh(anew=True)

    def follow_rules(self, options: RuleOptions) -> None:
        """Choose by other rules from now on."""
        if options != self._session.options:
            self._session.follow_rules(options)
            self.refresh(anew=True)

    def queue_tracks(self, tracks: Sequence[Track], place: int | None = None) -> None:
        """Play `tracks` after the current one, or at a place of the queue."""
        if place is None:
            self._session.ask_for(tracks)
        else:
            self._session.insert(tracks, place)
        self.refresh(anew=True)

    def pin_queued(self, key: int) -> None:
        """Keep an entry of the queue, whatever the knobs do."""
        self._session.pin(key)
        self.refresh()

    def unpin_queued(self, key: int) -> None:
        """Leave an entry of the queue to the knobs again."""
        self._session.unpin(key)
        self.refresh()

    def move_queued(self, key: int, place: int) -> None:
        """Move an entry of the queue."""
        self._session.move(key, place)
        self.refresh()

    def remove_queued(self, key: int) -> None:
        """Take an entry out of the queue."""
        self._session.remove(key)
        self.refresh()

    def more_like(self, track: Track) -> None:
        """Steer towards a track."""
        self._session.steering.more_like(track)
        self.refresh(anew=True)

    def less_of(self, track: Track) -> None:
        """Steer away from a track."""
        self._session.steering.less_of(track)
        self.refresh(anew=True)

    def undo_steer(self, key: int) -> None:
        """Take back a steer."""
        if self._session.steering.take_back(key):
            self.refresh(anew=True)

    def turn(self, knobs: Knobs) -> None:
        """Set the knobs and let the queue follow."""
        self._session.turn(knobs)
        self.refresh(anew=True)

    def replace_library(self, space: Space) -> None:
        """Choose from another view of the library from now on."""
        self._session.replace_library(space)
        self._told_shortfall = False
        self.refresh()

    def change_encoder(self, space: Space) -> None:
        """Choose anew from the library as another encoder hears it."""
        self._hearing = None
        self._session.change_encoder(space)
        self._told_shortfall = False
        self.refresh(anew=True)

    def expect_more(self, *, more: bool) -> None:
        """Know whether the library still grows; as long, a short queue is no news."""
        self._expects_more = more
        self._tell_shortfall()

    def sound_found(self, track: Track, sound: Sound) -> None:
        """Take note of how a track sounds, and choose with that."""
        self._heard_about(track)
        if self._session.wants(track):
            self._session.add_sound(track, sound)
            self.refresh(anew=True)

    def sound_unknown(self, track: Track, reason: str) -> None:
        """Go on without knowing how a track sounds."""
        self._heard_about(track)
        if self._session.wants(track):
            self._outside.notify(Notice(f"{reason} What follows is chosen without it.", "warning"))
            self._session.give_up_on(track)
            self.refresh(anew=True)

    def _heard_about(self, track: Track) -> None:
        if self._hearing == track:
            self._hearing = None

    def _find_out_more(self) -> None:
        unknown = self._session.unknown()
        if unknown is not None and self._hearing is None:
            self._hearing = unknown
            self._outside.hear(unknown)

    def _tell_shortfall(self) -> None:
        shortfall = None if self._expects_more else self._session.shortfall
        if shortfall is not None and not self._told_shortfall:
            self._outside.notify(Notice(shortfall.text()))
        self._told_shortfall = shortfall is not None
