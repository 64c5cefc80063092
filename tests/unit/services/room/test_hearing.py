from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.mel import MelSlices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, ListeningFailed
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import Seconds
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.microphone.gate import Heard
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.room.hearing import Impression, RoomHearing, summed_up
from deej_desktop.services.room.once import listen_once, moments_of, moments_with
from tests.audio import silence
from tests.fakes.ears import FakeEar
from tests.fakes.microphone import FakeMicrophone
from tests.unit.services.room.conftest import RATE, SONGS, Library, heard_in_room, song


def hiss(seconds: float) -> FloatArray:
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    return np.asarray(0.03 * noise, np.float32)


def impressions(hearing: RoomHearing, samples: FloatArray) -> Sequence[Impression]:
    return [hearing.hear(*moment) for moment in moments_of(samples, RATE)]


def titles(impression: Impression) -> set[str]:
    return {proposal.track.title for proposal in (*impression.follows, *impression.goes_with)}


def test_a_song_of_the_library_is_named_with_its_place_and_not_proposed(library: Library) -> None:
    heard = heard_in_room(song(3, start=8.0, end=20.0), noise_db=10)
    last = impressions(library.hearing(), heard)[-1]
    assert last.heard is Heard.MUSIC
    assert last.this_is is not None
    assert last.this_is.track.title == "Tune 3"
    assert last.this_is.position == pytest.approx(20.0, abs=0.2)
    assert len(last.follows) == len(last.goes_with) == 4
    assert "Tune 3" not in titles(last)
    for proposals in (last.follows, last.goes_with):
        closeness = [proposal.closeness for proposal in proposals]
        assert closeness == sorted(closeness, reverse=True)
        assert all(-1 <= value <= 1 for value in closeness)
        assert all("closer than" in proposal.why for proposal in proposals)


def test_proposals_come_with_the_first_five_seconds(library: Library) -> None:
    first = impressions(library.hearing(), song(1, end=5.0))
    assert len(first) == 1
    assert first[0].follows


def test_what_begins_alike_follows_best(library: Library) -> None:
    last = impressions(library.hearing(), song(2, end=14.0))[-1]
    assert last.this_is is not None
    unnamed = RoomHearing(
        _without(library.space(), "Tune 2"), library.vectors, library.card, library.ear,
        RuleOptions(), 7,
    )  # fmt: skip
    last = impressions(unnamed, song(2, end=14.0))[-1]
    assert last.this_is is None
    assert len(last.follows) == 6


def test_a_song_that_nobody_has_is_not_named(library: Library) -> None:
    hearing = library.hearing()
    last = listen_once(moments_of(song(55, end=15.0), RATE), hearing)
    assert hearing.left == 0
    assert last.this_is is None
    assert last.follows


def test_when_the_song_changes_the_other_is_named(library: Library) -> None:
    evening = np.concatenate([song(3, start=5.0, end=17.0), song(5, start=10.0, end=26.0)])
    seen = impressions(library.hearing(), heard_in_room(evening))
    named = [seen.this_is.track.title for seen in seen if seen.this_is is not None]
    assert named[0] == "Tune 3"
    assert named[-1] == "Tune 5"
    assert set(named) == {"Tune 3", "Tune 5"}
    assert "Tune 5" not in titles(seen[-1])


def test_a_library_that_changes_meanwhile_is_followed(library: Library) -> None:
    whole = library.space()
    hearing = RoomHearing(
        _without(whole, "Tune 6"), library.vectors, library.card, library.ear, RuleOptions(), 7
    )
    moments = list(moments_of(heard_in_room(song(3, start=5.0, end=25.0)), RATE))
    named = [hearing.hear(*moment) for moment in moments[:8]][-1]
    assert named.this_is is not None
    assert "Tune 6" not in titles(named)
    hearing.replace_library(whole)
    again = hearing.hear(*moments[8])
    assert again.this_is is not None
    assert again.this_is.track.title == "Tune 3"
    assert "Tune 6" in titles(again)
    hearing.replace_library(_without(whole, "Tune 3"))
    gone = hearing.hear(*moments[9])
    assert gone.this_is is None
    assert gone.follows


def test_what_is_no_music_changes_no_proposals(library: Library) -> None:
    hearing = library.hearing()
    impressions(hearing, song(4, end=12.0))
    after = impressions(hearing, np.concatenate([hiss(10.0), silence(6.0, RATE)]))
    kinds = [seen.heard for seen in after]
    assert set(kinds[-8:]) == {Heard.NOISE, Heard.SILENCE}
    assert after[-1].this_is is None
    assert after[-1].follows
    assert after[-1].follows == after[-8].follows


@pytest.mark.parametrize(
    ("sound", "kind"), [(hiss(9.0), Heard.NOISE), (silence(9.0, RATE), Heard.SILENCE)]
)
def test_nothing_goes_with_what_is_no_music(
    library: Library, sound: FloatArray, kind: Heard
) -> None:
    assert listen_once(moments_of(sound, RATE), library.hearing()) == Impression(kind)


@pytest.mark.parametrize("seconds", [1.0, 3.0])
def test_what_is_shorter_than_a_slice_is_heard_all_the_same(
    library: Library, seconds: float
) -> None:
    last = listen_once(moments_of(song(4, end=seconds), RATE), library.hearing())
    assert last.heard is Heard.MUSIC
    assert last.follows


def test_where_nothing_is_there_is_silence(library: Library) -> None:
    heard = listen_once(moments_of(song(4, end=0.0), RATE), library.hearing())
    assert heard == Impression(Heard.SILENCE)


def test_a_candidate_whose_file_is_gone_is_passed_over(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path) -> Path:
        return tmp_path / "gone.flac" if path.stem == "3" else path

    ear = FakeEar(library.card)
    slices = ear.slices
    monkeypatch.setattr(ear, "slices", lambda path: slices(gone(path)))
    hearing = RoomHearing(library.space(), library.vectors, library.card, ear, RuleOptions(), 4)
    last = listen_once(moments_of(song(3, start=8.0, end=20.0), RATE), hearing)
    assert last.this_is is None
    assert last.follows


class BusyDecoders:
    """A clock, and an ear that decodes one file whenever somebody sleeps for a while."""

    def __init__(self, ear: FakeEar, files: int) -> None:
        self.now = 0.0
        self._slices = ear.slices
        self._files = files
        self._waiting: list[tuple[Path, Future[MelSlices]]] = []

    def slices(self, path: Path) -> Future[MelSlices]:
        self._waiting.append((path, Future()))
        return self._waiting[-1][1]

    def monotonic(self) -> float:
        return self.now

    def sleep(self, _: float) -> None:
        self.now += 10
        if self._waiting and self._files:
            self._files -= 1
            path, promise = self._waiting.pop(0)
            promise.set_result(self._slices(path).result())


@pytest.mark.parametrize("files", [SONGS, 0])
def test_busy_decoders_are_waited_for_as_long_as_anything_comes(
    library: Library, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear = FakeEar(library.card)
    busy = BusyDecoders(ear, files)
    monkeypatch.setattr(ear, "slices", busy.slices)
    monkeypatch.setattr("deej_desktop.services.room.once.time", busy)
    hearing = RoomHearing(library.space(), library.vectors, library.card, ear, RuleOptions(), 4)
    told: list[Progress] = []
    # A song that nobody has: all have to be compared.
    said = listen_once(moments_of(song(55, end=6.0), RATE), hearing, progress=told.append)
    assert said.this_is is None
    assert said.follows
    assert hearing.left == SONGS - files
    assert (told[-1].activity, told[-1].done) == ("Comparing", files)
    assert busy.now == pytest.approx(10 * files + 70 * (files == 0), abs=10)


def test_an_empty_library_has_nothing_to_propose(library: Library, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    space = Space.of([], np.zeros((0, library.card.dimensions), np.float32))
    vectors = VectorStore(store, library.card.id)
    hearing = RoomHearing(space, vectors, library.card, library.ear, RuleOptions(), 4)
    last = impressions(hearing, song(1, end=8.0))[-1]
    assert last == Impression(Heard.MUSIC)
    store.close()


def test_however_long_it_listens_it_needs_no_more_memory(library: Library) -> None:
    hearing = library.hearing()
    sounds = [moment.sound for moment in moments_of(heard_in_room(song(55, end=10.0)), RATE)]
    seconds = itertools.count(5)
    needed = []
    tracemalloc.start()
    try:
        for _ in range(3):
            for sound in sounds:
                hearing.hear(sound, Seconds(float(next(seconds))))
            needed.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    # What is known of candidates gathers at first; then not even a second of sound is kept.
    assert needed[-1] < needed[0] + sounds[0].nbytes // 5


def test_a_microphone_is_heard_for_as_long_as_was_asked(library: Library) -> None:
    microphone = FakeMicrophone(song(6), RATE)
    with microphone.record(None):
        moments = list(moments_with(microphone, Seconds(9.0), RATE))
    assert [moment.now for moment in moments] == [5.0, 6.0, 7.0, 8.0, 9.0]
    assert moments[-1].sound.size == 9 * RATE


def test_who_is_slow_hears_fewer_moments_but_the_last_one(library: Library) -> None:
    microphone = FakeMicrophone(song(6), RATE, step=3.0)
    with microphone.record(None):
        moments = list(moments_with(microphone, Seconds(10.0), RATE))
    assert [moment.now for moment in moments] == [6.0, 9.0, 12.0]


def test_waiting_for_the_encoder_can_be_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = CancelToken()
    ear = FakeEar(library.card)
    monkeypatch.setattr(ear, "encode", lambda _: Future())
    hearing = RoomHearing(
        library.space(), library.vectors, library.card, ear, RuleOptions(), 4, cancel
    )
    cancel.cancel()
    with pytest.raises(Cancelled):
        hearing.hear(song(6, end=5.0), Seconds(5.0))
    monkeypatch.setattr("deej_desktop.services.room.hearing._ANSWER_LIMIT_S", 0.0)
    hearing = RoomHearing(library.space(), library.vectors, library.card, ear, RuleOptions(), 4)
    with pytest.raises(ListeningFailed, match="does not answer"):
        hearing.hear(song(6, end=5.0), Seconds(5.0))


def test_it_can_be_stopped(library: Library) -> None:
    cancel = CancelToken()
    cancel.cancel()
    microphone = FakeMicrophone(song(6), RATE)
    with microphone.record(None), pytest.raises(Cancelled):
        list(moments_with(microphone, Seconds(9.0), RATE, cancel=cancel))
    with pytest.raises(Cancelled):
        listen_once(moments_of(song(6), RATE), library.hearing(), cancel)


def test_a_recording_is_what_most_of_it_is_or_music_if_a_third_is() -> None:
    music, speech, noise = Heard.MUSIC, Heard.SPEECH, Heard.NOISE
    assert summed_up([speech, speech, music]) is music
    assert summed_up([speech, speech, speech, music, noise]) is speech


def _without(space: Space, title: str) -> Space:
    """The same library, had it never had that song."""
    kept = [row for row, track in enumerate(space.tracks) if track.title != title]
    sound = space.sound
    return Space.of(
        [space.tracks[row] for row in kept],
        *(part[kept] for part in (sound.vectors, sound.heads, sound.tails)),
    )
