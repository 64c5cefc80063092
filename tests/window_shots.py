"""The states of the window, its dialogs and its other faces that `tests.screenshots` renders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTime, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from deej_desktop.domain.errors import MicrophoneUnusable
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.services.api import FailedFile, Notice
from deej_desktop.services.room.api import Proposal, Recognised
from deej_desktop.ui.car.screen import CarScreen
from deej_desktop.ui.dialogs.settings import SettingsDialog
from deej_desktop.ui.library.library_place import Section
from deej_desktop.ui.library.mix_dialog import MixDialog
from deej_desktop.ui.main_window import MainWindow
from deej_desktop.ui.tasks import Tasks
from tests import place_shots as places
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.waiting import wait_ms

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


def right_to_left_of(setup: Setup) -> Setup:
    """Do the same where one writes from right to left."""

    def turned(fakes: FakeServices, window: MainWindow) -> QWidget | None:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return setup(fakes, window)

    return turned


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


def _dialog_of(window: MainWindow) -> QDialog:
    dialog = window.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    return dialog
