"""Doing what the listener wants with songs of the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from deej_desktop.domain.track import Track
from deej_desktop.services.api import JukeboxApi, Services
from deej_desktop.services.playlists.api import PlaylistApi, PlaylistInfo, PlaylistItem
from deej_desktop.ui.files_elsewhere import copy_paths, show_in_folder
from deej_desktop.ui.format import one_line
from deej_desktop.ui.library.song_menu import SongAction
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.widgets.notice_bar import Message

_MOST_QUEUED = 1_000
"""So many songs are an evening and more."""

_QUEUEING = (SongAction.PLAY, SongAction.NEXT, SongAction.JOURNEY)

Tracks = Callable[[], Sequence[Track]]
"""Gives tracks; may wait for the disk."""


class SongActions(QObject):
    """Fetches the songs in question off the GUI thread, then acts on them."""

    said = Signal(object)
    """A `Message` on what was done, where it cannot be seen or may be undone."""
    waypoints_wanted = Signal(object)
    """Tracks to add to the journey."""
    journey_wanted = Signal(object)
    """All waypoints of a journey to make anew."""
    about_wanted = Signal(object)
    """A track of which all is to be told."""

    def __init__(self, services: Services, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jukebox: JukeboxApi = services.jukebox
        self._playlists: PlaylistApi = services.playlists
        self._tasks = tasks

    def act(self, action: SongAction, tracks: Tracks, name: str = "") -> None:
        """Do `action` with the songs that `tracks` gives.

        Args:
            action: Any but adding to a playlist, or taking out, which is for the list they are in.
            tracks: Gives the songs.
            name: What they are together, such as an album; else the first song speaks for them.
        """
        self._tasks.run(tracks, lambda found: self._do_with(action, found, name))

    def add_to(self, playlist: PlaylistInfo, tracks: Tracks) -> None:
        """Add songs at the end of a playlist."""

        def add() -> int:
            new = [PlaylistItem(track) for track in tracks()]
            items = [*self._playlists.items(playlist.key), *new]
            self._playlists.save(playlist.name, items, playlist.kind, replacing=playlist.key)
            return len(new)

        self._tasks.run(add, lambda count: self._tell_added(count, playlist.name))

    def save_as(self, name: str, tracks: Tracks) -> None:
        """Keep songs as a new playlist."""
        self._tasks.run(
            lambda: self._playlists.save(name, [PlaylistItem(track) for track in tracks()]),
            lambda saved: self._tell_added(saved.tracks, saved.name),
        )

    def delete(self, playlist: PlaylistInfo) -> None:
        """Forget a playlist, and offer to bring it back."""

        def delete() -> Sequence[PlaylistItem]:
            items = self._playlists.items(playlist.key)
            self._playlists.delete(playlist.key)
            return items

        self._tasks.run(delete, lambda items: self._tell_deleted(playlist, items))

    def change_journey(self, journey: PlaylistInfo) -> None:
        """Open a journey that was kept where journeys are made."""

        def waypoints() -> list[Track]:
            items = [item for item in self._playlists.items(journey.key) if not item.missing]
            return [item.track for item in items if item.waypoint]

        self._tasks.run(waypoints, self.journey_wanted.emit)

    def tell_written(self, name: str, left_out: Sequence[str]) -> None:
        """Say that a playlist was rendered, and why songs are not in it."""
        self._say(" ".join([self.tr("{name} is written.").format(name=one_line(name)), *left_out]))

    def _do_with(self, action: SongAction, tracks: Sequence[Track], name: str) -> None:
        if not tracks:
            return
        if action in _QUEUEING and len(tracks) > _MOST_QUEUED:
            self._do(action, tracks[:_MOST_QUEUED], name)
            text = self.tr("Only the first {most} of {count} songs are taken.")
            self._say(text.format(most=_MOST_QUEUED, count=len(tracks)))
        else:
            self._do(action, tracks, name)

    def _do(self, action: SongAction, tracks: Sequence[Track], name: str) -> None:
        title = name or one_line(tracks[0].title)
        if action is SongAction.PLAY:
            self._jukebox.play_tracks(tracks)
        elif action is SongAction.NEXT:
            self._jukebox.queue_tracks(tracks)
            self._say(self._sentence(tracks, self.tr("{title} comes next"), name))
        elif action is SongAction.MORE:
            for track in tracks[:5]:
                self._jukebox.more_like(track)
        elif action is SongAction.RADIO:
            self._jukebox.radio(title, tracks)
        elif action is SongAction.JOURNEY:
            self.waypoints_wanted.emit(tracks)
            self._say(self._sentence(tracks, self.tr("The journey passes {title}"), name))
        elif action is SongAction.FOLDER:
            show_in_folder(tracks[0].path)
        elif action is SongAction.COPY:
            copy_paths(tracks)
            self._say(self._sentence(tracks, self.tr("{title}: copied"), name))
        elif action is SongAction.ABOUT:
            self.about_wanted.emit(tracks[0])

    def _sentence(self, tracks: Sequence[Track], text: str, name: str) -> str:
        title = name or one_line(tracks[0].title)
        if len(tracks) > 1 and not name:
            title = self.tr("{title} and {count} more").format(title=title, count=len(tracks) - 1)
        return text.format(title=title)

    def _tell_added(self, count: int, name: str) -> None:
        if count == 1:
            self._say(self.tr("1 song added to {name}").format(name=name))
        else:
            self._say(self.tr("{count} songs added to {name}").format(count=count, name=name))

    def _tell_deleted(self, playlist: PlaylistInfo, items: Sequence[PlaylistItem]) -> None:
        def bring_back() -> None:
            self._tasks.run(
                lambda: self._playlists.save(playlist.name, items, playlist.kind), lambda _: None
            )

        text = self.tr("{name} is deleted; its songs stay where they are.")
        self.said.emit(
            Message(
                text.format(name=one_line(playlist.name)),
                action_name=self.tr("Undo"),
                action=bring_back,
            )
        )

    def _say(self, text: str) -> None:
        self.said.emit(Message(text))
