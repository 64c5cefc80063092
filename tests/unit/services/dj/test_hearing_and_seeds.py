from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.errors import NothingFound, UnreadableAudio
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.seeds import find_track
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.pooling.spaces import load_space
from tests.audio import silence, write_audio
from tests.fakes.ears import FakeEar

EPSILON = 0.001


@pytest.fixture
def hearing(store: Store, card: EncoderCard, ear: FakeEar) -> Hearing:
    return Hearing(store, card, EPSILON, ear.lend)


@pytest.fixture
def scanned(store: Store, card: EncoderCard, ear: FakeEar, music: Path) -> Path:
    """A folder of which all but the last song are in the library."""
    last = (music / "3.flac").rename(music.parent / "outside.flac")
    Indexer(store, card, EPSILON, ear.lend).scan([music])
    ear.listened.clear()
    return last


def test_a_file_from_outside_is_listened_to_once_and_sounds_as_it_would_inside(
    hearing: Hearing, scanned: Path, store: Store, card: EncoderCard, ear: FakeEar, music: Path
) -> None:
    track = hearing.track_at(scanned)
    assert not track.in_library
    assert track.title == "Tune 3"
    sound = hearing.sound_of(track)
    assert ear.listened == [scanned]
    np.testing.assert_array_equal(hearing.sound_of(track).vector, sound.vector)
    assert ear.listened == [scanned]

    inside = scanned.rename(music / "3.flac")
    Indexer(store, card, EPSILON, ear.lend).scan([music])
    assert ear.listened == [scanned]
    space = load_space(Catalogue(store), VectorStore(store, card.id), card)
    known = Catalogue(store).at(inside)
    assert known is not None
    row = space.row_of(known)
    assert row is not None
    np.testing.assert_allclose(space.sound.vectors[row], sound.vector, atol=1e-5)
    np.testing.assert_allclose(space.sound.heads[row], sound.head, atol=1e-3)


def test_a_track_of_the_library_is_found_by_its_file(
    hearing: Hearing, scanned: Path, music: Path
) -> None:
    track = hearing.track_at(music / "0.flac")
    assert track.in_library
    assert scanned.exists()


def test_silence_cannot_be_heard(hearing: Hearing, tmp_path: Path) -> None:
    file = write_audio(tmp_path / "silent.wav", silence(6.0))
    with pytest.raises(UnreadableAudio, match=r"silent\.wav"):
        hearing.sound_of(hearing.track_at(file))


def test_a_name_is_a_file_or_else_words(
    hearing: Hearing, scanned: Path, store: Store, music: Path
) -> None:
    search = Search(store)
    exact = find_track(str(music / "1.flac"), hearing, search)
    assert (exact.track.title, exact.by_words) == ("Tune 1", False)
    outside = find_track(str(scanned), hearing, search)
    assert not outside.track.in_library
    found = find_track("tunee 2", hearing, search)
    assert (found.track.title, found.by_words) == ("Tune 2", True)


@pytest.mark.parametrize("name", ["zzzzqqqq", "", "x" * 5000, "nul\0byte"])
def test_a_name_of_nothing_is_one_sentence(
    hearing: Hearing, scanned: Path, store: Store, name: str
) -> None:
    with pytest.raises(NothingFound):
        find_track(name, hearing, Search(store))


def test_a_folder_is_no_seed(hearing: Hearing, store: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="is a folder"):
        find_track(str(tmp_path), hearing, Search(store))


def test_a_broken_file_is_no_seed(hearing: Hearing, store: Store, tmp_path: Path) -> None:
    (tmp_path / "broken.mp3").write_text("no music")
    with pytest.raises(UnreadableAudio):
        find_track(str(tmp_path / "broken.mp3"), hearing, Search(store))
