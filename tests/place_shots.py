"""The states of the library and of the map that `tests.screenshots` renders."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from deej_desktop.domain.browsing import Facet
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import Progress, ProgressSink
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.playlists.api import Evening, PlayedTrack, PlaylistItem
from deej_desktop.ui.library.library_place import LibraryPlace, Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.map.map_place import MapPlace
from deej_desktop.ui.places import Place
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.large_library import invented
from tests.waiting import wait_for, wait_ms

Setup = Callable[[FakeServices, MainWindow], None]
InLibrary = Callable[[FakeServices, LibraryPlace], None]
OnMap = Callable[[FakeServices, MapPlace], None]


def library(section: Section, then: InLibrary | None = None) -> Setup:
    """Look at the library in one way, and do something there."""

    def setup(fakes: FakeServices, window: MainWindow) -> None:
        if fakes.jukebox.tracks:
            _play(fakes)
        wait_ms(100)
        window.page.show_place(Place.LIBRARY)
        place = window.page.fronts.library
        assert place is not None
        wait_for(lambda: place.browse.songs.model.rowCount() > 0 or not fakes.browse.music)
        place.show_section(section)
        wait_ms(400)
        if then is not None:
            then(fakes, place)
        window.activateWindow()

    return setup


def on_map(then: OnMap | None = None) -> Setup:
    """Look at the map, and do something there."""

    def setup(fakes: FakeServices, window: MainWindow) -> None:
        if fakes.jukebox.tracks:
            _play(fakes)
        wait_ms(100)
        window.page.show_place(Place.MAP)
        place = window.page.fronts.map
        assert place is not None
        wait_ms(400)
        if then is not None:
            then(fakes, place)
        window.activateWindow()

    return setup


def large(setup: Setup) -> Setup:
    """The same with 100,000 songs."""

    def with_many(fakes: FakeServices, window: MainWindow) -> None:
        tracks = many()
        fakes.browse.music = tracks
        fakes.music_map.tracks = tracks
        fakes.music_map.spread = lands()
        fakes.jukebox.tracks = []
        path = [track for track in tracks if track.tags.genre == "Gospel"][:1800:100]
        fakes.jukebox.show(playing=path[8], history=tuple(path[:8]))
        queue = tuple(QueuedTrack(key, track) for key, track in enumerate(path[9:]))
        fakes.jukebox.show(queue=queue)
        fakes.library.show(tracks=len(tracks), indexed=len(tracks))
        setup(fakes, window)
        wait_ms(2500)

    return with_many


@cache
def many() -> list[Track]:
    """Return 100,000 invented songs."""
    return list(invented(100_000, random.Random(3)))


@cache
def lands() -> np.ndarray:
    """Return where the invented songs lie: by genre, and by artist within it."""
    chance = np.random.default_rng(1)
    middles: dict[str, np.ndarray] = {}
    artists: dict[str, np.ndarray] = {}
    places = []
    for track in many():
        genre = middles.setdefault(track.tags.genre, chance.uniform(-0.8, 0.8, 2))
        own = genre + 0.13 * chance.standard_normal(2)
        artist = artists.setdefault(f"{track.artist} {track.tags.genre}", own)
        places.append(artist + 0.02 * chance.standard_normal(2))
    return np.clip(np.array(places, np.float32), -1, 1)


def an_album(_: FakeServices, place: LibraryPlace) -> None:
    """Open an album, with the keyboard on a song."""
    wait_for(lambda: place.browse.albums.rowCount() > 4)
    place.browse.open_group(place.browse.albums.group_at(4))
    wait_for(lambda: place.browse.songs.isVisible())
    place.browse.songs.view.setFocus()
    place.browse.songs.view.selectRow(0)


def a_search(_: FakeServices, place: LibraryPlace) -> None:
    """Search within a genre."""
    place.begin_search("st")
    place.browse.search.facets.choose(Facet.GENRE, frozenset({"House", "Ambient"}))


def no_match(_: FakeServices, place: LibraryPlace) -> None:
    """Search for what is not there."""
    place.begin_search("no such song")


def some_selected(_: FakeServices, place: LibraryPlace) -> None:
    """Have several songs selected."""
    view = place.browse.songs.view
    view.setFocus()
    view.selectRow(1)
    view.selectionModel().select(
        place.browse.songs.model.index(3, 0),
        view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows,
    )


def playlists(fakes: FakeServices, place: LibraryPlace) -> None:
    """Have kept some playlists."""
    items = [PlaylistItem(track) for track in fakes.jukebox.tracks]
    fakes.playlists.save("Sunday, late", items[3:19])
    fakes.playlists.save("From the harbour to the moon", items[8:20], "journey")
    fakes.playlists.save("Дорога домой", items[:7])


def a_playlist(fakes: FakeServices, place: LibraryPlace) -> None:
    """Have moved songs within a playlist."""
    playlists(fakes, place)
    info = fakes.playlists.playlists()[1]
    place.playlists.open_playlist(info)
    songs = place.playlists.songs.view
    wait_for(lambda: songs.model().rowCount() == info.tracks)
    songs.setFocus()
    songs.select_rows([3, 4])
    QTest.keyClick(songs, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)


def menu_of_playlist(fakes: FakeServices, place: LibraryPlace) -> None:
    """Ask what can be done with a journey that was kept."""
    playlists(fakes, place)
    view = place.playlists.view
    wait_for(lambda: view.model().rowCount() == 3)
    view.setCurrentIndex(view.model().index(0, 0))
    menu = place.playlists.menu_of(fakes.playlists.playlists()[0])
    menu.popup(view.mapToGlobal(QPoint(160, 30)))


def menu_of_song(_: FakeServices, place: LibraryPlace) -> None:
    """Ask what can be done with a song."""
    songs = place.browse.songs
    songs.view.setFocus()
    songs.view.select_rows([2])
    songs.menu().popup(songs.view.mapToGlobal(QPoint(160, 110)))


def half_a_mix(
    items: Sequence[PlaylistItem], _: Path, progress: ProgressSink, cancel: CancelToken | None
) -> tuple[str, ...]:
    """Write half of a mix, and wait to be stopped."""
    progress(Progress("Mixing", len(items) // 2, len(items), items[len(items) // 2].track.title))
    while cancel is not None and not cancel.cancelled:
        time.sleep(0.02)
    return ()


def past_evenings(fakes: FakeServices, place: LibraryPlace) -> None:
    """Have listened before."""
    tracks = fakes.jukebox.tracks
    fakes.playlists.past = [
        Evening(tuple(PlayedTrack(track, 1.79e9 - day * 9e4, Seconds(48.0)) for track in some))
        for day, some in enumerate((tracks[:14], tracks[10:21], tracks[4:9]))
    ]
    place.history.refresh()


def odd_titles(fakes: FakeServices, place: LibraryPlace) -> None:
    """Have songs with long names and in other writing."""
    fakes.browse.music = [*music.odd_tracks(), *fakes.jukebox.tracks]
    place.browse.ask()


def right_to_left(fakes: FakeServices, place: LibraryPlace) -> None:
    """The same where one writes from right to left."""
    odd_titles(fakes, place)
    place.window().setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def pointing(_: FakeServices, place: MapPlace) -> None:
    """Have the keyboard on a song."""
    place.canvas.setFocus()
    place.canvas.go_to(5)


def circled(_: FakeServices, place: MapPlace) -> None:
    """Have circled some songs."""
    place.choose(np.arange(4, 13))


def being_drawn(fakes: FakeServices, _: MapPlace) -> None:
    """See the map come about."""
    fakes.music_map.show(making=Progress("Drawing the map", 120, 450))


def _play(fakes: FakeServices) -> None:
    jukebox = fakes.jukebox
    jukebox.play_files([jukebox.tracks[22 % len(jukebox.tracks)].path])
    for _ in range(3):
        jukebox.be_at(40)
        jukebox.next()
    jukebox.be_at(21)
