from __future__ import annotations

from deej_desktop.desktop.sleep_inhibition import awake_while_playing
from tests.fakes.services import FakeServices


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
