from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.playlists import KeptTrack, Playlists
from deej_desktop.library.store import Store

ONE = KeptTrack(
    Path("/music") / os.fsdecode(b"caf\xe9.mp3"), ContentId("a"), "One", "Band", Seconds(60.0), True
)
TWO = KeptTrack(Path("/music/two.mp3"), None, "Two")


@pytest.fixture
def playlists(store: Store) -> Playlists:
    return Playlists(store, clock=itertools.count(100).__next__)


def test_a_playlist_is_kept_as_it_is(playlists: Playlists) -> None:
    added = playlists.add("Mornings", "journey", [ONE, TWO, ONE])
    heading = playlists.heading(added)
    assert heading is not None
    assert (heading.name, heading.kind, heading.tracks) == ("Mornings", "journey", 3)
    assert (heading.duration_s, heading.changed_at) == (120.0, 100.0)
    assert playlists.tracks(added) == [ONE, TWO, ONE]
    assert heading.first == ONE
    assert playlists.headings() == [heading]


def test_names_that_are_taken_get_a_number(playlists: Playlists) -> None:
    for _ in range(3):
        playlists.add("Mix", "playlist", [])
    assert [heading.name for heading in playlists.headings()] == ["Mix", "Mix (2)", "Mix (3)"]


def test_tracks_are_replaced_whole(playlists: Playlists) -> None:
    added = playlists.add("Mix", "playlist", [ONE, TWO])
    assert playlists.replace(added, [TWO])
    assert playlists.tracks(added) == [TWO]
    assert playlists.headings()[0].changed_at > 100
    assert playlists.headings()[0].first == TWO
    assert playlists.replace(added, [])
    assert playlists.headings()[0].first is None
    assert playlists.replace(added, [TWO])
    assert not playlists.replace(added + 1, [ONE])
    assert playlists.tracks(added + 1) == []


def test_renaming_takes_no_other_ones_name(playlists: Playlists) -> None:
    one, other = (playlists.add(name, "playlist", [ONE]) for name in ("One", "Other"))
    assert playlists.rename(one, "First")
    assert playlists.rename(one, "First")
    assert not playlists.rename(other, "First")
    assert [heading.name for heading in playlists.headings()] == ["First", "Other"]


def test_a_deleted_playlist_leaves_nothing(playlists: Playlists, store: Store) -> None:
    added = playlists.add("Mix", "playlist", [ONE, TWO])
    playlists.delete(added)
    assert playlists.heading(added) is None
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM playlist_entry").fetchone() == (0,)
    assert playlists.add("Mix", "playlist", []) > added


def test_they_are_listed_by_name_whatever_the_case(playlists: Playlists) -> None:
    for name in ("b", "A", "c", "B"):
        playlists.add(name, "playlist", [])
    assert [heading.name for heading in playlists.headings()] == ["A", "B", "b", "c"]
