from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, NothingFound
from deej_desktop.domain.progress import Progress
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.indexing import Indexer
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
    loaded = bench.vectors.load()
    assert loaded.vectors.shape[0] == 4
    np.testing.assert_allclose(np.linalg.norm(loaded.vectors, axis=1), 1.0, atol=1e-5)
    assert pooled
    assert any(moment.activity == "Listening" and moment.fraction == 1.0 for moment in told)


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
        if progress.activity == "Listening" and progress.done >= 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        bench.indexer.scan([music], progress=stop_after_two, cancel=cancel)
    first = bench.listened
    kept = len(bench.vectors.population().track_ids)
    assert 0 < kept < 4
    report = bench.indexer.scan([music])
    assert len(bench.listened) == 4 - kept
    assert len(bench.vectors.load().track_ids) == 4
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
    assert len(bench.vectors.load().track_ids) == 4


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
    assert len(bench.vectors.load().track_ids) == 4


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
