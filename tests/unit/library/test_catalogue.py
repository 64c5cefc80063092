"""Entering, hiding and finding tracks."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deej_desktop.domain.track import ReplayGain, Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library.catalogue import Arrival, Catalogue, Counts, KnownFile
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import Store
from tests.unit.library.entries import MUSIC, enter

FULL = Tags("Title", "Artist", "Album", "Album artist", "Genre", 1999, 2, 3)


def test_a_new_track_comes_back_as_it_was_entered(store: Store) -> None:
    catalogue = Catalogue(store)
    track, arrival = enter(catalogue, "a.mp3", "x", FULL)
    assert arrival is Arrival.NEW
    assert track == Track(TrackId(1), MUSIC / "a.mp3", ContentId("x"), Seconds(180.0), FULL)
    assert catalogue.tracks() == [track]
    assert catalogue.with_id(TrackId(1)) == track
    assert catalogue.at(MUSIC / "a.mp3") == track
    assert catalogue.counts() == Counts(1, 0)


def test_what_a_file_says_of_its_loudness_is_kept_and_follows_the_file(store: Store) -> None:
    catalogue = Catalogue(store)
    first = Tags("A", replay_gain=ReplayGain(-7.5, 0.98, -6.25, 1.0))
    enter(catalogue, "a.flac", "a", first)
    assert catalogue.tracks()[0].tags == first
    later = Tags("A", replay_gain=ReplayGain(album_gain_db=-6.0))
    enter(catalogue, "a.flac", "a", later)
    assert catalogue.tracks()[0].tags == later


def test_an_empty_catalogue_knows_nothing(store: Store) -> None:
    catalogue = Catalogue(store)
    assert catalogue.tracks() == []
    assert catalogue.with_id(TrackId(1)) is None
    assert catalogue.at(MUSIC / "a.mp3") is None
    assert catalogue.known_beneath([]) == []
    assert catalogue.counts() == Counts(0, 0)


def test_a_retagged_file_is_the_same_track_with_other_tags(store: Store) -> None:
    catalogue = Catalogue(store)
    before = enter(catalogue, "a.mp3", "x").track
    after, arrival = enter(catalogue, "a.mp3", "x", FULL, version=1)
    assert arrival is Arrival.RETAGGED
    assert (after.id, after.tags) == (before.id, FULL)
    assert catalogue.known_beneath([MUSIC]) == [
        KnownFile(TrackId(1), str(MUSIC / "a.mp3"), 1000, 1, missing=False)
    ]


def test_a_file_that_sounds_different_is_told_apart(store: Store) -> None:
    catalogue = Catalogue(store)
    enter(catalogue, "a.mp3", "x")
    track, arrival = enter(catalogue, "a.mp3", "y", version=1)
    assert arrival is Arrival.REPLACED
    assert catalogue.tracks() == [track]


def test_a_moved_file_keeps_its_row(store: Store) -> None:
    catalogue = Catalogue(store)
    before = enter(catalogue, "a.mp3", "x").track
    assert before.id is not None
    catalogue.mark_missing([before.id])
    after, arrival = enter(catalogue, "elsewhere/b.mp3", "x")
    assert arrival is Arrival.MOVED
    assert after.id == before.id
    assert [track.path for track in catalogue.tracks()] == [MUSIC / "elsewhere/b.mp3"]


def test_a_copy_is_a_track_of_its_own(store: Store) -> None:
    catalogue = Catalogue(store)
    first, second = enter(catalogue, "a.mp3", "x").track, enter(catalogue, "b.mp3", "x").track
    assert catalogue.tracks() == [first, second]


def test_of_two_missing_copies_each_is_moved_once(store: Store) -> None:
    catalogue = Catalogue(store)
    for name in ("a.mp3", "b.mp3"):
        enter(catalogue, name, "x")
    catalogue.mark_missing([TrackId(1), TrackId(2)])
    moved = [enter(catalogue, f"new/{name}.mp3", "x") for name in ("a", "b", "c")]
    assert [entered.arrival for entered in moved] == [Arrival.MOVED, Arrival.MOVED, Arrival.NEW]
    assert [entered.track.id for entered in moved] == [1, 2, 3]


def test_missing_tracks_are_hidden_and_come_back_unharmed(store: Store) -> None:
    catalogue = Catalogue(store)
    track = enter(catalogue, "a.mp3", "x", FULL).track
    assert track.id is not None
    catalogue.mark_missing([track.id])
    assert catalogue.tracks() == []
    assert catalogue.at(track.path) is None
    assert catalogue.counts() == Counts(0, 1)
    assert catalogue.known_beneath([MUSIC])[0].missing
    catalogue.mark_present([track.id])
    assert catalogue.tracks() == [track]


def test_entering_a_missing_file_again_makes_it_present(store: Store) -> None:
    catalogue = Catalogue(store)
    enter(catalogue, "a.mp3", "x")
    catalogue.mark_missing([TrackId(1)])
    enter(catalogue, "a.mp3", "x", version=1)
    assert catalogue.counts() == Counts(1, 0)


def test_only_what_lies_beneath_a_folder_is_known_there(store: Store) -> None:
    catalogue = Catalogue(store)
    for name in ("rock/a.mp3", "rock.mp3", "rocks/a.mp3", "rock/deep/er.mp3", "rock-a.mp3"):
        enter(catalogue, name, name)

    def beneath(*folders: Path) -> set[str]:
        return {
            str(Path(file.location).relative_to(MUSIC)) for file in catalogue.known_beneath(folders)
        }

    assert beneath(MUSIC / "rock") == {"rock/a.mp3", "rock/deep/er.mp3"}
    assert beneath(MUSIC / "rock", MUSIC / "rock/deep") == {"rock/a.mp3", "rock/deep/er.mp3"}
    assert beneath(MUSIC / "rock.mp3") == {"rock.mp3"}
    assert len(beneath(Path("/"))) == 5
    assert len(beneath(MUSIC / "jazz" / "..")) == 5


def test_a_link_leads_to_its_track(store: Store, tmp_path: Path) -> None:
    real = tmp_path / "real.mp3"
    real.touch()
    (tmp_path / "link.mp3").symlink_to(real)
    catalogue = Catalogue(store)
    track = enter(catalogue, str(real), "x").track
    assert catalogue.at(tmp_path / "link.mp3") == track


def test_folders_are_remembered_once(store: Store, tmp_path: Path) -> None:
    catalogue = Catalogue(store)
    for folder in (MUSIC, tmp_path, MUSIC / "x" / ".."):
        catalogue.add_folder(folder)
    assert catalogue.folders() == sorted([MUSIC, tmp_path])


def test_a_removed_folder_hides_what_lies_in_no_other(store: Store) -> None:
    catalogue = Catalogue(store)
    catalogue.add_folder(MUSIC)
    catalogue.add_folder(MUSIC / "rock")
    enter(catalogue, "rock/a.mp3", "a")
    enter(catalogue, "b.mp3", "b")
    catalogue.remove_folder(MUSIC)
    assert catalogue.folders() == [MUSIC / "rock"]
    assert [track.path.name for track in catalogue.tracks()] == ["a.mp3"]
    catalogue.remove_folder(MUSIC / "rock")
    assert catalogue.counts() == Counts(0, 2)


def test_added_tracks_are_dated(store: Store) -> None:
    enter(Catalogue(store, clock=lambda: 12.5), "a.mp3", "x")
    with store.reading() as connection:
        assert connection.execute("SELECT added_at FROM track").fetchone() == (12.5,)


file_names = st.binary(min_size=1, max_size=60).filter(
    lambda name: b"/" not in name and b"\0" not in name and name not in (b".", b"..")
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file_names)
def test_any_file_name_makes_the_round_trip(store: Store, name: bytes) -> None:
    catalogue = Catalogue(store)
    path = MUSIC / os.fsdecode(name)
    file = FoundFile(str(path), 1, 1)
    track = catalogue.enter(file, ContentId("x"), Seconds(1.0), Tags()).track
    assert os.fsencode(track.path) == b"/music/" + name
    assert catalogue.at(path) == track
    assert track in catalogue.tracks()
    assert str(path) in {known.location for known in catalogue.known_beneath([MUSIC])}
