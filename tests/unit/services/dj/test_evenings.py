from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library.playlists import KeptTrack
from deej_desktop.library.sessions import Sessions
from deej_desktop.library.store import Store
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.session import Steer
from deej_desktop.services.api import QueuedTrack, SteeredBy, SteerKind
from deej_desktop.services.dj.evenings import Evenings
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.session_record import SessionRecord, as_text, from_text
from tests.fakes.ears import FakeEar

ODD_NAME = os.fsdecode(b"caf\xe9.ogg")
TRACKS = [
    Track(TrackId(n), Path(f"/music/{n}") / ODD_NAME, ContentId(f"c{n}"), Seconds(9.0))
    for n in range(6)
]
tracks = st.sampled_from(TRACKS)
several = st.lists(tracks, max_size=6).map(tuple)
entries = st.builds(
    QueuedTrack,
    st.just(0),
    tracks,
    st.text(),
    st.none() | st.floats(-1, 1),
    asked_for=st.booleans(),
)
records = st.builds(
    SessionRecord,
    random_seed=st.integers(0, 2**32 - 1),
    knobs=st.builds(Knobs, st.integers(0, 10), st.floats(0, 1)),
    heard=several,
    unwanted=several,
    queue=st.lists(entries, max_size=3).map(tuple),
    steers=st.lists(
        st.tuples(
            st.builds(SteeredBy, st.just(0), tracks, st.sampled_from(SteerKind)),
            st.builds(Steer, st.just(0), st.floats(-1, 1), st.none() | st.floats(1, 9)),
        ),
        max_size=2,
    ).map(tuple),
    radio=st.text(),
    anchors=several,
    playing=entries,
    position=st.floats(0, 999).map(Seconds),
)


def all_found(kept: Sequence[KeptTrack]) -> list[Track | None]:
    by_id = {track.content_id: track for track in TRACKS}
    return [by_id[one.content_id] if one.content_id else None for one in kept]


@settings(deadline=None)
@given(records)
def test_what_was_written_down_is_read_again(record: SessionRecord) -> None:
    assert from_text(as_text(record), all_found) == record


def test_what_is_gone_is_left_out() -> None:
    gone = QueuedTrack(0, TRACKS[0])
    record = SessionRecord(
        heard=(TRACKS[1], TRACKS[0]),
        queue=(gone, QueuedTrack(0, TRACKS[2])),
        playing=gone,
        position=Seconds(5.0),
    )

    def find(kept: Sequence[KeptTrack]) -> list[Track | None]:
        return [None if track is TRACKS[0] else track for track in all_found(kept)]

    read = from_text(as_text(record), find)
    assert read.heard == (TRACKS[1],)
    assert [entry.track for entry in read.queue] == [TRACKS[2]]
    assert (read.playing, read.position) == (None, 0.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', '{"version": 1}', "null"])
def test_what_is_no_session_is_told_from_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_text(text, all_found)


@pytest.fixture
def evenings(store: Store, card: EncoderCard, ear: FakeEar) -> Evenings:
    return Evenings(store, Hearing(store, card, 0.001, ear.lend))


def test_each_session_is_an_evening_of_its_own_and_the_last_comes_again(
    evenings: Evenings, store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    hearing = Hearing(store, card, 0.001, ear.lend)
    song = hearing.track_at(music / "0.flac")
    first = SessionRecord(number=1, heard=(song,))
    evenings.keep(first)
    (row, _) = Sessions(store).latest() or (0, "")
    evenings.keep(replace(first, playing=QueuedTrack(0, song), position=Seconds(3.0)))
    assert (Sessions(store).latest() or (0, ""))[0] == row
    evenings.keep(replace(first, number=2, heard=(song, song)))
    assert (Sessions(store).latest() or (0, ""))[0] > row

    again = Evenings(store, hearing)
    last = again.last()
    assert last.heard == (song, song)
    again.keep(replace(last, position=Seconds(4.0)))
    (latest, text) = Sessions(store).latest() or (0, "")
    assert latest == row + 1
    assert json.loads(text)["position"] == 4.0


def test_nothing_is_gone_on_with_when_there_is_nothing_or_nothing_readable(
    evenings: Evenings, store: Store
) -> None:
    assert evenings.last().is_empty
    Sessions(store).begin("{")
    assert evenings.last().is_empty


def test_old_evenings_are_forgotten(store: Store) -> None:
    sessions = Sessions(store)
    for number in range(30):
        sessions.begin(str(number))
    with store.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM session").fetchone()
    assert count == 20
    assert (sessions.latest() or (0, ""))[1] == "29"
