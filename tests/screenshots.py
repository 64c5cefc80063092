"""Renders every screen and state of the window to docs/screenshots, with the demo music.

Run it as `python -m tests.screenshots [NAME...]` in the root of the repository; without names it
renders all, and with QT_SCALE_FACTOR=2 as a screen of 200 % shows them. The services are fakes that
choose by a rule of their own and play without a sound, so what is drawn depends on nothing but the
code, the demo music and the fonts of the machine.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.heard import decoded_file
from deej_desktop.domain.sound import Listen, Waveform
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, TrackId
from deej_desktop.library.covers import cover_of
from deej_desktop.library.tags import read_tags
from deej_desktop.paths import demo_music_dir
from deej_desktop.ui.languages import speak
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import make_application
from deej_desktop.ui.theme import Theme, ThemeChoice
from tests import place_shots as places
from tests import window_shots as states
from tests.fakes.services import FakeServices
from tests.waiting import wait_for, wait_ms

_PICTURES_AT_MOST = 20

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    setup: states.Setup
    theme: ThemeChoice = "dark"
    size: tuple[int, int] = (1080, 720)
    is_first_run: bool = False
    has_failures: bool = False
    has_no_music: bool = False
    no_sound: str = ""
    text_size: float = 1.0
    language: str = ""


SHOTS = (
    Shot("welcome", states.nothing, is_first_run=True),
    Shot("welcome-light", states.nothing, "light", is_first_run=True),
    Shot("welcome-small", states.nothing, size=(480, 360), is_first_run=True),
    Shot("idle", states.nothing),
    Shot("playing", states.playing),
    Shot("playing-light", states.playing, "light"),
    Shot("drunk", states.drunk),
    Shot("pointing", states.pointing),
    Shot("pointing-light", states.pointing, "light"),
    Shot("steering", states.steering),
    Shot("steering-light", states.steering, "light"),
    Shot("steering-small", states.steering, size=(480, 360)),
    Shot("steering-narrow", states.steering, size=(600, 800)),
    Shot("finding", states.finding),
    Shot("finding-light", states.finding, "light"),
    Shot("finding-nothing", states.finding_nothing),
    Shot("finding-at-first", states.finding_at_first),
    Shot("finding-small", states.finding, size=(480, 360)),
    Shot("finding-right-to-left", states.finding_right_to_left),
    Shot("journey", states.journey),
    Shot("journey-light", states.journey_with_find, "light"),
    Shot("journey-until", states.journey_until),
    Shot("journey-at-first", states.journey_at_first),
    Shot("journey-narrow", states.journey, size=(600, 800)),
    Shot("journey-small", states.journey, size=(480, 360)),
    Shot("journey-right-to-left", states.right_to_left_of(states.journey)),
    Shot("room", states.hearing_room),
    Shot("room-light", states.hearing_room, "light"),
    Shot("room-at-first", states.hearing_room_at_first),
    Shot("room-trouble", states.room_in_trouble, "light"),
    Shot("room-narrow", states.hearing_room, size=(600, 800)),
    Shot("room-small", states.hearing_room, size=(480, 360)),
    Shot("room-right-to-left", states.right_to_left_of(states.hearing_room)),
    Shot("no-sound", states.playing, no_sound=states.NO_SOUND),
    Shot("no-sound-small", states.playing, "light", size=(480, 360), no_sound=states.NO_SOUND),
    Shot("scanning", states.scanning),
    Shot("scanning-small", states.scanning, size=(480, 360)),
    Shot("no-library", states.no_library, is_first_run=True),
    Shot("odd-titles", states.odd_titles),
    Shot("odd-titles-light", states.odd_titles, "light"),
    Shot("right-to-left", states.right_to_left),
    Shot("dropping", states.dropping),
    Shot("failures", states.failures, has_failures=True),
    Shot("interrupted", states.interrupted),
    Shot("mini", states.mini),
    Shot("mini-light", states.mini, "light"),
    Shot("car", states.car),
    Shot("car-light", states.car, "light"),
    Shot("car-on-end", states.car_on_end),
    Shot("stopping", states.stopping),
    Shot("radio", states.radio),
    Shot("settings", states.settings_of(0)),
    Shot("settings-sound", states.settings_of(0, 400), "light"),
    Shot("settings-dj", states.settings_of(1)),
    Shot("settings-listening", states.settings_of(2)),
    Shot("settings-look", states.settings_of(3), "light"),
    Shot("settings-keys", states.settings_of(4)),
    Shot("folders", states.folders, "light"),
    Shot("netbook", states.playing, size=(1024, 600)),
    Shot("larger-text-netbook", states.steering, "light", size=(1024, 600), text_size=1.5),
    Shot("large-text", states.playing, text_size=2.0),
    Shot("large-text-netbook", states.steering, "light", size=(1024, 600), text_size=2.0),
    Shot("large-text-journey", states.journey, size=(1024, 600), text_size=2.0),
    Shot("large-text-room", states.hearing_room, size=(1024, 600), text_size=2.0),
    Shot("large-text-settings", states.settings_of(1), text_size=2.0),
    Shot("large-text-welcome", states.nothing, is_first_run=True, text_size=2.0),
    Shot("spanish", states.playing, language="es"),
    Shot("spanish-settings", states.settings_of(0), language="es"),
    Shot("songs", places.library(Section.SONGS, places.some_selected)),
    Shot("songs-light", places.library(Section.SONGS, places.some_selected), "light"),
    Shot("songs-100000", places.large(places.library(Section.SONGS))),
    Shot("songs-search", places.library(Section.SONGS, places.a_search)),
    Shot("songs-nothing", places.library(Section.SONGS, places.no_match)),
    Shot("songs-odd", places.library(Section.SONGS, places.odd_titles), size=(1400, 900)),
    Shot("songs-right-to-left", places.library(Section.SONGS, places.right_to_left)),
    Shot("songs-small", places.library(Section.SONGS), size=(480, 360)),
    Shot("songs-netbook", places.library(Section.SONGS), "light", size=(1024, 600)),
    Shot("songs-large-text", places.library(Section.SONGS), text_size=2.0),
    Shot("songs-empty", places.library(Section.SONGS), has_no_music=True),
    Shot("albums", places.library(Section.ALBUMS)),
    Shot("albums-light", places.library(Section.ALBUMS), "light", size=(1400, 900)),
    Shot("album", places.library(Section.ALBUMS, places.an_album)),
    Shot("album-tiny", places.library(Section.ALBUMS, places.an_album), size=(640, 400)),
    Shot("artists", places.library(Section.ARTISTS)),
    Shot("genres", places.library(Section.GENRES), "light"),
    Shot("folders-in-library", places.library(Section.FOLDERS)),
    Shot("playlists", places.library(Section.PLAYLISTS, places.playlists)),
    Shot("playlists-at-first", places.library(Section.PLAYLISTS), "light"),
    Shot("playlist", places.library(Section.PLAYLISTS, places.a_playlist)),
    Shot("playlist-menu", places.library(Section.PLAYLISTS, places.menu_of_playlist), "light"),
    Shot("song-menu", places.library(Section.SONGS, places.menu_of_song)),
    Shot("about-song", states.about_song),
    Shot("about-song-large-text", states.about_song, "light", text_size=2.0),
    Shot("rendering", states.rendering),
    Shot("history", places.library(Section.HISTORY, places.past_evenings)),
    Shot("not-analysed", places.library(Section.FAILED), has_failures=True),
    Shot("map", places.on_map(places.pointing)),
    Shot("map-light", places.on_map(places.circled), "light"),
    Shot("map-100000", places.large(places.on_map()), size=(1400, 900)),
    Shot("map-100000-light", places.large(places.on_map()), "light"),
    Shot("map-being-drawn", places.on_map(places.being_drawn)),
    Shot("map-few", places.on_map(), has_no_music=True),
    Shot("map-small", places.on_map(), size=(480, 360)),
    Shot("map-right-to-left", states.right_to_left_of(places.on_map(places.pointing))),
    Shot("map-large-text", places.on_map(), "light", size=(1024, 600), text_size=2.0),
    Shot("tiny", states.playing, size=(640, 400)),
    Shot("small", states.playing, size=(480, 360)),
    Shot("narrow", states.drunk, size=(600, 800)),
    Shot("huge", states.drunk, size=(2560, 1440)),
    Shot("4k", states.playing, size=(3840, 2160)),
    Shot("albums-4k", places.library(Section.ALBUMS), size=(3840, 2160)),
)


def main(names: list[str]) -> int:
    """Render the shots called `names`, or all of them."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    app.setCursorFlashTime(0)
    theme = Theme(app, "dark")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        if not names or shot.name in names:
            render(shot, app, theme).save(str(FOLDER / f"{shot.name}.png"))
            print(shot.name)
    return 0


def render(shot: Shot, app: QApplication, theme: Theme) -> QPixmap:
    """Bring about one state and return its picture."""
    theme.choose(shot.theme)
    theme.set_text_size(shot.text_size)
    speak(app, shot.language or "en")
    tracks = [] if shot.has_no_music else demo_tracks()
    failed = states.FAILED if shot.has_failures else ()
    fakes = FakeServices(tracks, failed, lambda track: cover_of(track.path))
    fakes.library.outline = outline_of
    if not shot.is_first_run:
        fakes.with_music()
    if shot.no_sound:
        fakes.be_silent(shot.no_sound)
    window = MainWindow(fakes.services, theme)
    window.resize(*shot.size)
    window.show()
    target = shot.setup(fakes, window) or window
    # Covers come from other threads, and what moves must have come to rest.
    wait_ms(2000)
    _wait_for_rest(target)
    playing = fakes.jukebox.state.playing
    if playing is not None and outline_of(playing) is not None:
        wait_for(lambda: window.page.deck.position.slider.has_waveform)
        wait_ms(100)
    picture = _with_menus(target.grab(), target, app)
    window.close()
    window.deleteLater()
    app.processEvents()
    forget_language(app)
    return picture


def _wait_for_rest(target: QWidget) -> None:
    """Wait until two pictures are alike, for a while: a sign of work never comes to rest."""
    before = QImage()
    for _ in range(_PICTURES_AT_MOST):
        now = target.grab().toImage()
        if now == before:
            return
        before = now
        wait_ms(300)


def _with_menus(picture: QPixmap, target: QWidget, app: QApplication) -> QPixmap:
    """Return `picture` of `target` with the menus that are open above it."""
    painter = QPainter(picture)
    for menu in app.topLevelWidgets():
        if isinstance(menu, QMenu) and menu.isVisible():
            painter.drawPixmap(target.mapFromGlobal(menu.pos()), menu.grab())
            menu.close()
    painter.end()
    return picture


def forget_language(app: QApplication) -> None:
    """Forget the language that was spoken."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()


@cache
def outline_of(track: Track) -> Waveform | None:
    """Return the outline of a track, measured as a full listen does."""
    if not track.path.is_file():
        return None
    sound = decoded_file(track.path, Preprocessing(), Listen.FULL).sound
    return sound.waveform if sound is not None else None


def demo_tracks() -> list[Track]:
    """Return the demo music that ships, style by style."""
    tracks = []
    for number, path in enumerate(sorted(demo_music_dir().glob("*/*.opus"))):
        read = read_tags(path)
        tracks.append(
            Track(TrackId(number), path, ContentId(path.name), read.duration_s, read.tags)
        )
    return tracks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
