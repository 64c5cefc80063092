"""Playlists for the window: what the store keeps, as tracks that can be played now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import PlaylistUnusable
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.playlist_files import PlaylistEntry, read_playlist, write_playlist
from deej_desktop.library.playlists import KeptTrack, PlaylistHeading, Playlists
from deej_desktop.library.store import Store
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.finding import Finder
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.mixing import mix
from deej_desktop.services.playlists.api import (
    Evening,
    PlayedTrack,
    PlaylistInfo,
    PlaylistItem,
    PlaylistKind,
)
from deej_desktop.services.playlists.order import smoothest_places

BREAK_S = 3 * 3600.0
"""After so long without music, what follows is another evening."""

_FIRST_LOOK = 1_000
"""Plays that are looked at first; seldom are the latest evenings more."""


class PlaylistKeeper:
    """Implements `deej_desktop.services.api.PlaylistApi`."""

    def __init__(
        self,
        store: Store,
        hearing: Hearing,
        space: Callable[[], Space],
        options: Callable[[], RuleOptions],
    ) -> None:
        """Keep playlists in `store`; choose in what `space` gives, by the rules of the time."""
        self.changed: Signal[None] = Signal()
        self._playlists = Playlists(store)
        self._finder = Finder(store, hearing)
        self._history = History(store)
        self._space = space
        self._options = options

    def playlists(self) -> tuple[PlaylistInfo, ...]:
        """See `PlaylistApi`."""
        return self._infos(self._playlists.headings())

    def items(self, key: int) -> tuple[PlaylistItem, ...]:
        """See `PlaylistApi`."""
        return self.found(self._playlists.tracks(key))

    def save(
        self,
        name: str,
        items: Sequence[PlaylistItem],
        kind: PlaylistKind = "playlist",
        *,
        replacing: int | None = None,
    ) -> PlaylistInfo:
        """See `PlaylistApi`."""
        tracks = [_kept(item) for item in items]
        key = replacing
        if key is None or not self._playlists.replace(key, tracks):
            key = self._playlists.add(name.strip() or "Playlist", kind, tracks)
        self.changed.emit(None)
        return self._info_of(key)

    def rename(self, key: int, name: str) -> PlaylistInfo:
        """See `PlaylistApi`."""
        name = name.strip()
        if not name:
            raise PlaylistUnusable("A playlist needs a name; type one.")
        if not self._playlists.rename(key, name):
            raise PlaylistUnusable(f'There is a playlist called "{name}"; choose another name.')
        self.changed.emit(None)
        return self._info_of(key)

    def delete(self, key: int) -> None:
        """See `PlaylistApi`."""
        self._playlists.delete(key)
        self.changed.emit(None)

    def import_file(self, path: Path) -> PlaylistInfo:
        """See `PlaylistApi`."""
        entries = read_playlist(path)
        key = self._playlists.add(
            displayable(path.stem), "playlist", [self._kept_of(entry) for entry in entries]
        )
        self.changed.emit(None)
        return self._info_of(key)

    def export_file(self, items: Sequence[PlaylistItem], path: Path) -> None:
        """See `PlaylistApi`."""
        write_playlist(path, [PlaylistEntry.of(item.track) for item in items])

    def reordered(
        self, items: Sequence[PlaylistItem], *, last_stays: bool = False
    ) -> tuple[PlaylistItem, ...]:
        """See `PlaylistApi`."""
        space = self._space()
        rows = [None if item.missing else space.row_of(item.track) for item in items]
        return tuple(items[at] for at in smoothest_places(space, rows, last_stays=last_stays))

    def extended(self, items: Sequence[PlaylistItem], count: int) -> tuple[PlaylistItem, ...]:
        """See `PlaylistApi`."""
        session = DjSession(self._space(), self._options(), Knobs())
        session.ask_for([item.track for item in items if session.knows(item.track)])
        while session.take_next() is not None:
            pass
        session.fill(count)
        return (*items, *(PlaylistItem(entry.track) for entry in session.queue))

    def mix(
        self,
        items: Sequence[PlaylistItem],
        path: Path,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[str, ...]:
        """See `PlaylistApi`."""
        return mix([item.track for item in items], path, progress, cancel).left_out

    def evenings(self, limit: int = 50) -> tuple[Evening, ...]:
        """See `PlaylistApi`."""
        evenings = self._latest_evenings(limit)
        plays = [play for evening in evenings for play in evening]
        items = iter(self.found([KeptTrack(play.path, play.content_id, "") for play in plays]))
        played = [[_played(play, next(items)) for play in evening] for evening in evenings]
        return tuple(Evening(tuple(reversed(evening))) for evening in played)

    def _latest_evenings(self, limit: int) -> list[list[Play]]:
        """The latest evenings, and the latest play of each, first."""
        count = _FIRST_LOOK
        while True:
            plays = self._history.recent(count)
            evenings: list[list[Play]] = []
            later: Play | None = None
            for play in plays:
                if later is None or later.started_at - play.started_at - play.played_s > BREAK_S:
                    evenings.append([])
                evenings[-1].append(play)
                later = play
            # The earliest of them may have begun before what was looked at.
            if len(evenings) > limit or len(plays) < count:
                return evenings[:limit]
            count *= 2

    def found(self, kept: Sequence[KeptTrack]) -> tuple[PlaylistItem, ...]:
        """What was kept as it is to be found now: by its sound, else at its old place."""
        return tuple(map(_item, kept, self._finder.find(kept)))

    def _kept_of(self, entry: PlaylistEntry) -> KeptTrack:
        known = self._finder.at(entry.path)
        if known is not None:
            return _kept(PlaylistItem(known))
        return KeptTrack(entry.path, None, entry.title, "", entry.duration_s)

    def _info_of(self, key: int) -> PlaylistInfo:
        heading = self._playlists.heading(key)
        if heading is None:
            raise PlaylistUnusable("This playlist was deleted meanwhile; save it under a new name.")
        return self._infos([heading])[0]

    def _infos(self, headings: Sequence[PlaylistHeading]) -> tuple[PlaylistInfo, ...]:
        firsts = self.found([heading.first for heading in headings if heading.first is not None])
        covers = iter(item.track for item in firsts)
        return tuple(
            _info(heading, None if heading.first is None else next(covers)) for heading in headings
        )


def _info(heading: PlaylistHeading, first: Track | None) -> PlaylistInfo:
    return PlaylistInfo(
        heading.id,
        heading.name,
        heading.kind,
        heading.tracks,
        heading.duration_s,
        heading.changed_at,
        first,
    )


def _played(play: Play, item: PlaylistItem) -> PlayedTrack:
    return PlayedTrack(
        item.track,
        play.started_at,
        play.played_s,
        skipped=play.ending is Ending.SKIPPED,
        missing=item.missing,
    )


def _kept(item: PlaylistItem) -> KeptTrack:
    track = item.track
    return KeptTrack(
        track.path,
        track.content_id or None,
        track.title,
        track.artist,
        track.duration_s if track.duration_s > 0 else None,
        item.waypoint,
    )


def _item(kept: KeptTrack, track: Track | None) -> PlaylistItem:
    if track is not None:
        return PlaylistItem(track, waypoint=kept.waypoint)
    remembered = Track(
        None,
        kept.path,
        kept.content_id or ContentId(""),
        kept.duration_s or Seconds(0.0),
        Tags(title=kept.title, artist=kept.artist),
    )
    return PlaylistItem(remembered, missing=True, waypoint=kept.waypoint)
