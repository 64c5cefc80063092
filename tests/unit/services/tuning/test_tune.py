from __future__ import annotations

import queue
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import read_card, write_card
from deej_desktop.analysis.encoder import TunedEncoder
from deej_desktop.analysis.tuning import Tuning
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError, NothingFound
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import ContentId, EncoderId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.derived_vectors import forget_vectors
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.encoders.installed import InstalledEncoder, chosen_encoder, encoders_dir
from deej_desktop.services.tuning.api import TuningState
from deej_desktop.services.tuning.lessons import evenings_of, gather_lessons
from deej_desktop.services.tuning.tune import tune_to_library
from deej_desktop.services.tuning.tuner import Tuner
from deej_desktop.settings.settings_file import SettingsFile
from tests.fakes.encoders import load_fake_encoder, write_fake_encoder
from tests.unit.library.entries import enter

ALBUMS, TRACKS, DIMENSIONS, TELLING = 16, 4, 20, 5


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def encoder(data_dir: Path) -> InstalledEncoder:
    folder = encoders_dir(data_dir) / "fake"
    return InstalledEncoder(folder, write_fake_encoder(folder, DIMENSIONS))


def fill(store: Store, encoder_id: EncoderId, *, telling: bool = True) -> None:
    """A library whose albums differ in a few directions; tracks differ in all others."""
    random = np.random.default_rng(0)
    catalogue, vectors = Catalogue(store), VectorStore(store, encoder_id)
    for album in range(ALBUMS):
        style = 1.5 * random.standard_normal(TELLING)
        tags = Tags(artist=f"Band {album}", album=f"Album {album}", genre=f"Genre {album // 4}")
        for number in range(TRACKS):
            own = random.standard_normal(DIMENSIONS)
            if telling:
                own[:TELLING] = style + 0.2 * random.standard_normal(TELLING)
            slices = own + 0.3 * random.standard_normal((12, DIMENSIONS))
            name = f"{album}-{number}"
            enter(catalogue, f"{name}.flac", name, tags)
            vectors.save_slices(ContentId(name), slices.astype(np.float32))


def slices_of(store: Store, encoder_id: EncoderId, name: str) -> FloatArray:
    found = VectorStore(store, encoder_id).slices(ContentId(name))
    assert found is not None
    return found


def test_a_better_ear_is_installed_with_all_its_vectors(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    told: list[Progress] = []
    tuned = tune_to_library(store, data_dir, encoder, progress=told.append)
    made = tuned.encoder
    assert made is not None
    assert "tuned to your library" in tuned.sentence
    assert f"{tuned.judgement.after.mean:.3f} instead of" in tuned.sentence
    assert len({progress.activity for progress in told}) > 3
    assert chosen_encoder(data_dir, made.card.id).card == read_card(made.folder) == made.card
    assert made.card.base == encoder.card.id
    assert made.card.preprocessing == encoder.card.preprocessing
    assert made.card.tuning is not None
    vectors = VectorStore(store, made.card.id)
    assert vectors.count() == ALBUMS * TRACKS
    assert vectors.is_pooled(made.card.epsilon)
    # What is heard from now on lies in the same space.
    heard = slices_of(store, encoder.card.id, "3-1")
    tuning = Tuning.load(made.folder / made.card.tuning, DIMENSIONS)
    np.testing.assert_allclose(
        slices_of(store, made.card.id, "3-1"), tuning.apply(heard), rtol=2e-3, atol=2e-3
    )
    live = TunedEncoder(load_fake_encoder(encoder.folder), tuning)
    form = encoder.card.preprocessing
    assert live.encode(np.ones((2, form.n_mels, form.frames), np.float32)).shape == (2, DIMENSIONS)


def test_an_ear_that_is_not_better_leaves_all_as_it_was(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id, telling=False)
    tuned = tune_to_library(store, data_dir, encoder)
    assert tuned.encoder is None
    assert "stays as it was" in tuned.sentence
    assert [path.name for path in encoders_dir(data_dir).iterdir()] == ["fake"]


def test_tuning_again_starts_from_the_ear_that_was_tuned(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    first = tune_to_library(store, data_dir, encoder).encoder
    assert first is not None
    again = tune_to_library(store, data_dir, first)
    assert again.base.card.id == encoder.card.id
    assert again.encoder is not None
    assert again.encoder.card.id == first.card.id


def test_an_earlier_tuning_goes_when_it_is_no_longer_used(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    first = tune_to_library(store, data_dir, encoder).encoder
    assert first is not None
    enter(Catalogue(store), "new.flac", "new", Tags(album="Album 0", artist="Band 0"))
    VectorStore(store, encoder.card.id).save_slices(ContentId("new"), np.ones((3, 20), np.float32))
    second = tune_to_library(store, data_dir, first).encoder
    assert second is not None
    assert first.folder.is_dir()
    third = tune_to_library(store, data_dir, second, seed=1).encoder
    assert third is not None
    assert not first.folder.exists()
    assert VectorStore(store, first.card.id).count() == 0
    assert VectorStore(store, third.card.id).count() == ALBUMS * TRACKS + 1


def test_too_little_music_ends_in_a_sentence(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    with pytest.raises(NothingFound, match="deej scan"):
        tune_to_library(store, data_dir, encoder)
    enter(Catalogue(store), "a.flac", "a")
    VectorStore(store, encoder.card.id).save_slices(ContentId("a"), np.ones((3, 20), np.float32))
    with pytest.raises(DeejError, match="too few to tune to"):
        tune_to_library(store, data_dir, encoder)


@pytest.mark.parametrize("activity", ["Checking on albums held out", "Bringing the library"])
def test_stopping_leaves_the_ear_as_it_was_and_it_can_be_tuned_later(
    store: Store, data_dir: Path, encoder: InstalledEncoder, activity: str
) -> None:
    fill(store, encoder.card.id)
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.activity.startswith(activity):
            cancel.cancel()

    with pytest.raises(Cancelled):
        tune_to_library(store, data_dir, encoder, progress=stop, cancel=cancel)
    assert [path.name for path in encoders_dir(data_dir).iterdir()] == ["fake"]
    assert not [path for path in data_dir.iterdir() if path.name.startswith("adding")]
    assert tune_to_library(store, data_dir, encoder).encoder is not None


def test_an_altered_tuning_is_refused(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    made = tune_to_library(store, data_dir, encoder).encoder
    assert made is not None
    with pytest.raises(ValueError, match="shapes"):
        Tuning.load(made.folder / "tuning.npz", 7)
    (made.folder / "tuning.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match="cannot be read"):
        Tuning.load(made.folder / "tuning.npz", DIMENSIONS)


def play(name: str, minute: float, ending: Ending = Ending.FINISHED) -> Play:
    return Play(ContentId(name), Path(name), 60 * minute, Seconds(180.0), ending)


def test_evenings_are_what_was_heard_to_its_end_without_a_long_pause() -> None:
    plays = [
        play("c", 7),
        play("a", 0),
        play("b", 3),
        play("skipped", 6, Ending.SKIPPED),
        play("d", 60),
        play("e", 64),
        play("alone", 200),
    ]
    assert evenings_of(plays) == [["a", "b", "c"], ["d", "e"]]


def test_history_and_playlists_teach_too(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    history = History(store)
    random = np.random.default_rng(0)
    for evening in range(40):
        for number, album in enumerate(random.choice(4, 4, replace=False)):
            name = f"{4 * (evening % 4) + album}-{evening % 3}"
            history.add(play(name, 600 * evening + 4 * number))
    lessons = gather_lessons(store, VectorStore(store, encoder.card.id))
    assert {name: len(groups) for name, groups in lessons.together.items()} == {
        "album": ALBUMS,
        "artist": ALBUMS,
        "genre": 4,
        "playlist": 0,
        "evening": 120,
        "Track2Vec": 48,
    }
    assert all(len(slices) == 10 for slices in lessons.slices)


def states_until_done(tuner: Tuner) -> Sequence[TuningState]:
    told: queue.Queue[TuningState] = queue.Queue()
    disconnect = tuner.changed.connect(told.put)
    tuner.start()
    states = [told.get(timeout=60)]
    while states[-1].progress is not None:
        states.append(told.get(timeout=60))
    disconnect()
    return states


def test_the_window_sees_it_run_and_what_came_of_it_and_can_go_back(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    settings = SettingsFile(data_dir)
    settings.change(encoder="fake")
    tuner = Tuner(store, data_dir, encoder, settings)
    assert tuner.state == TuningState()
    states = states_until_done(tuner)
    assert len(states) > 5
    assert tuner.state.tuned
    assert "instead of" in tuner.state.outcome
    assert "-tuned-" in str(settings.current.encoder)
    told: queue.Queue[TuningState] = queue.Queue()
    tuner.changed.connect(told.put)
    tuner.go_back()
    assert told.get(timeout=60) == TuningState(outcome=tuner.state.outcome)
    assert settings.current.encoder == "fake"
    tuner.close()


def test_what_cannot_be_tuned_is_said_in_the_window(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    tuner = Tuner(store, data_dir, encoder, SettingsFile(data_dir))
    assert "Nothing has been listened to" in states_until_done(tuner)[-1].outcome
    tuner.close()


def test_a_tuned_ear_whose_base_is_gone_goes_back_to_the_one_that_ships(
    store: Store, data_dir: Path, encoder: InstalledEncoder
) -> None:
    card = encoder.card.model_copy(update={"base": EncoderId("long-gone")})
    write_card(encoder.folder, card)
    settings = SettingsFile(data_dir)
    settings.change(encoder="fake")
    tuner = Tuner(store, data_dir, InstalledEncoder(encoder.folder, card), settings)
    told: queue.Queue[TuningState] = queue.Queue()
    tuner.changed.connect(told.put)
    tuner.go_back()
    assert not told.get(timeout=60).tuned
    assert settings.current.encoder is None
    tuner.close()


def test_forgotten_vectors_are_gone_and_others_are_not(
    store: Store, encoder: InstalledEncoder
) -> None:
    fill(store, encoder.card.id)
    VectorStore(store, EncoderId("other")).save_slices(ContentId("0-0"), np.ones((1, 3), "f4"))
    forget_vectors(store, encoder.card.id)
    assert VectorStore(store, encoder.card.id).count() == 0
    assert VectorStore(store, EncoderId("other")).count() == 1
