"""Another language is spoken at once, and the music plays on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deej_desktop.domain.browsing import Facet, GroupKind, SortKey, Wish
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.music_map import Colouring
from deej_desktop.domain.progress import Progress, ProgressSink
from deej_desktop.services.playlists.api import PlaylistItem
from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.language_change import LanguageChange
from deej_desktop.ui.library.browse_pane import BrowsePane
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.places import Place
from deej_desktop.ui.theme import Theme
from deej_desktop.ui.widgets.choice import Choice
from tests.fakes.services import FakeServices

_LOOK = 3
KEEP_ON = {"en": "Keep on", "es": "Continuidad"}


@pytest.fixture
def fakes() -> FakeServices:
    return FakeServices().with_music()


@pytest.fixture
def shown(
    qtbot: QtBot, qapp: QApplication, theme: Theme, fakes: FakeServices
) -> Iterator[LanguageChange]:
    before = QLocale()
    fakes.settings.change(language="en")
    shown = LanguageChange(qapp, fakes.services, theme)
    shown.window.show()
    qtbot.waitExposed(shown.window)
    yield shown
    shown.window.close()
    shown.close()
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def spoken(window: MainWindow) -> str:
    return window.page.deck.keep_on.knob.accessibleName()


def speaks(shown: LanguageChange, language: str) -> bool:
    return spoken(shown.window) == KEEP_ON[language]


def test_the_window_speaks_it_at_once_and_shows_what_it_showed(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    fakes.jukebox.play_tracks(fakes.jukebox.tracks[:1])
    old.page.begin_journey()
    old.page.journey.pass_through(fakes.jukebox.tracks[3:6])
    old.page.show_place(Place.LIBRARY)
    old.stopping.timer.start(900)
    old.resize(760, 560)
    old.open_settings(_LOOK)
    dialog = old.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    language = next(box for box in dialog.look.findChildren(Choice) if box.findData("es") >= 0)
    language.setFocus()
    QTest.keyClicks(language, "Esp")
    language.activated.emit(language.currentIndex())
    qtbot.waitUntil(lambda: shown.window is not old)
    window = shown.window
    qtbot.waitUntil(lambda: fakes.jukebox.state.playing.title in window.windowTitle())  # type: ignore[union-attr]
    assert spoken(window) == "Continuidad"
    assert window.isVisible()
    assert window.size() == old.size()
    assert window.page.place is Place.LIBRARY
    assert window.page.is_making_journey
    assert window.page.journey.waypoints == tuple(fakes.jukebox.tracks[3:6])
    assert window.stopping.timer.left_s is not None
    opened = window.findChild(SettingsDialog)
    assert isinstance(opened, SettingsDialog)
    assert opened.page is opened.look
    assert not fakes.jukebox.state.paused


@pytest.mark.parametrize("section", [Section.ALBUMS, Section.PLAYLISTS])
def test_the_library_is_looked_at_as_before(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices, section: Section
) -> None:
    old = shown.window
    old.page.show_place(Place.LIBRARY)
    library = old.page.fronts.library
    assert library is not None
    library.begin_search("tide")
    library.show_section(section)
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    library = shown.window.page.fronts.library
    assert library is not None
    assert library.section is section
    assert library.browse.search.words == old.page.fronts.library.browse.search.words  # type: ignore[union-attr]


def test_the_album_and_the_playlist_that_are_open_stay_open(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    info = fakes.playlists.save("Mine", [PlaylistItem(one) for one in fakes.jukebox.tracks[:2]])
    old.page.show_place(Place.LIBRARY)
    library = old.page.fronts.library
    assert library is not None
    library.playlists.open_playlist(info)
    library.show_section(Section.ALBUMS)
    albums = library.browse.albums
    qtbot.waitUntil(lambda: albums.rowCount() > 0)
    album = albums.group_at(0)
    library.browse.open_group(album)
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    opened = shown.window.page.fronts.library
    assert opened is not None
    browse, playlists = opened.browse, opened.playlists
    assert browse.open_path == (album,)
    qtbot.waitUntil(lambda: browse.songs.model.rowCount() == album.tracks)
    opened.show_section(Section.PLAYLISTS)
    qtbot.waitUntil(playlists.songs.isVisible)
    qtbot.waitUntil(lambda: playlists.songs.model.rowCount() == 2)


def test_songs_stay_narrowed_down_and_sorted(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    old.page.show_place(Place.LIBRARY)
    library = old.page.fronts.library
    assert library is not None
    library.browse.search.facets.choose(Facet.GENRE, frozenset({"Dub"}))
    albums = fakes.browse.groups(GroupKind.ALBUM, Wish())
    library.browse.open_group(next(one for one in albums if one.title == "Slow Harbour"))
    library.browse.songs.sort_wanted.emit(SortKey.TITLE, True)
    before = library.browse
    qtbot.waitUntil(lambda: first_song(before) == "Second Anchor")
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    opened = shown.window.page.fronts.library
    assert opened is not None
    qtbot.waitUntil(lambda: first_song(opened.browse) == "Second Anchor")
    assert opened.browse.search.facets.chosen == {Facet.GENRE: {"Dub"}}


def first_song(browse: BrowsePane) -> str:
    model = browse.songs.model
    return str(model.index(0, 0).data()) if model.rowCount() else ""


def test_what_is_chosen_on_the_map_stays_so_in_its_colours(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    old.page.show_place(Place.MAP)
    seen = old.page.fronts.map
    assert seen is not None
    qtbot.waitUntil(lambda: len(seen.canvas.points.places) > 0)
    seen.color_by(Colouring.DECADE)
    seen.choose(np.array([1, 4]))
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    later = shown.window.page.fronts.map
    assert later is not None
    qtbot.waitUntil(lambda: [e.accessibleName() for e in later.legend.entries] == ["2020", "2010"])
    assert later.chosen_bar.isVisible()


def test_the_map_is_seen_as_closely(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    old.page.show_place(Place.MAP)
    seen = old.page.fronts.map
    assert seen is not None
    qtbot.waitUntil(lambda: len(seen.canvas.points.places) > 0)
    seen.canvas.zoom(3)
    seen.canvas.show_row(0)
    qtbot.waitUntil(seen.canvas.isVisible)
    size, place = seen.canvas.size(), seen.canvas.point_of(0)
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    canvas = shown.window.page.fronts.map.canvas  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: canvas.size() == size and len(canvas.points.places) > 0)
    assert (canvas.point_of(0) - place).manhattanLength() < 1


def test_the_old_window_is_gone_and_requests_reach_the_new_one(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    gone: list[bool] = []
    old.destroyed.connect(lambda: gone.append(True))
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    qtbot.waitUntil(lambda: bool(gone))
    shown.window.hide()
    shown.requests.bring_up()
    qtbot.waitUntil(shown.window.isVisible)
    fakes.settings.change(language="en", text_size=1.0)
    qtbot.waitUntil(lambda: spoken(shown.window) == "Keep on")


class SlowMix:
    """A rendering that goes on until it may end or is cancelled."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.was_cancelled = False

    def __call__(
        self, _: object, path: Path, progress: ProgressSink, cancel: CancelToken
    ) -> tuple[str, ...]:
        progress(Progress("Mixing", 1, 2, path.name))
        while not self.may_end.wait(0.01):
            if cancel.cancelled:
                self.was_cancelled = True
                break
        cancel.raise_if_cancelled()
        return ()


@pytest.fixture
def mix(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> SlowMix:
    mix = SlowMix()
    monkeypatch.setattr(fakes.playlists, "mix", mix)
    info = fakes.playlists.save("Mine", [PlaylistItem(fakes.jukebox.tracks[0])])
    window = shown.window
    window.page.show_place(Place.LIBRARY)
    library = window.page.fronts.library
    assert library is not None
    menu = library.playlists.menu_of(info)
    next(one for one in menu.actions() if one.text() == "Render as one sound file…").trigger()
    menu.close()
    asked = library.playlists.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    asked.filesSelected.emit(["evening.mp3"])
    asked.close()
    qtbot.waitUntil(lambda: is_rendering(window))
    window.page.show_place(Place.PLAYING)
    return mix


def is_rendering(window: MainWindow) -> bool:
    return any(
        dialog.isVisible() and dialog.labelText() == "evening.mp3"
        for dialog in window.findChildren(MixDialog)
    )


def test_a_playlist_is_rendered_to_its_end(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices, mix: SlowMix
) -> None:
    gone: list[str] = []
    for old, new in (("en", "es"), ("es", "en"), ("en", "es")):
        shown.window.destroyed.connect(partial(gone.append, old))
        fakes.settings.change(language=new)
        qtbot.waitUntil(partial(speaks, shown, new))
        assert is_rendering(shown.window)
    qtbot.waitUntil(lambda: gone == ["es", "en"])
    (dialog,) = shown.window.findChildren(MixDialog)
    assert dialog.windowTitle() == "Un solo archivo de sonido"
    mix.may_end.set()
    qtbot.waitUntil(lambda: "evening.mp3" in shown.window.notices.text)
    assert not mix.was_cancelled
    qtbot.waitUntil(lambda: len(gone) == 3)
    assert not shown.window.findChildren(MixDialog)


def test_rendering_that_an_earlier_window_began_ends_with_deej(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices, mix: SlowMix
) -> None:
    old = shown.window
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    shown.window.close()
    shown.close()
    assert mix.was_cancelled


def test_the_microphone_stays_on(qtbot: QtBot, shown: LanguageChange, fakes: FakeServices) -> None:
    old = shown.window
    old.page.toggle_room()
    old.page.room.automatic.click()
    fakes.settings.change(language="es")
    qtbot.waitUntil(lambda: shown.window is not old)
    qtbot.waitUntil(shown.window.page.room.isVisible)
    assert fakes.room.state.listening
    assert not fakes.room.state.automatic


def test_another_setting_leaves_the_window_alone(
    qtbot: QtBot, shown: LanguageChange, fakes: FakeServices
) -> None:
    old = shown.window
    fakes.settings.change(notifications="never")
    qtbot.wait(50)
    assert shown.window is old
