from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.errors import PlaylistUnusable
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.playlists.api import PlaylistItem
from deej_desktop.services.playlists.keeper import BREAK_S, PlaylistKeeper
from deej_desktop.services.pooling.spaces import load_space
from tests.fakes.ears import FakeEar

EPSILON = 0.001


@pytest.fixture
def catalogue(store: Store, card: EncoderCard, ear: FakeEar, music: Path) -> Catalogue:
    """Of four tunes that have been listened to."""
    catalogue = Catalogue(store)
    catalogue.add_folder(music)
    Indexer(store, card, EPSILON, ear.lend).scan([music])
    return catalogue


@pytest.fixture
def keeper(store: Store, card: EncoderCard, ear: FakeEar, catalogue: Catalogue) -> PlaylistKeeper:
    return PlaylistKeeper(
        store,
        Hearing(store, card, EPSILON, ear.lend),
        lambda: load_space(catalogue, VectorStore(store, card.id), card),
        RuleOptions,
    )


def tunes(catalogue: Catalogue) -> list[PlaylistItem]:
    tracks = sorted(catalogue.tracks(), key=lambda track: track.title)
    return [PlaylistItem(track) for track in tracks]


def titles(items: tuple[PlaylistItem, ...]) -> list[str]:
    return [item.track.title for item in items]


def test_a_playlist_is_saved_listed_replaced_and_deleted(
    keeper: PlaylistKeeper, catalogue: Catalogue
) -> None:
    told: list[None] = []
    keeper.changed.connect(told.append)
    items = tunes(catalogue)
    info = keeper.save("Mornings", items[:3])
    assert keeper.items(info.key) == tuple(items[:3])
    assert keeper.playlists() == (info,)
    assert info.first == items[0].track
    empty = keeper.save("Nothing", [])
    assert [one.first for one in keeper.playlists()] == [items[0].track, None]
    keeper.delete(empty.key)
    again = keeper.save("Mornings", items[1:], replacing=info.key)
    assert (again.key, again.name) == (info.key, "Mornings")
    assert keeper.items(info.key) == tuple(items[1:])
    assert keeper.rename(info.key, " Evenings ").name == "Evenings"
    keeper.delete(info.key)
    assert keeper.playlists() == ()
    assert keeper.items(info.key) == ()
    assert len(told) == 6


def test_names_must_be_names_and_free(keeper: PlaylistKeeper, catalogue: Catalogue) -> None:
    one, other = keeper.save("One", []), keeper.save("Other", [])
    with pytest.raises(PlaylistUnusable, match="needs a name"):
        keeper.rename(one.key, "  ")
    with pytest.raises(PlaylistUnusable, match="choose another name"):
        keeper.rename(other.key, "One")
    keeper.delete(one.key)
    with pytest.raises(PlaylistUnusable, match="was deleted"):
        keeper.rename(one.key, "Two")


def test_a_track_is_found_again_wherever_it_went_and_kept_when_it_is_gone(
    keeper: PlaylistKeeper, catalogue: Catalogue, store: Store, card: EncoderCard, ear: FakeEar,
    music: Path,
) -> None:  # fmt: skip
    info = keeper.save("Mix", tunes(catalogue)[:2])
    (music / "0.flac").rename(music / "renamed.flac")
    (music / "1.flac").unlink()
    Indexer(store, card, EPSILON, ear.lend).scan([music])
    moved, gone = keeper.items(info.key)
    assert moved.track.path == music / "renamed.flac"
    assert (gone.missing, gone.track.title, gone.track.artist) == (True, "Tune 1", "Band 1")


def test_playlist_files_come_in_and_go_out(
    keeper: PlaylistKeeper, catalogue: Catalogue, tmp_path: Path, music: Path
) -> None:
    file = tmp_path / "Road.m3u8"
    file.write_text(f"{music / '2.flac'}\n#EXTINF:61,Nobody - Gone\n{music / 'gone.mp3'}\n")
    info = keeper.import_file(file)
    assert (info.name, info.tracks) == ("Road", 2)
    here, gone = keeper.items(info.key)
    assert here.track.in_library
    assert (gone.missing, gone.track.title, gone.track.duration_s) == (True, "Nobody - Gone", 61.0)
    keeper.export_file(keeper.items(info.key), tmp_path / "again.xspf")
    again = keeper.import_file(tmp_path / "again.xspf")
    assert keeper.items(again.key) == keeper.items(info.key)
    with pytest.raises(PlaylistUnusable):
        keeper.import_file(tmp_path / "missing.m3u")


def test_waypoints_of_a_journey_are_kept(keeper: PlaylistKeeper, catalogue: Catalogue) -> None:
    one, two, *_ = tunes(catalogue)
    items = [PlaylistItem(one.track, waypoint=True), two]
    info = keeper.save("There", items, "journey")
    assert info.kind == "journey"
    assert [item.waypoint for item in keeper.items(info.key)] == [True, False]


def test_reordering_loses_nothing_and_leaves_the_ends(
    keeper: PlaylistKeeper, catalogue: Catalogue
) -> None:
    items = [*tunes(catalogue), tunes(catalogue)[1]]
    ordered = keeper.reordered(items[:4], last_stays=True)
    assert (ordered[0], ordered[-1]) == (items[0], items[3])
    assert sorted(titles(ordered)) == [f"Tune {n}" for n in range(4)]
    assert sorted(titles(keeper.reordered(items))) == sorted(titles(tuple(items)))


def test_extending_adds_what_is_not_there_yet(keeper: PlaylistKeeper, catalogue: Catalogue) -> None:
    items = tunes(catalogue)
    longer = keeper.extended(items[:2], 5)
    assert longer[:2] == tuple(items[:2])
    assert sorted(titles(longer)) == [f"Tune {n}" for n in range(4)]
    assert keeper.extended([], 5) == ()


def test_evenings_are_parted_by_long_breaks(
    keeper: PlaylistKeeper, catalogue: Catalogue, store: Store
) -> None:
    one, two, three, _ = (item.track for item in tunes(catalogue))
    history = History(store)
    next_day = 1000.0 + 300 + BREAK_S
    for track, at, ending in (
        (one, 1000.0, Ending.FINISHED),
        (two, 1200.0, Ending.SKIPPED),
        (three, next_day, Ending.STOPPED),
    ):
        history.add(Play(track.content_id, track.path, at, Seconds(7.0), ending))
    history.add(Play(ContentId("x"), Path("/gone.mp3"), next_day + 9, Seconds(7), Ending.FINISHED))
    latest, before = keeper.evenings()
    assert [play.track.title for play in before.plays] == ["Tune 0", "Tune 1"]
    assert [play.skipped for play in before.plays] == [False, True]
    assert before.started_at == 1000.0
    assert [(play.track.title, play.missing) for play in latest.plays] == [
        ("Tune 2", False),
        ("gone", True),
    ]
    assert keeper.evenings(limit=1) == (latest,)


def test_evenings_go_as_far_back_as_anything_was_played(
    keeper: PlaylistKeeper, catalogue: Catalogue, store: Store
) -> None:
    track = tunes(catalogue)[0].track
    history = History(store)
    for evening in range(120):
        for song in range(20):
            at = evening * 86_400.0 + song * 200
            history.add(Play(track.content_id, track.path, at, Seconds(200), Ending.FINISHED))
    all_of_them = keeper.evenings(limit=1_000)
    assert [len(evening.plays) for evening in all_of_them] == [20] * 120
    assert all_of_them[-1].started_at == 0
    assert keeper.evenings(limit=70) == all_of_them[:70]


def test_a_playlist_becomes_a_sound_file(
    keeper: PlaylistKeeper, catalogue: Catalogue, tmp_path: Path, music: Path
) -> None:
    items = tunes(catalogue)[:3]
    (music / "1.flac").unlink()
    (left_out,) = keeper.mix(items, tmp_path / "out.flac")
    assert "1.flac" in left_out
    assert (tmp_path / "out.flac").stat().st_size > 100_000
