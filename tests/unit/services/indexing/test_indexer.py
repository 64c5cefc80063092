from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard, Preprocessing
from deej_desktop.analysis.first_listen import SLICES
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, NothingFound
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.sound import Listen
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.exchange import export_analysis, import_analysis
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.pooling.track_vectors import load_track_vectors
from tests.audio import silence, tune, write_audio
from tests.fakes.ears import FakeEar

EPSILON = 0.001


class Bench:
    """An indexer, and what it works on."""

    def __init__(self, store: Store, card: EncoderCard, ear: FakeEar) -> None:
        self.ear = ear
        self.indexer = Indexer(store, card, EPSILON, self.ear.lend)
        self.catalogue = Catalogue(store)
        self.vectors = VectorStore(store, card.id)

    @property
    def listened(self) -> list[str]:
        """The names of the files listened to since it was last asked."""
        names = [path.name for path in self.ear.listened]
        self.ear.listened.clear()
        return names


@pytest.fixture
def bench(store: Store, card: EncoderCard, ear: FakeEar) -> Bench:
    return Bench(store, card, ear)


def test_a_folder_is_listened_to_and_pooled(bench: Bench, music: Path) -> None:
    told: list[Progress] = []
    pooled: list[None] = []
    bench.indexer.changed.connect(pooled.append)
    report = bench.indexer.scan([music], progress=told.append)
    assert (report.found, report.indexed, report.failed) == (4, 4, ())
    loaded = load_track_vectors(bench.vectors.pooled)
    assert loaded.vectors.shape[0] == 4
    np.testing.assert_allclose(np.linalg.norm(loaded.vectors, axis=1), 1.0, atol=1e-5)
    assert pooled
    assert any(moment.activity == "First listen" and moment.fraction == 1.0 for moment in told)


def test_a_second_scan_touches_only_what_has_changed(bench: Bench, music: Path) -> None:
    bench.indexer.scan([music])
    assert len(bench.listened) == 4
    write_audio(music / "new.wav", tune(6.0, 20, 22_050), 22_050)
    write_audio(music / "1.flac", tune(6.0, 21, 22_050), 22_050)
    (music / "2.flac").rename(music / "renamed.flac")
    (music / "3.flac").unlink()
    report = bench.indexer.scan([music])
    assert sorted(bench.listened) == ["1.flac", "new.wav"]
    assert (report.found, report.indexed, report.unchanged) == (4, 2, 1)
    assert (report.moved, report.missing) == (1, 1)
    again = bench.indexer.scan([music])
    assert bench.listened == []
    assert (again.unchanged, again.indexed, again.moved) == (4, 0, 0)


def test_what_comes_and_goes_during_a_scan_is_taken_up_by_it(bench: Bench, music: Path) -> None:
    touched: list[Path] = []

    def watch(progress: Progress) -> None:
        if progress.done == 2 and not (music / "late.wav").exists():
            write_audio(music / "late.wav", tune(6.0, 20, 22_050), 22_050)
            bench.ear.listened[0].unlink()
            touched.append(music)

    def taken() -> list[Path]:
        places, touched[:] = touched[:], []
        return places

    report = bench.indexer.scan([music], touched=taken, progress=watch)
    assert (report.found, report.indexed, report.missing) == (5, 4, 1)
    listened = bench.listened
    assert "late.wav" in listened
    assert len(listened) == len(set(listened)) == 5
    assert len(bench.vectors.pooled.load().track_ids) == 4


@pytest.mark.parametrize("is_noticed", [True, False])
def test_files_that_go_and_come_back_during_a_scan_have_not_failed(
    bench: Bench, music: Path, tmp_path: Path, is_noticed: bool
) -> None:
    """As on a drive that is pulled out while its files wait to be read, and put back."""
    away = tmp_path / "away"
    touched: list[Path] = []

    def watch(progress: Progress) -> None:
        if progress.activity == "First listen" and progress.done == 0 and not touched:
            music.rename(away)
        elif progress.done == 3 and away.exists():
            away.rename(music)
            touched.append(music)

    def taken() -> list[Path]:
        places, touched[:] = touched[:], []
        return places if is_noticed else []

    report = bench.indexer.scan([music], touched=taken, progress=watch)
    assert (report.indexed, report.failed) == (4 if is_noticed else 1, ())
    bench.indexer.scan([music])
    assert bench.vectors.count() == 4


def test_a_file_that_fails_is_named_and_the_others_are_indexed(bench: Bench, music: Path) -> None:
    (music / "zero.mp3").touch()
    (music / "text.mp3").write_text("This is no music at all.\n" * 100)
    write_audio(music / "silent.wav", silence(6.0))
    odd = Path(os.fsdecode(os.fsencode(music) + b"/caf\xe9.wav"))
    write_audio(music / "odd.wav", tune(6.0, 30, 22_050), 22_050)
    (music / "odd.wav").rename(odd)
    report = bench.indexer.scan([music])
    assert report.indexed == 5
    assert bench.catalogue.at(odd) is not None
    assert {item.path.name: item.reason for item in report.failed}.keys() == {
        "zero.mp3",
        "text.mp3",
        "silent.wav",
    }
    assert all(item.reason for item in report.failed)
    bench.listened.clear()
    again = bench.indexer.scan([music])
    assert again.failed == report.failed
    assert bench.listened == []


def test_a_failed_file_that_was_mended_is_indexed(bench: Bench, music: Path) -> None:
    (music / "bad.wav").write_bytes(b"RIFF, but no more")
    assert len(bench.indexer.scan([music]).failed) == 1
    write_audio(music / "bad.wav", tune(6.0, 31, 22_050), 22_050)
    report = bench.indexer.scan([music])
    assert (report.indexed, report.failed) == (1, ())


def test_forcing_listens_to_everything_again(bench: Bench, music: Path) -> None:
    bench.indexer.scan([music])
    bench.listened.clear()
    report = bench.indexer.scan([music], force=True)
    assert sorted(bench.listened) == ["0.flac", "1.flac", "2.flac", "3.flac"]
    assert report.failed == ()


def test_copies_are_listened_to_once_and_both_are_tracks(bench: Bench, music: Path) -> None:
    shutil.copy(music / "0.flac", music / "copy.flac")
    report = bench.indexer.scan([music])
    assert len(bench.listened) == 4
    assert (report.indexed, bench.catalogue.counts().tracks) == (5, 5)


def test_a_scan_that_was_stopped_goes_on_where_it_was(bench: Bench, music: Path) -> None:
    cancel = CancelToken()

    def stop_after_two(progress: Progress) -> None:
        if progress.activity == "First listen" and progress.done >= 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        bench.indexer.scan([music], progress=stop_after_two, cancel=cancel)
    first = bench.listened
    kept = len(bench.vectors.population().track_ids)
    assert 0 < kept < 4
    report = bench.indexer.scan([music])
    assert len(bench.listened) == 4 - kept
    assert len(bench.vectors.pooled.load().track_ids) == 4
    assert report.indexed == 4 - kept
    assert first


def test_a_scan_that_died_goes_on_where_it_was(bench: Bench, music: Path) -> None:
    bench.ear.fail_after = 2
    with pytest.raises(KeyboardInterrupt):
        bench.indexer.scan([music])
    bench.ear.fail_after = None
    kept = len(bench.vectors.population().track_ids)
    bench.listened.clear()
    bench.indexer.scan([music])
    assert len(bench.listened) == 4 - kept
    assert len(bench.vectors.pooled.load().track_ids) == 4


def test_an_unplugged_drive_hides_its_tracks_and_loses_nothing(
    bench: Bench, music: Path, tmp_path: Path
) -> None:
    bench.indexer.scan([music])
    bench.listened.clear()
    music.rename(tmp_path / "elsewhere")
    gone = bench.indexer.scan([music])
    assert (gone.missing, bench.catalogue.counts().tracks) == (4, 0)
    assert [item.path for item in gone.failed] == [music]
    (tmp_path / "elsewhere").rename(music)
    back = bench.indexer.scan([music])
    assert (back.missing, back.unchanged) == (0, 4)
    assert bench.listened == []
    assert len(bench.vectors.pooled.load().track_ids) == 4


def test_a_folder_that_never_was_is_an_error(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="nowhere"):
        bench.indexer.scan([tmp_path / "nowhere"])


def test_an_empty_folder_is_no_error(bench: Bench, tmp_path: Path) -> None:
    report = bench.indexer.scan([tmp_path])
    assert report.found == 0
    assert report.failed == ()


def test_whoever_chooses_from_the_music_hears_of_files_that_moved_or_went(
    bench: Bench, music: Path
) -> None:
    bench.indexer.scan([music])
    told: list[None] = []
    bench.indexer.changed.connect(told.append)
    bench.indexer.scan([music])
    assert not told
    (music / "2.flac").rename(music / "renamed.flac")
    bench.indexer.scan([music])
    assert told
    told.clear()
    (music / "renamed.flac").unlink()
    bench.indexer.scan([music])
    assert told


@pytest.fixture(scope="module")
def long_songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three albums of songs that are long enough for a first listen."""
    folder = tmp_path_factory.mktemp("long")
    for number in range(5):
        album = folder / "AABBC"[number]
        album.mkdir(exist_ok=True)
        form = Preprocessing()
        seconds = (2 * SLICES + 1) * form.frames * form.hop / form.sample_rate
        samples = np.tile(tune(11, number, 8_000), (20, 1))[: round(seconds * 8_000)]
        write_audio(album / f"{number}.flac", samples, 8_000)
    return folder


def test_all_get_a_first_listen_before_any_gets_a_full_one(
    bench: Bench, store: Store, long_songs: Path
) -> None:
    told: list[Progress] = []
    report = bench.indexer.scan([long_songs], progress=told.append)
    assert (report.indexed, report.closely) == (5, 5)
    listened = bench.listened
    assert listened[:5] == ["0.flac", "2.flac", "4.flac", "1.flac", "3.flac"]
    assert listened[5:] == listened[:5]
    activities = list(dict.fromkeys(progress.activity for progress in told))
    assert [name for name in activities if "isten" in name] == [
        "First listen",
        "Listening closely",
    ]
    assert bench.vectors.count(Listen.FULL) == 5
    sounds = SoundStore(store).many(bench.vectors.population().content_ids)
    assert len(sounds) == 5
    assert bench.indexer.scan([long_songs]).closely == 0
    assert bench.listened == []


def test_one_listen_alone_can_be_asked_for(bench: Bench, long_songs: Path) -> None:
    first = bench.indexer.scan([long_songs], listens=[Listen.FIRST])
    assert (first.indexed, first.closely, len(bench.listened)) == (5, 0, 5)
    assert len(bench.vectors.pooled.load().track_ids) == 5
    assert bench.vectors.count(Listen.FULL) == 0
    full = bench.indexer.scan([long_songs], listens=[Listen.FULL])
    assert (full.indexed, full.closely, len(bench.listened)) == (0, 5, 5)
    assert bench.vectors.is_pooled(EPSILON)


def test_a_full_listen_alone_needs_no_first(bench: Bench, long_songs: Path) -> None:
    report = bench.indexer.scan([long_songs], listens=[Listen.FULL])
    assert (report.indexed, report.closely, len(bench.listened)) == (5, 5, 5)


def test_forcing_gives_all_another_full_listen(bench: Bench, long_songs: Path) -> None:
    bench.indexer.scan([long_songs])
    bench.listened.clear()
    report = bench.indexer.scan([long_songs], force=True)
    assert (report.indexed, report.closely) == (0, 5)
    assert bench.vectors.count(Listen.FULL) == 5


def test_forcing_a_first_listen_leaves_what_was_heard_closely(
    bench: Bench, long_songs: Path
) -> None:
    bench.indexer.scan([long_songs / "A"])
    bench.indexer.scan([long_songs], listens=[Listen.FIRST])
    bench.listened.clear()
    bench.indexer.scan([long_songs], listens=[Listen.FIRST], force=True)
    assert sorted(bench.listened) == ["2.flac", "3.flac", "4.flac"]
    assert (bench.vectors.count(), bench.vectors.count(Listen.FULL)) == (5, 2)


def test_what_is_listened_to_elsewhere_is_not_counted(
    bench: Bench, store: Store, card: EncoderCard, long_songs: Path
) -> None:
    bench.indexer.scan([long_songs], listens=[Listen.FIRST])
    other = Indexer(store, card.model_copy(update={"id": "another"}), EPSILON, bench.ear.lend)
    report = other.scan([long_songs / "C"], listens=[Listen.FIRST])
    assert (report.found, report.indexed) == (1, 1)


def test_what_the_listener_turns_to_comes_first_with_its_folder(
    bench: Bench, long_songs: Path
) -> None:
    bench.indexer.attend(long_songs / "B" / "3.flac")
    bench.indexer.scan([long_songs], listens=[Listen.FIRST])
    assert bench.listened == ["3.flac", "2.flac", "0.flac", "4.flac", "1.flac"]


def test_damage_that_only_a_full_listen_finds_takes_a_track_out(
    bench: Bench, long_songs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    shutil.copytree(long_songs / "A", folder)
    bench.indexer.scan([folder], listens=[Listen.FIRST])
    assert bench.vectors.count() == 2
    bench.ear.damaged = {folder / "0.flac"}
    report = bench.indexer.scan([folder])
    assert [item.path.name for item in report.failed] == ["0.flac"]
    assert bench.vectors.count() == 1
    assert len(bench.vectors.pooled.load().track_ids) == 1


def test_a_scan_waits_while_it_is_paused(bench: Bench, long_songs: Path) -> None:
    pace, activities = bench.indexer.pace, []

    def watch(progress: Progress) -> None:
        activities.append(progress.activity)
        if progress.done == 2 and "Paused" not in activities:
            pace.pause()
        if progress.activity == "Paused":
            # What had begun was finished, and nothing else.
            assert len(bench.ear.listened) <= 2 + 2 * bench.ear.capacity
            threading.Timer(0.1, pace.resume).start()

    bench.indexer.scan([long_songs], listens=[Listen.FIRST], progress=watch)
    assert activities.count("Paused") == 1
    assert bench.vectors.count() == 5


def test_a_paused_scan_can_be_stopped(bench: Bench, long_songs: Path) -> None:
    bench.indexer.pace.pause()
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        bench.indexer.scan([long_songs], cancel=cancel)
    assert bench.listened == []


def test_what_another_computer_has_heard_needs_no_listening(
    bench: Bench, card: EncoderCard, ear: FakeEar, music: Path, store: Store, tmp_path: Path
) -> None:
    bench.indexer.scan([music])
    export_analysis(store, card.id, tmp_path / "heard")
    there = Store.open(tmp_path / "there")
    import_analysis(there, card.id, card.dimensions, tmp_path / "heard")
    assert len(bench.listened) >= 4
    moved = music.rename(tmp_path / "elsewhere")
    report = Indexer(there, card, EPSILON, ear.lend).scan([moved])
    assert bench.listened == []
    assert report.found == 4
    vectors = load_track_vectors(VectorStore(there, card.id).pooled).vectors
    there.close()
    np.testing.assert_allclose(vectors, load_track_vectors(bench.vectors.pooled).vectors, atol=1e-6)
