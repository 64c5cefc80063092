from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deej_desktop.desktop.notifications import telling_of_songs
from deej_desktop.desktop.notifications_elsewhere import CommandNotifier
from deej_desktop.domain.track import Track
from tests.fakes import music
from tests.fakes.services import FakeServices
from tests.fakes.window import FakeWindow


class Notes:
    """Satisfies `Notifier`."""

    def __init__(self) -> None:
        self.told: list[Track] = []

    def tell(self, track: Track) -> None:
        self.told.append(track)


@pytest.mark.parametrize(
    ("wish", "in_use", "is_told"),
    [
        ("in background", False, True),
        ("in background", True, False),
        ("always", True, True),
        ("never", False, False),
    ],
)
def test_a_new_song_is_told_of_when_it_is_wanted(wish: str, in_use: bool, is_told: bool) -> None:
    fakes, window, notes = FakeServices().with_music(), FakeWindow(), Notes()
    fakes.settings.change(notifications=wish)
    window.in_use = in_use
    with telling_of_songs(fakes.jukebox, fakes.settings, window, notes):
        fakes.jukebox.play()
    assert notes.told == ([fakes.jukebox.state.playing] if is_told else [])


def test_each_song_is_told_of_once_and_only_when_it_is_heard() -> None:
    fakes, notes = FakeServices().with_music(), Notes()
    jukebox = fakes.jukebox
    with telling_of_songs(jukebox, fakes.settings, FakeWindow(), notes):
        jukebox.play()
        jukebox.pause()
        jukebox.play()
        jukebox.set_volume(0.3)
        assert len(notes.told) == 1
        jukebox.show(playing=jukebox.tracks[9], paused=True)
        assert len(notes.told) == 1
        jukebox.play()
        assert notes.told[1:] == [jukebox.tracks[9]]
    jukebox.next()
    assert len(notes.told) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_nothing_in_a_title_is_taken_for_a_command(tmp_path: Path) -> None:
    told = tmp_path / "told"
    notifier = CommandNotifier("sh", "-c", f'printf %s "$DEEJ_TITLE" > {told}')
    title = "\"; rm -rf $HOME; '`true`"
    notifier.tell(music.track(title))
    notifier._thread.shutdown(wait=True)
    assert told.read_text() == music.track(title).title


def test_a_system_that_shows_no_notes_is_left_alone() -> None:
    notifier = CommandNotifier("no-such-program-here")
    notifier.tell(music.track("One"))
    notifier._thread.shutdown(wait=True)
