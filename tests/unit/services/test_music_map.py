"""The map is made once, kept, and grown rather than made anew."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.workers import WorkerLost
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.music_map import Colouring, MapState
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.recommend.space import Space
from deej_desktop.services.music_map import Begin, Go, MusicMap


class FlatLayout:
    """Takes the first two dimensions for a map."""

    def __init__(self) -> None:
        self.begun: list[Begin] = []
        self.is_closed = False
        self.breaks = False

    def ask(self, question: Begin | Go, limit: Seconds) -> FloatArray:
        if self.breaks:
            raise WorkerLost
        if isinstance(question, Begin):
            self.begun.append(question)
        return self.begun[-1].vectors[:, :2]

    def close(self) -> None:
        self.is_closed = True


def space_of(count: int, genres: Sequence[str] = ("Rock", "Dub", "")) -> Space:
    chance = np.random.default_rng(5)
    tracks = [
        Track(
            TrackId(number + 1),
            Path(f"/music/{'ab'[number % 2]}/{number}.mp3"),
            ContentId(str(number)),
            Seconds(100.0),
            Tags(genre=genres[number % len(genres)], year=1990 + number),
        )
        for number in range(count)
    ]
    return Space.of(tracks, chance.standard_normal((count, 8)).astype(np.float32))


class Mapping:
    """A map of a library that can grow."""

    def __init__(self, file: Path) -> None:
        self.layout = FlatLayout()
        self.file = file
        self.library = space_of(30)
        self.states: list[MapState] = []
        self.done = threading.Event()
        self.map = self._open()

    def _open(self) -> MusicMap:
        made = MusicMap(lambda: self.library, self.file, lambda: self.layout)
        made.changed.connect(self._heard)
        return made

    def reopen(self) -> None:
        self.map.close()
        self.map = self._open()

    def after(self, act: Callable[[], None]) -> MapState:
        """Do something and wait until the map is as it shall be."""
        self.done.clear()
        act()
        assert self.done.wait(20)
        return self.map.state

    def _heard(self, state: MapState) -> None:
        self.states.append(state)
        if state.making is None:
            self.done.set()


@pytest.fixture
def mapping(tmp_path: Path) -> Iterator[Mapping]:
    mapping = Mapping(tmp_path / "map.npz")
    yield mapping
    mapping.map.close()


def test_it_comes_about_in_sight_and_is_kept(mapping: Mapping) -> None:
    made = mapping.after(mapping.map.want)
    assert made.ids.tolist() == list(range(1, 31))
    assert np.abs(made.places).max() <= 1
    progress = [state.making.done for state in mapping.states if state.making is not None]
    assert progress == sorted(progress)
    assert mapping.layout.is_closed
    mapping.reopen()
    again = mapping.after(mapping.map.want)
    assert np.array_equal(again.places, made.places)
    assert len(mapping.layout.begun) == 1


def test_new_songs_move_no_others(mapping: Mapping) -> None:
    before = mapping.after(mapping.map.want)
    mapping.library = space_of(36)
    after = mapping.after(mapping.map.follow_library)
    assert len(after.ids) == 36
    assert np.array_equal(after.places[:30], before.places)
    mapping.library = space_of(20)
    fewer = mapping.after(mapping.map.follow_library)
    assert np.array_equal(fewer.places, before.places[:20])


def test_grown_by_half_it_is_made_anew_from_the_old_one(mapping: Mapping) -> None:
    mapping.after(mapping.map.want)
    mapping.library = space_of(60)
    mapping.done.clear()
    mapping.map.follow_library()
    for _ in range(200):
        if len(mapping.layout.begun) == 2 and mapping.map.state.making is None:
            break
        threading.Event().wait(0.05)
    assert mapping.layout.begun[1].initial is not None
    assert len(mapping.map.state.ids) == 60


def test_another_encoder_has_a_map_of_its_own(mapping: Mapping, tmp_path: Path) -> None:
    before = mapping.after(mapping.map.want)
    other = space_of(12)
    mapping.after(lambda: mapping.map.change_encoder(lambda: other, tmp_path / "other.npz"))
    assert len(mapping.after(mapping.map.follow_library).ids) == 12
    mapping.reopen()
    assert (tmp_path / "other.npz").exists()
    assert np.array_equal(mapping.after(mapping.map.want).places, before.places)


def test_a_few_songs_make_no_map(mapping: Mapping) -> None:
    mapping.library = space_of(4)
    assert len(mapping.after(mapping.map.want).ids) == 0


def test_what_goes_wrong_is_said_and_tried_again(mapping: Mapping) -> None:
    mapping.layout.breaks = True
    assert "Try again" in mapping.after(mapping.map.want).trouble
    mapping.layout.breaks = False
    assert mapping.after(mapping.map.want).trouble == ""


def test_a_damaged_map_is_made_anew(mapping: Mapping) -> None:
    mapping.file.write_bytes(b"PK no map")
    assert len(mapping.after(mapping.map.want).ids) == 30


def test_colours_tell_genre_decade_folder_and_land(mapping: Mapping) -> None:
    mapping.after(mapping.map.want)
    genres = mapping.map.coloured(Colouring.GENRE)
    assert set(genres.labels) == {"Rock", "Dub", ""}
    assert genres.labels[genres.codes[0]] == "Rock"
    assert set(mapping.map.coloured(Colouring.FOLDER).labels) == {"a", "b"}
    assert mapping.map.coloured(Colouring.DECADE).labels[0] == "1990"
    assert len(mapping.map.coloured(Colouring.CLUSTER).labels) >= 2


def test_a_song_of_several_genres_has_the_colour_that_most_songs_have(mapping: Mapping) -> None:
    tags = ("Rock; Dub", "dub/Rock", "Dub", "", "Rock, Ska", "Dub", "Ska")
    mapping.library = space_of(len(tags), tags)
    mapping.after(mapping.map.want)
    genres = mapping.map.coloured(Colouring.GENRE)
    assert [genres.labels[code] for code in genres.codes] == [
        "Dub", "Dub", "Dub", "", "Rock", "Dub", "Ska",
    ]  # fmt: skip
    lands = mapping.map.coloured(Colouring.CLUSTER).labels
    assert {label.partition(" · ")[0] for label in lands} <= {"Dub", "Rock", "Ska", ""}


def test_nobody_has_wanted_it_so_nothing_is_made(mapping: Mapping) -> None:
    mapping.map.follow_library()
    mapping.map.close()
    assert mapping.states == []
