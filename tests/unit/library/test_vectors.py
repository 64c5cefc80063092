"""Keeping vectors, and giving them back all at once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Listen, Sound, Waveform
from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import ContentId, EncoderId, Seconds, TrackId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.failures import Failures, Stage
from deej_desktop.library.pooled_rows import Counts, OvertakenError, Pooling, Row
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import Unheard, VectorStore
from tests.unit.library.entries import MUSIC, enter

ONES = np.ones(4, np.int64)
X, Y, Z = ContentId("x"), ContentId("y"), ContentId("z")
SOUND = Sound(-14.0, 0.9, Seconds(0.1), Seconds(179.9), Waveform(bytes(8)))


@pytest.fixture
def vectors(store: Store) -> VectorStore:
    return VectorStore(store, EncoderId("one"))


def some(seed: int, rows: int = 4, dimensions: int = 6) -> FloatArray:
    return np.random.default_rng(seed).standard_normal((rows, dimensions)).astype(np.float32)


def ids(tracks: list[Unheard]) -> list[int]:
    return [track.id for track in tracks]


def row_of(slices_id: int, vector: FloatArray, copies: int = 1) -> Row:
    plain, common, head, tail = (vector + np.float32(more) for more in range(4))
    return Row(slices_id, plain, common, head, tail, Counts(copies, ONES, ONES))


def keep_pooled(vectors: VectorStore, epsilon: float = 0.001) -> None:
    """Keep some numbers as what pooling gave."""
    population = vectors.population()
    copies = Counter(population.slice_ids)
    slices = vectors.pooled.slices(copies)
    rows = [row_of(key, slices[key][:1], copies[key]) for key in copies]
    with vectors.pooled.staging() as staging:
        staging.add(rows)
        staging.put([(7, b"members")])
        staging.take_effect(Pooling(epsilon, len(population.track_ids), len(copies), 0), b"cells")


def test_slices_come_back_to_the_precision_of_float16(vectors: VectorStore) -> None:
    slices = some(0)
    vectors.save_slices(X, slices)
    stored = vectors.slices(X)
    assert stored is not None
    assert stored.dtype == np.float32
    np.testing.assert_allclose(stored, slices, rtol=1e-3, atol=1e-6)
    assert vectors.heard(X)
    assert vectors.slices(Y) is None
    assert not vectors.heard(Y)


def test_newer_slices_replace_older_ones(vectors: VectorStore) -> None:
    vectors.save_slices(X, some(0))
    vectors.save_slices(X, some(1, rows=7))
    stored = vectors.slices(X)
    assert stored is not None
    np.testing.assert_allclose(stored, some(1, rows=7), rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((0, 6), np.float32),
        np.zeros(6, np.float32),
        np.full((1, 6), np.nan, np.float32),
        np.full((1, 6), 1e6, np.float32),
    ],
)
def test_what_are_no_slice_vectors_are_refused(vectors: VectorStore, wrong: FloatArray) -> None:
    with pytest.raises(ValueError, match="Not slice vectors"):
        vectors.save_slices(X, wrong)
    assert not vectors.heard(X)


def test_two_encoders_never_mix(store: Store) -> None:
    one, two = VectorStore(store, EncoderId("one")), VectorStore(store, EncoderId("two"))
    enter(Catalogue(store), "x.mp3", "x")
    one.save_slices(X, some(0))
    assert two.slices(X) is None
    assert ids(two.lacking(Listen.FIRST)) == [1]
    keep_pooled(one)
    assert two.pooled.load().track_ids == ()
    assert two.pooled.pooling() is None
    two.save_slices(X, some(5, dimensions=3))
    keep_pooled(two, 0.1)
    assert one.pooled.load().plain.shape == (1, 6)
    assert two.pooled.load().plain.shape == (1, 3)


def test_what_has_not_been_listened_to(store: Store, vectors: VectorStore) -> None:
    catalogue = Catalogue(store)
    for name, content in (("x", "x"), ("copy of x", "x"), ("y", "y"), ("z", "z"), ("bad", "w")):
        enter(catalogue, f"{name}.mp3", content)
    vectors.save_slices(Y, some(0))
    catalogue.mark_missing([TrackId(4)])
    failed = FoundFile(str(MUSIC / "bad.mp3"), 1000, 0)
    Failures(store).add(failed, Stage.LISTEN, "it is silent")
    assert ids(vectors.lacking(Listen.FIRST)) == [1]
    catalogue.mark_present([TrackId(4)])
    Failures(store).forget([failed.path])
    assert ids(vectors.lacking(Listen.FIRST)) == [1, 4, 5]


def test_what_was_listened_to_a_first_time_and_what_in_full(
    store: Store, vectors: VectorStore
) -> None:
    catalogue = Catalogue(store)
    for name in ("x", "y", "z"):
        enter(catalogue, f"{name}.mp3", name, Tags(album=f"Album {name}", album_artist="A"))
    vectors.save_slices(X, some(0))
    vectors.save_slices(Y, some(1), SOUND)
    assert [vectors.heard(name) for name in (X, Y, Z)] == [Listen.FIRST, Listen.FULL, None]
    assert (vectors.count(), vectors.count(Listen.FULL)) == (2, 1)
    assert ids(vectors.lacking(Listen.FIRST)) == [3]
    assert vectors.lacking(Listen.FULL) == [
        Unheard(TrackId(1), str(MUSIC / "x.mp3"), "Album x", "A", is_new=False),
        Unheard(TrackId(3), str(MUSIC / "z.mp3"), "Album z", "A", is_new=True),
    ]
    vectors.save_slices(X, some(2), SOUND)
    vectors.forget(Y)
    assert [vectors.heard(name) for name in (X, Y)] == [Listen.FULL, None]
    # Another encoder starts anew, but what was measured holds for all.
    assert ids(VectorStore(store, EncoderId("two")).lacking(Listen.FULL)) == [1, 2, 3]


def test_what_was_heard_before_there_were_measures_is_listened_to_again(
    store: Store, vectors: VectorStore
) -> None:
    enter(Catalogue(store), "x.mp3", "x")
    vectors.save_slices(X, some(0), SOUND)
    with store.writing() as connection:
        connection.execute("DELETE FROM sound")
    assert vectors.heard(X) is Listen.FIRST
    assert ids(vectors.lacking(Listen.FULL)) == [1]


def test_the_population_is_every_present_file_in_the_order_of_ids(
    store: Store, vectors: VectorStore
) -> None:
    catalogue = Catalogue(store)
    for name, content in (("y", "y"), ("x", "x"), ("copy of y", "y"), ("z", "z"), ("new", "n")):
        enter(catalogue, f"{name}.mp3", content)
    for seed, content_id in enumerate((X, Y, Z)):
        vectors.save_slices(content_id, some(seed, rows=seed + 1))
    catalogue.mark_missing([TrackId(4)])
    population = vectors.population()
    assert population.track_ids == (1, 2, 3)
    assert vectors.count() == 3
    assert population.content_ids == (Y, X, Y)
    assert [len(slices) for slices in vectors.slices_of(population)] == [2, 1, 2]


def test_a_population_without_one_of_it(store: Store, vectors: VectorStore) -> None:
    for content_id in (X, Y, Z):
        enter(Catalogue(store), f"{content_id}.mp3", content_id)
        vectors.save_slices(content_id, some(0))
    population = vectors.population()
    fewer = population.without(TrackId(2))
    assert (fewer.track_ids, fewer.content_ids) == ((1, 3), (X, Z))
    assert len(fewer.slice_ids) == 2
    assert fewer.digest != population.digest
    assert population.without(TrackId(9)) == population.without(None) == population


def test_many_slices_are_read_in_order(
    store: Store, vectors: VectorStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deej_desktop.library.vectors._CHUNK", 3)
    catalogue = Catalogue(store)
    for number in range(10):
        enter(catalogue, f"{number}.mp3", str(9 - number))
        vectors.save_slices(ContentId(str(number)), np.full((2, 4), number, np.float32))
    firsts = [float(slices[0, 0]) for slices in vectors.slices_of(vectors.population())]
    assert firsts == list(range(9, -1, -1))


def test_slices_of_some_recordings_are_read_and_told_from_what_replaces_them(
    vectors: VectorStore,
) -> None:
    for content_id in (X, Y):
        vectors.save_slices(content_id, some(0))
    assert vectors.slices_among([X, Z]).keys() == {X}
    before = vectors.slices_ids([X, Y, Z])
    assert before.keys() == {X, Y}
    vectors.save_slices(X, some(1, rows=2))
    after = vectors.slices_ids([X, Y])
    assert after[X] != before[X]
    assert after[Y] == before[Y]
    found = vectors.slices_among([Y, X])
    assert {key: len(slices) for key, slices in found.items()} == {X: 2, Y: 4}


def test_pooled_sums_are_loaded_in_the_order_of_tracks(store: Store, vectors: VectorStore) -> None:
    catalogue = Catalogue(store)
    for name, content in (("y", "y"), ("x", "x"), ("copy of y", "y")):
        enter(catalogue, f"{name}.mp3", content)
    for seed, content_id in enumerate((X, Y)):
        vectors.save_slices(content_id, some(seed))
    keep_pooled(vectors)
    loaded = vectors.pooled.load()
    assert loaded.track_ids == (1, 2, 3)
    x, y = (np.asarray(vectors.slices(content_id))[0] for content_id in (X, Y))
    parts = (loaded.plain, loaded.common, loaded.heads, loaded.tails)
    for more, stored in enumerate(parts):
        assert stored.dtype == np.float32
        np.testing.assert_array_equal(stored, np.array([y, x, y]) + np.float32(more))
    catalogue.mark_missing([TrackId(1)])
    loaded = vectors.pooled.load()
    assert loaded.track_ids == (2, 3)
    np.testing.assert_array_equal(loaded.tails, np.array([x, y]) + np.float32(3))


def test_nothing_pooled_loads_as_nothing(vectors: VectorStore) -> None:
    loaded = vectors.pooled.load()
    assert loaded.track_ids == ()
    assert len(loaded.plain) == len(loaded.heads) == len(loaded.tails) == 0
    assert vectors.pooled.pooling() is None
    assert vectors.pooled.cells() is None


def test_a_pooling_of_nobody_can_be_kept(vectors: VectorStore) -> None:
    keep_pooled(vectors)
    assert vectors.is_pooled(0.001)
    assert vectors.pooled.load().track_ids == ()


def test_what_has_changed_is_loaded_by_itself(store: Store, vectors: VectorStore) -> None:
    catalogue = Catalogue(store)
    for seed, content_id in enumerate((X, Y, Z)):
        enter(catalogue, f"{content_id}.mp3", content_id)
        vectors.save_slices(content_id, some(seed))
    keep_pooled(vectors)
    pooled = vectors.pooled
    before = pooled.pooling()
    assert before is not None
    nothing_new = pooled.changed_since(before.revision, 10)
    assert nothing_new is not None
    assert nothing_new.track_ids == ()
    row = row_of(2, np.full((1, 6), 9, np.float32), 5)
    after = pooled.change(before, [row], [1], [(8, b"more")])
    assert after == pooled.pooling()
    assert after.revision > before.revision
    changed = pooled.changed_since(before.revision, 10)
    assert changed is not None
    assert changed.track_ids == (2,)
    assert changed.plain.tolist() == [[9] * 6]
    assert pooled.changed_since(before.revision - 1, 1) is None
    assert pooled.changes() == {1: 1, 2: 1}
    assert pooled.copies() == {1: 1, 2: 1, 3: 1}
    assert pooled.counts([1, 2])[2].df.tolist() == [1] * 4
    assert pooled.members([7, 8, 9]) == b"membersmore"


def test_replaced_slices_stay_until_they_are_pooled_out(store: Store, vectors: VectorStore) -> None:
    enter(Catalogue(store), "x.mp3", "x")
    vectors.save_slices(X, some(0))
    keep_pooled(vectors)
    pooled = vectors.pooled
    vectors.save_slices(X, some(1))
    assert set(pooled.slices([1, 2])) == {1, 2}
    made = pooled.pooling()
    assert made is not None
    pooled.change(made, (), [1], ())
    with pytest.raises(OvertakenError):
        pooled.slices([1, 2])


def test_a_forgotten_encoder_leaves_nothing(store: Store, vectors: VectorStore) -> None:
    enter(Catalogue(store), "x.mp3", "x")
    vectors.save_slices(X, some(0))
    keep_pooled(vectors)
    vectors.save_slices(X, some(1))
    with store.writing() as connection:
        for table in ("slices", "pooling"):
            connection.execute(f"DELETE FROM {table} WHERE encoder_id = 'one'")
        for table in ("gone_slices", "track_vector", "word_count", "cell"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_pooling_is_out_of_date_after_any_change(store: Store, vectors: VectorStore) -> None:
    catalogue = Catalogue(store)
    assert not vectors.is_pooled(0.001)
    enter(catalogue, "x.mp3", "x")
    vectors.save_slices(X, some(0))
    keep_pooled(vectors)
    assert vectors.is_pooled(0.001)
    assert not vectors.is_pooled(0.002)

    vectors.save_slices(X, some(0))  # listened to anew
    assert not vectors.is_pooled(0.001)
    keep_pooled(vectors)
    enter(catalogue, "copy.mp3", "x")  # one track more
    assert not vectors.is_pooled(0.001)
    keep_pooled(vectors)
    catalogue.mark_missing([TrackId(2)])  # one track fewer
    assert not vectors.is_pooled(0.001)
    keep_pooled(vectors)
    enter(catalogue, "x.mp3", "x", version=1)  # only retagged
    assert vectors.is_pooled(0.001)


def test_a_pooling_that_fails_leaves_the_one_before(store: Store, vectors: VectorStore) -> None:
    enter(Catalogue(store), "x.mp3", "x")
    vectors.save_slices(X, some(0))
    keep_pooled(vectors)
    before = vectors.pooled.pooling()
    with vectors.pooled.staging() as staging:
        staging.add([row_of(1, np.zeros(6, np.float32))])
    assert vectors.pooled.pooling() == before
    assert vectors.is_pooled(0.001)
    assert len(vectors.pooled.load().plain) == 1
