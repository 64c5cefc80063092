from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.history import Ending, History
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.playback.null_player import NullPlayer, SilentPlayer
from deej_desktop.playback.player import Player
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import JukeboxState, LibraryState, Notice
from deej_desktop.services.dj.evenings import Evenings
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.jukebox import Jukebox
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.dj.session_record import SessionRecord
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.keeper import LibraryKeeper
from deej_desktop.services.pooling.spaces import load_space
from deej_desktop.settings.settings_file import SettingsFile
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder

EPSILON = 0.001
PATIENCE_S = 30.0


class Waiter:
    """Waits for a state that a service publishes from another thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()

    def watch(self, *signals: Signal[JukeboxState] | Signal[LibraryState] | Signal[Notice]) -> None:
        for signal in signals:
            signal.connect(self._wake)

    def until(self, reached: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE_S)

    def _wake(self, _: object) -> None:
        with self._changed:
            self._changed.notify_all()


@pytest.fixture
def player() -> Iterator[Player]:
    player = SilentPlayer()
    yield player
    player.close()


@pytest.fixture
def jukebox(
    store: Store, card: EncoderCard, ear: FakeEar, player: Player, tmp_path: Path
) -> Iterator[Jukebox]:
    empty = Space.of([], np.zeros((0, card.dimensions), np.float32))
    jukebox = Jukebox(
        player,
        DjSession(empty, RuleOptions(), Knobs(), random_seed=1),
        Hearing(store, card, EPSILON, ear.lend),
        History(store),
        SettingsFile(tmp_path / "data"),
    )
    yield jukebox
    jukebox.close()


@pytest.fixture
def keeper(store: Store, card: EncoderCard, ear: FakeEar) -> Iterator[LibraryKeeper]:
    keeper = LibraryKeeper(
        store, VectorStore(store, card.id), Indexer(store, card, EPSILON, ear.lend)
    )
    yield keeper
    keeper.close()


def test_a_song_dropped_on_an_unknown_library_plays_and_the_rest_follows_the_scan(
    jukebox: Jukebox, keeper: LibraryKeeper, store: Store, card: EncoderCard, music: Path
) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed, keeper.changed)
    jukebox.play_files([music / "0.flac"])
    waiter.until(lambda: jukebox.state.playing is not None)
    assert jukebox.state.playing is not None
    assert jukebox.state.playing.title == "Tune 0"

    keeper.set_folders([music])
    waiter.until(lambda: keeper.state.indexed == 4 and keeper.state.scanning is None)
    jukebox.replace_library(load_space(Catalogue(store), VectorStore(store, card.id), card))
    waiter.until(lambda: len(jukebox.state.queue) == 3)
    assert {entry.track.title for entry in jukebox.state.queue} == {"Tune 1", "Tune 2", "Tune 3"}


def test_another_encoder_chooses_anew_while_the_song_plays_on(
    jukebox: Jukebox, keeper: LibraryKeeper, store: Store, tmp_path: Path, music: Path
) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed, keeper.changed)
    outside = music.rename(tmp_path / "elsewhere") / "0.flac"
    jukebox.play_files([outside])
    waiter.until(lambda: jukebox.state.playing is not None and not jukebox.state.thinking)
    playing = jukebox.state.playing
    other = write_fake_encoder(tmp_path / "other", 7, "other")
    ear = FakeEar(other)
    Indexer(store, other, EPSILON, ear.lend).scan([outside.parent])
    space = load_space(Catalogue(store), VectorStore(store, other.id), other)
    jukebox.replace_library(space, Hearing(store, other, EPSILON, ear.lend))
    waiter.until(lambda: len(jukebox.state.queue) == 3)
    assert jukebox.state.playing == playing
    assert not jukebox.state.paused


def test_what_is_no_music_is_named_and_the_rest_plays(jukebox: Jukebox, music: Path) -> None:
    told: list[Notice] = []
    waiter = Waiter()
    jukebox.notices.connect(told.append)
    waiter.watch(jukebox.changed, jukebox.notices)
    (music / "letter.mp3").write_text("Dear Deej")
    jukebox.play_files([music / "letter.mp3", music / "gone.mp3", music / "1.flac"])
    waiter.until(lambda: jukebox.state.playing is not None)
    text = " ".join(notice.text for notice in told)
    assert "letter.mp3" in text
    assert "gone.mp3" in text


def test_a_dropped_playlist_plays_what_it_names(jukebox: Jukebox, music: Path) -> None:
    told: list[Notice] = []
    waiter = Waiter()
    jukebox.notices.connect(told.append)
    waiter.watch(jukebox.changed, jukebox.notices)
    (music / "evening.m3u8").write_text("2.flac\ngone.mp3\n0.flac\n")
    jukebox.play_files([music / "none.pls", music / "evening.m3u8"])
    waiter.until(lambda: len(jukebox.state.queue) == 1)
    assert jukebox.state.playing is not None
    assert jukebox.state.playing.title == "Tune 2"
    assert jukebox.state.queue[0].track.title == "Tune 0"
    text = " ".join(notice.text for notice in told)
    assert "none.pls cannot be read" in text
    assert "gone.mp3" in text


def test_a_dropped_folder_plays_what_is_in_it(jukebox: Jukebox, music: Path) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.play_files([music])
    waiter.until(lambda: len(jukebox.state.queue) >= 3)
    assert [entry.track.title for entry in jukebox.state.queue][:3] == [
        "Tune 1",
        "Tune 2",
        "Tune 3",
    ]


def test_an_empty_folder_says_so(jukebox: Jukebox, tmp_path: Path) -> None:
    told: list[Notice] = []
    waiter = Waiter()
    jukebox.notices.connect(told.append)
    waiter.watch(jukebox.notices)
    (tmp_path / "empty").mkdir()
    jukebox.play_files([tmp_path / "empty"])
    waiter.until(lambda: bool(told))
    assert "no music" in told[0].text


def test_knobs_and_volume_are_there_the_next_time(jukebox: Jukebox, tmp_path: Path) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.set_keep_on(7)
    jukebox.set_drunk(0.25)
    jukebox.set_volume(0.5)
    waiter.until(lambda: jukebox.state.volume == 0.5)
    settings = SettingsFile(tmp_path / "data").current
    assert (settings.keep_on, settings.drunk, settings.volume) == (7, 0.25, 0.5)
    assert (jukebox.state.keep_on, jukebox.state.drunk) == (7, 0.25)


def test_what_was_played_is_remembered_also_when_deej_is_closed(
    jukebox: Jukebox, music: Path, store: Store
) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.play_files([music / "0.flac", music / "1.flac"])
    waiter.until(lambda: len(jukebox.state.queue) == 1)
    jukebox.next()
    waiter.until(lambda: len(jukebox.state.history) == 1)
    jukebox.close()
    plays = History(store).recent(10)
    assert [(play.path.name, play.ending) for play in plays] == [
        ("1.flac", Ending.STOPPED),
        ("0.flac", Ending.SKIPPED),
    ]


def test_a_fault_of_ours_is_told_and_the_buttons_still_work(
    store: Store, card: EncoderCard, ear: FakeEar, tmp_path: Path, music: Path
) -> None:
    class Faulty(NullPlayer):
        def pause(self) -> None:
            raise ZeroDivisionError

    empty = Space.of([], np.zeros((0, card.dimensions), np.float32))
    jukebox = Jukebox(
        Faulty(),
        DjSession(empty, RuleOptions(), Knobs()),
        Hearing(store, card, EPSILON, ear.lend),
        History(store),
        SettingsFile(tmp_path / "data"),
    )
    told: list[Notice] = []
    waiter = Waiter()
    jukebox.notices.connect(told.append)
    waiter.watch(jukebox.changed, jukebox.notices)
    jukebox.play_files([music / "0.flac", music / "1.flac"])
    waiter.until(lambda: len(jukebox.state.queue) == 1)
    jukebox.toggle_pause()
    waiter.until(lambda: any(notice.severity == "error" for notice in told))
    jukebox.next()
    waiter.until(lambda: len(jukebox.state.history) == 1)
    jukebox.close()


def test_a_store_that_cannot_be_written_does_not_stop_the_music(
    jukebox: Jukebox, store: Store, music: Path
) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.play_files([music / "0.flac", music / "1.flac"])
    waiter.until(lambda: len(jukebox.state.queue) == 1)
    store.close()
    jukebox.next()
    waiter.until(lambda: len(jukebox.state.history) == 1)
    assert jukebox.state.playing is not None
    assert jukebox.state.playing.title == "Tune 1"


def test_a_name_that_no_system_takes_costs_itself_alone(jukebox: Jukebox, music: Path) -> None:
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.play_files([music / ("x" * 5000), music / "1.flac"])
    waiter.until(lambda: jukebox.state.playing is not None)
    assert jukebox.state.playing is not None
    assert jukebox.state.playing.title == "Tune 1"


def test_deej_goes_on_where_it_was_closed(
    store: Store, card: EncoderCard, ear: FakeEar, tmp_path: Path, music: Path
) -> None:
    may_read = threading.Event()
    may_read.set()

    class SlowEvenings(Evenings):
        def last(self) -> SessionRecord:
            may_read.wait(PATIENCE_S)
            return super().last()

    def start() -> tuple[Jukebox, NullPlayer]:
        player = NullPlayer()
        hearing = Hearing(store, card, EPSILON, ear.lend)
        empty = Space.of([], np.zeros((0, card.dimensions), np.float32))
        jukebox = Jukebox(
            player,
            DjSession(empty, RuleOptions(), Knobs()),
            hearing,
            History(store),
            SettingsFile(tmp_path / "data"),
            SlowEvenings(store, hearing),
        )
        jukebox.go_on()
        return jukebox, player

    jukebox, player = start()
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    jukebox.play_files([music / "0.flac", music / "1.flac", music / "2.flac"])
    waiter.until(lambda: len(jukebox.state.queue) == 2)
    player.advance(4.0)
    jukebox.close()
    (music / "1.flac").unlink()

    jukebox, player = start()
    waiter.watch(jukebox.changed)
    waiter.until(lambda: jukebox.state.playing is not None)
    state = jukebox.state
    assert state.playing is not None
    assert (state.playing.title, state.paused, jukebox.position()) == ("Tune 0", True, 4.0)
    assert [entry.track.title for entry in state.queue] == ["Tune 2"]
    jukebox.play()
    waiter.until(lambda: not jukebox.state.paused)
    assert jukebox.position() == 4.0
    jukebox.close()

    may_read.clear()
    jukebox, player = start()
    waiter.watch(jukebox.changed)
    jukebox.play()  # as the car screen does at once
    may_read.set()
    waiter.until(lambda: jukebox.state.playing is not None and not jukebox.state.paused)
    assert jukebox.state.playing is not None
    assert (jukebox.state.playing.title, jukebox.position()) == ("Tune 0", 4.0)
    jukebox.close()


def test_a_drop_is_not_held_up_by_an_earlier_one_on_a_drive_that_does_not_answer(
    store: Store, card: EncoderCard, ear: FakeEar, player: Player, tmp_path: Path, music: Path
) -> None:
    answers = threading.Event()

    class Drive(Hearing):
        def track_at(self, path: Path, *rest: Any) -> Track:
            if path.name == "slow.flac":
                answers.wait(PATIENCE_S)
            return super().track_at(path, *rest)

    empty = Space.of([], np.zeros((0, card.dimensions), np.float32))
    jukebox = Jukebox(
        player,
        DjSession(empty, RuleOptions(), Knobs(), random_seed=1),
        Drive(store, card, EPSILON, ear.lend),
        History(store),
        SettingsFile(tmp_path / "data"),
    )
    waiter = Waiter()
    waiter.watch(jukebox.changed)
    (music / "0.flac").rename(music / "slow.flac")
    jukebox.play_files([music / "slow.flac"])
    jukebox.play_files([music / "1.flac"])
    waiter.until(lambda: jukebox.state.playing is not None)
    playing = jukebox.state.playing
    answers.set()
    jukebox.close()
    assert playing is not None
    assert playing.path == music / "1.flac"
