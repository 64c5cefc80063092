"""Renders every screen and state of the window to docs/screenshots, with the demo music.

Run it as `python -m tests.screenshots [NAME...]` in the root of the repository; without names it
renders all. The services are fakes that choose by a rule of their own and play without a sound, so
what is drawn depends on nothing but the code, the demo music and the fonts of the machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTime, QTranslator, QUrl
from PySide6.QtGui import QDragEnterEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.heard import decoded_file
from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.sound import Listen, Waveform
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library.covers import cover_of
from deej_desktop.library.tags import read_tags
from deej_desktop.microphone.gate import Heard
from deej_desktop.paths import demo_music_dir
from deej_desktop.services.api import FailedFile, Notice
from deej_desktop.services.room.api import Proposal, Recognised
from deej_desktop.ui.car.screen import CarScreen
from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.languages import speak
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.opening import make_application
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme, ThemeChoice
from tests import place_shots as places
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.waiting import wait_ms

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"

NO_SOUND = (
    "libVLC is needed to play music but cannot be loaded: install the packages libvlc5 and "
    "vlc-plugin-base, then start Deej again."
)

FAILED = (
    FailedFile(music.FOLDER / "Old tapes" / "empty.mp3", "it is empty"),
    FailedFile(music.FOLDER / "Old tapes" / "notes.mp3", "it is damaged or no audio at all"),
    FailedFile(music.FOLDER / "Side One, take 3.flac", "it breaks off after 12 s of 180 s"),
    FailedFile(music.FOLDER / "caf\udce9.ogg", "you may not read it; check its permissions"),
)

Setup = Callable[[FakeServices, MainWindow], QWidget | None]
"""Brings about what is to be seen; returns the widget to render if it is not the window."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    setup: Setup
    theme: ThemeChoice = "dark"
    size: tuple[int, int] = (1080, 720)
    is_first_run: bool = False
    has_failures: bool = False
    has_no_music: bool = False
    no_sound: str = ""
    text_size: float = 1.0
    language: str = ""


def nothing(_: FakeServices, __: MainWindow) -> None:
    """Leave it as it opens."""


def playing(fakes: FakeServices, _: MainWindow) -> None:
    """Be in the middle of an evening."""
    jukebox = fakes.jukebox
    jukebox.play_files([jukebox.tracks[22].path])
    for _number in range(3):
        jukebox.be_at(40)
        jukebox.next()
    jukebox.be_at(21)


def drunk(fakes: FakeServices, window: MainWindow) -> None:
    """Have both knobs turned up."""
    playing(fakes, window)
    fakes.jukebox.set_drunk(0.7)
    fakes.jukebox.set_keep_on(6)


def scanning(fakes: FakeServices, window: MainWindow) -> None:
    """Listen to a larger library, with a song that cannot be played."""
    playing(fakes, window)
    fakes.library.show(
        scanning=Progress("Listening to your music", 128, 432, "", Seconds(312)),
        tracks=432,
        indexed=128,
        failed=3,
    )
    fakes.jukebox.notices.emit(
        Notice("Side One, take 3.flac cannot be used: it breaks off after 12 s of 180 s.", "error")
    )


def odd_titles(fakes: FakeServices, _: MainWindow) -> None:
    """Play songs with long names and in other writing."""
    odd = music.odd_tracks()
    fakes.jukebox.tracks += odd
    fakes.jukebox.play_files([odd[0].path])
    fakes.jukebox.queue_files([track.path for track in odd[1:]])


def right_to_left(fakes: FakeServices, window: MainWindow) -> None:
    """Lay the window out for a language that is written from right to left."""
    odd_titles(fakes, window)
    fakes.jukebox.next()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def no_library(fakes: FakeServices, _: MainWindow) -> None:
    """Play a song while there is no music to choose from."""
    fakes.jukebox.tracks = []
    fakes.jukebox.play_files([Path("/elsewhere/One Song.mp3")])
    fakes.jukebox.show(thinking="Listening to One Song", queue=())


def dropping(fakes: FakeServices, window: MainWindow) -> None:
    """Hold a song over the window."""
    playing(fakes, window)
    wait_ms(200)
    data = QMimeData()
    data.setUrls([QUrl("file:///elsewhere/One%20Song.mp3")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 300), copy, data, left, none))


def pointing(fakes: FakeServices, window: MainWindow) -> None:
    """Point at a song that comes next, with the keyboard on a knob."""
    playing(fakes, window)
    wait_ms(200)
    window.page.deck.keep_on.knob.setFocus()
    view = window.page.up_next.view
    view.setCurrentIndex(view.model().index(6, 0))


def steering(fakes: FakeServices, window: MainWindow) -> None:
    """Have said what one likes and what not, with the keyboard on a song that comes next."""
    playing(fakes, window)
    jukebox = fakes.jukebox
    jukebox.less_of(jukebox.tracks[3])
    jukebox.more_like(jukebox.state.queue[2].track)
    jukebox.pin_queued(jukebox.state.queue[1].key)
    jukebox.be_at(4)
    jukebox.next()
    jukebox.be_at(21)
    wait_ms(200)
    view = window.page.up_next.view
    view.setCurrentIndex(view.model().index(7, 0))
    view.setFocus()
    window.activateWindow()


def finding(fakes: FakeServices, window: MainWindow) -> None:
    """Search while something plays."""
    playing(fakes, window)
    wait_ms(100)
    window.header.find_wanted.emit()
    window.activateWindow()
    window.page.search.field.setText("st")


def finding_nothing(fakes: FakeServices, window: MainWindow) -> None:
    """Search for what is not there."""
    finding(fakes, window)
    window.page.search.field.setText("no such song")


def finding_at_first(_: FakeServices, window: MainWindow) -> None:
    """Be about to search while nothing plays."""
    window.header.find_wanted.emit()


def finding_right_to_left(fakes: FakeServices, window: MainWindow) -> None:
    """Search where one writes from right to left."""
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    finding(fakes, window)


def journey(fakes: FakeServices, window: MainWindow) -> None:
    """Make a journey through three songs."""
    playing(fakes, window)
    wait_ms(100)
    window.header.journey_wanted.emit()
    tracks = fakes.jukebox.tracks
    window.page.journey.length.number.setValue(2)
    window.page.journey.add([tracks[2], tracks[14]])
    window.activateWindow()


def journey_until(fakes: FakeServices, window: MainWindow) -> None:
    """Make one that arrives at a time of the day."""
    journey(fakes, window)
    window.page.journey.length.choose(2)
    window.page.journey.length.time.setTime(QTime(22, 30))


def journey_at_first(_: FakeServices, window: MainWindow) -> None:
    """Be about to make a journey while nothing plays."""
    window.header.journey_wanted.emit()


def journey_with_find(fakes: FakeServices, window: MainWindow) -> None:
    """Look for a waypoint."""
    journey(fakes, window)
    window.header.find_wanted.emit()
    window.page.search.field.setText("st")


def hearing_room(fakes: FakeServices, window: MainWindow) -> None:
    """Hear a song of the library in the room."""
    window.header.room_wanted.emit()
    window.activateWindow()
    tracks = fakes.jukebox.tracks
    why = "It begins like this, closer than {percent} % of seams you have."
    proposals = tuple(
        Proposal(track, 0.93 - 0.07 * number, why.format(percent=99 - 2 * number))
        for number, track in enumerate(tracks[9:17])
    )
    fakes.room.show(
        heard=Heard.MUSIC,
        level=0.62,
        listened=Seconds(18.0),
        this_is=Recognised(tracks[8], Seconds(31.0)),
        follows=proposals,
        goes_with=proposals,
    )


def hearing_room_at_first(fakes: FakeServices, window: MainWindow) -> None:
    """Have just begun to listen, with a song paused."""
    playing(fakes, window)
    wait_ms(100)
    window.header.room_wanted.emit()
    fakes.room.show(level=0.35, listened=Seconds(2.0))


def room_in_trouble(fakes: FakeServices, window: MainWindow) -> None:
    """Have no microphone."""
    fakes.room.trouble = MicrophoneUnusable(
        "No microphone was found; connect one, or let Deej use it in your system's settings."
    )
    window.header.room_wanted.emit()


def failures(fakes: FakeServices, window: MainWindow) -> QDialog:
    """Ask which files could not be used."""
    window.header.failures_wanted.emit()
    return _dialog_of(window)


def folders(fakes: FakeServices, window: MainWindow) -> QDialog:
    """Ask which folders are listened to."""
    fakes.library.show(folders=(music.FOLDER, Path("/media/disk/Records and tapes")))
    wait_ms(50)
    window.header.folders_wanted.emit()
    return _dialog_of(window)


def interrupted(fakes: FakeServices, window: MainWindow) -> None:
    """Wait for a drive that does not answer."""
    playing(fakes, window)
    fakes.jukebox.show(interrupted="Waiting for “Rain Delay”: its drive or network is slow.")


def about_song(fakes: FakeServices, window: MainWindow) -> QDialog:
    """Ask what is known of a song."""
    places.library(Section.SONGS)(fakes, window)
    library = window.page.fronts.library
    assert library is not None
    library.tell_about(fakes.jukebox.tracks[13])
    return _dialog_of(window)


def rendering(fakes: FakeServices, window: MainWindow) -> QDialog:
    """Write a playlist as one sound file."""
    places.library(Section.PLAYLISTS, places.playlists)(fakes, window)
    fakes.playlists.mix = places.half_a_mix  # type: ignore[assignment]
    dialog = MixDialog(window.findChildren(Tasks)[0], window)
    key = fakes.playlists.playlists()[1].key
    dialog.begin(fakes.services.playlists, key, Path("Sunday, late.mp3"), lambda _: None)
    return dialog


def mini(fakes: FakeServices, window: MainWindow) -> QWidget:
    """Shrink to the mini player."""
    playing(fakes, window)
    wait_ms(100)
    window.faces.toggle_mini()
    return window.faces.shown


def car(fakes: FakeServices, window: MainWindow) -> QWidget:
    """Fill a screen of a car, which is small."""
    playing(fakes, window)
    wait_ms(100)
    window.faces.toggle_car()
    screen = window.faces.shown
    screen.showNormal()
    screen.resize(1024, 600)
    return screen


def car_on_end(fakes: FakeServices, window: MainWindow) -> QWidget:
    """The same on a screen that stands on end, just after something was asked for."""
    screen = car(fakes, window)
    screen.resize(600, 1024)
    assert isinstance(screen, CarScreen)
    screen.more.click()
    screen.more.light_up()
    return screen


def radio(fakes: FakeServices, window: MainWindow) -> None:
    """Keep close to an album, in excerpts."""
    playing(fakes, window)
    fakes.jukebox.show(radio="Small Hours", demo_s=Seconds(20))


def stopping(fakes: FakeServices, window: MainWindow) -> None:
    """Have the music stop by itself."""
    playing(fakes, window)
    window.stopping.menu.actions()[3].trigger()


def settings_of(section: int, scroll: int = 0) -> Setup:
    """Return what opens the settings at one of their sections."""

    def setup(_: FakeServices, window: MainWindow) -> QDialog:
        window.header.settings_wanted.emit()
        dialog = _dialog_of(window)
        assert isinstance(dialog, SettingsDialog)
        dialog.list.setCurrentRow(section)
        wait_ms(100)
        dialog.page.verticalScrollBar().setValue(scroll)
        return dialog

    return setup


SHOTS = (
    Shot("welcome", nothing, is_first_run=True),
    Shot("welcome-light", nothing, "light", is_first_run=True),
    Shot("welcome-small", nothing, size=(480, 360), is_first_run=True),
    Shot("idle", nothing),
    Shot("playing", playing),
    Shot("playing-light", playing, "light"),
    Shot("drunk", drunk),
    Shot("pointing", pointing),
    Shot("pointing-light", pointing, "light"),
    Shot("steering", steering),
    Shot("steering-light", steering, "light"),
    Shot("steering-small", steering, size=(480, 360)),
    Shot("steering-narrow", steering, size=(600, 800)),
    Shot("finding", finding),
    Shot("finding-light", finding, "light"),
    Shot("finding-nothing", finding_nothing),
    Shot("finding-at-first", finding_at_first),
    Shot("finding-small", finding, size=(480, 360)),
    Shot("finding-right-to-left", finding_right_to_left),
    Shot("journey", journey),
    Shot("journey-light", journey_with_find, "light"),
    Shot("journey-until", journey_until),
    Shot("journey-at-first", journey_at_first),
    Shot("journey-narrow", journey, size=(600, 800)),
    Shot("journey-small", journey, size=(480, 360)),
    Shot("room", hearing_room),
    Shot("room-light", hearing_room, "light"),
    Shot("room-at-first", hearing_room_at_first),
    Shot("room-trouble", room_in_trouble, "light"),
    Shot("room-narrow", hearing_room, size=(600, 800)),
    Shot("room-small", hearing_room, size=(480, 360)),
    Shot("no-sound", playing, no_sound=NO_SOUND),
    Shot("no-sound-small", playing, "light", size=(480, 360), no_sound=NO_SOUND),
    Shot("scanning", scanning),
    Shot("scanning-small", scanning, size=(480, 360)),
    Shot("no-library", no_library, is_first_run=True),
    Shot("odd-titles", odd_titles),
    Shot("odd-titles-light", odd_titles, "light"),
    Shot("right-to-left", right_to_left),
    Shot("dropping", dropping),
    Shot("failures", failures, has_failures=True),
    Shot("interrupted", interrupted),
    Shot("mini", mini),
    Shot("mini-light", mini, "light"),
    Shot("car", car),
    Shot("car-light", car, "light"),
    Shot("car-on-end", car_on_end),
    Shot("stopping", stopping),
    Shot("radio", radio),
    Shot("settings", settings_of(0)),
    Shot("settings-sound", settings_of(0, 400), "light"),
    Shot("settings-dj", settings_of(1)),
    Shot("settings-listening", settings_of(2)),
    Shot("settings-look", settings_of(3), "light"),
    Shot("settings-keys", settings_of(4)),
    Shot("folders", folders, "light"),
    Shot("netbook", playing, size=(1024, 600)),
    Shot("large-text", playing, text_size=2.0),
    Shot("large-text-netbook", steering, "light", size=(1024, 600), text_size=2.0),
    Shot("large-text-settings", settings_of(1), text_size=2.0),
    Shot("large-text-welcome", nothing, is_first_run=True, text_size=2.0),
    Shot("spanish", playing, language="es"),
    Shot("spanish-settings", settings_of(0), language="es"),
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
    Shot("artists", places.library(Section.ARTISTS)),
    Shot("folders-in-library", places.library(Section.FOLDERS)),
    Shot("playlists", places.library(Section.PLAYLISTS, places.playlists)),
    Shot("playlists-at-first", places.library(Section.PLAYLISTS), "light"),
    Shot("playlist", places.library(Section.PLAYLISTS, places.a_playlist)),
    Shot("playlist-menu", places.library(Section.PLAYLISTS, places.menu_of_playlist), "light"),
    Shot("song-menu", places.library(Section.SONGS, places.menu_of_song)),
    Shot("about-song", about_song),
    Shot("about-song-large-text", about_song, "light", text_size=2.0),
    Shot("rendering", rendering),
    Shot("history", places.library(Section.HISTORY, places.past_evenings)),
    Shot("not-analysed", places.library(Section.FAILED), has_failures=True),
    Shot("map", places.on_map(places.pointing)),
    Shot("map-light", places.on_map(places.circled), "light"),
    Shot("map-100000", places.large(places.on_map()), size=(1400, 900)),
    Shot("map-100000-light", places.large(places.on_map()), "light"),
    Shot("map-being-drawn", places.on_map(places.being_drawn)),
    Shot("map-few", places.on_map(), has_no_music=True),
    Shot("map-small", places.on_map(), size=(480, 360)),
    Shot("map-large-text", places.on_map(), "light", size=(1024, 600), text_size=2.0),
    Shot("small", playing, size=(480, 360)),
    Shot("narrow", drunk, size=(600, 800)),
    Shot("huge", drunk, size=(2560, 1440)),
)


def main(names: list[str]) -> int:
    """Render the shots called `names`, or all of them."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
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
    failed = FAILED if shot.has_failures else ()
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
    picture = _with_menus(target.grab(), target, app)
    window.close()
    window.deleteLater()
    app.processEvents()
    forget_language(app)
    return picture


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


def _dialog_of(window: MainWindow) -> QDialog:
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    return dialog


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
