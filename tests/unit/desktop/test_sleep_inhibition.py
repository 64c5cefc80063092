from __future__ import annotations

from deej_desktop.desktop.sleep_inhibition import awake_while_playing, lit_while_filled
from tests.fakes.services import FakeServices
from tests.fakes.window import FakeWindow


class Alarm:
    """Satisfies `SleepInhibition`."""

    def __init__(self) -> None:
        self._held = False

    def hold(self) -> None:
        self._held = True

    def release(self) -> None:
        self._held = False

    def is_held(self) -> bool:
        return self._held


def test_only_playing_keeps_awake() -> None:
    jukebox = FakeServices().with_music().jukebox
    alarm = Alarm()
    with awake_while_playing(jukebox, alarm):
        assert not alarm.is_held()
        jukebox.play()
        assert alarm.is_held()
        jukebox.pause()
        assert not alarm.is_held()
        jukebox.play()
        jukebox.next()
        assert alarm.is_held()
        jukebox.stop()
        assert not alarm.is_held()
        jukebox.play()
    assert not alarm.is_held()
    jukebox.next()
    assert not alarm.is_held()


def test_music_that_plays_already_keeps_awake() -> None:
    jukebox = FakeServices().with_music().jukebox
    jukebox.play()
    alarm = Alarm()
    with awake_while_playing(jukebox, alarm):
        assert alarm.is_held()


def test_the_screen_stays_lit_while_a_window_fills_it() -> None:
    window, lamp = FakeWindow(), Alarm()
    with lit_while_filled(window, lamp):
        assert not lamp.is_held()
        window.fills_screen.emit(True)
        assert lamp.is_held()
        window.fills_screen.emit(False)
        assert not lamp.is_held()
        window.fills_screen.emit(True)
    assert not lamp.is_held()
