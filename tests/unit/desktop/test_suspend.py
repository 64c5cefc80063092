from __future__ import annotations

import pytest

from deej_desktop.desktop.suspend import Suspend
from tests.fakes import music
from tests.fakes.services import FakeJukebox


@pytest.fixture
def jukebox() -> FakeJukebox:
    jukebox = FakeJukebox(music.library())
    jukebox.play_files([jukebox.tracks[0].path])
    return jukebox


def test_music_pauses_for_the_night_and_goes_on(jukebox: FakeJukebox) -> None:
    suspend = Suspend(jukebox)
    suspend.falls_asleep()
    assert jukebox.state.paused
    suspend.wakes()
    assert not jukebox.state.paused


def test_what_the_listener_paused_stays_so(jukebox: FakeJukebox) -> None:
    jukebox.pause()
    suspend = Suspend(jukebox)
    suspend.falls_asleep()
    suspend.wakes()
    assert jukebox.state.paused


def test_silence_stays_silence(jukebox: FakeJukebox) -> None:
    suspend = Suspend(jukebox)
    suspend.falls_asleep()
    jukebox.stop()
    suspend.wakes()
    assert jukebox.state.playing is None
