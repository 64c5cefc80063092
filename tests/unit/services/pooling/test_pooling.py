"""Pooling goes on from where it was, and comes out as if the library had been pooled at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deej_desktop.analysis.mp3tovec import mp3tovec
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, EncoderId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling import joining
from deej_desktop.services.pooling import library as pooling
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.track_vectors import load_track_vectors, vector_in_library
from tests.unit.analysis.test_mp3tovec import by_the_book
from tests.unit.library.entries import enter

DIMENSIONS = 8
NAMES = [f"{number}" for number in range(9)]
EPSILONS = [1e-6, 1e-3, 0.02, 0.3]

words = np.random.default_rng(0).standard_normal((6, DIMENSIONS))


@st.composite
def slices(draw: st.DrawFn) -> FloatArray:
    """A track: words again exactly, nearly, at another length, turned round; and silence."""
    said = draw(
        st.lists(
            st.tuples(
                st.integers(-1, len(words) - 1),
                st.sampled_from([0.0, 1e-3, 0.05, 0.5]),
                st.integers(0, 3),
                st.sampled_from([1.0, 0.25, -1.0]),
            ),
            min_size=1,
            max_size=6,
        )
    )
    rows = [
        np.zeros(DIMENSIONS)
        if word < 0
        else length
        * (words[word] + spread * np.random.default_rng(seed).standard_normal(DIMENSIONS))
        for word, spread, seed, length in said
    ]
    return np.array(rows, np.float32)


listened = st.tuples(st.just("listen"), st.sampled_from(NAMES), slices())
copied = st.tuples(st.just("copy"), st.sampled_from(NAMES), st.none())
hidden = st.tuples(st.just("hide"), st.sampled_from(NAMES), st.none())
shown = st.tuples(st.just("show"), st.sampled_from(NAMES), st.none())
moved = st.tuples(st.just("epsilon"), st.sampled_from(EPSILONS), st.none())
steps = st.lists(st.one_of(listened, listened, listened, copied, hidden, shown, moved), max_size=12)


class Library:
    """A store that is pooled after every step."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder)
        self.catalogue = Catalogue(self.store)
        self.vectors = VectorStore(self.store, EncoderId("one"))
        self.epsilon = 1e-3

    def take(self, kind: str, name: str | float, heard: FloatArray | None) -> None:
        if isinstance(name, float):
            self.epsilon = name
        elif heard is not None:
            enter(self.catalogue, f"{name}.mp3", name)
            self.vectors.save_slices(ContentId(name), heard)
        elif kind == "copy":
            enter(self.catalogue, f"copy of {name}.mp3", name)
        else:
            ids = [
                file.id
                for file in self.catalogue.known_beneath([Path("/music")])
                if Path(file.location).name == f"{name}.mp3"
            ]
            mark = self.catalogue.mark_missing if kind == "hide" else self.catalogue.mark_present
            mark(ids)

    def pool(self) -> None:
        pool_library(self.vectors, self.epsilon)

    def pooled(self) -> FloatArray:
        return load_track_vectors(self.vectors.pooled).vectors

    def expected(self) -> FloatArray:
        """By the definition, from the slices as the store has them."""
        tracks = list(self.vectors.slices_of(self.vectors.population()))
        return by_the_book(tracks, self.epsilon) if tracks else np.zeros((0, 0), np.float32)


@contextmanager
def library(folder: Path) -> Iterator[Library]:
    made = Library(folder)
    try:
        yield made
    finally:
        made.store.close()


@pytest.fixture
def never_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many tracks come, the library is pooled at once only if it has to be."""
    monkeypatch.setattr(pooling, "_is_quicker_anew", lambda made, _: not made.made_for)


@pytest.mark.usefixtures("never_anew")
@settings(deadline=None, max_examples=30)
@given(sequence=steps)
@example(sequence=[("listen", "0", np.array([-words[0], words[0]], np.float32))])
def test_any_sequence_comes_out_as_if_pooled_at_once(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[tuple[str, str, FloatArray | None]]
) -> None:
    with library(tmp_path_factory.mktemp("store")) as lib:
        for step in sequence:
            lib.take(*step)
            lib.pool()
        lib.pool()
        assert lib.vectors.is_pooled(lib.epsilon)
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)


def many(lib: Library, count: int, seed: int = 0) -> None:
    """So many tracks that share words, enough for several cells."""
    chance = np.random.default_rng(seed)
    vocabulary = chance.standard_normal((40, DIMENSIONS))
    for number in range(count):
        own = vocabulary[chance.integers(40, size=30)] + 0.01 * chance.standard_normal(
            (30, DIMENSIONS)
        )
        enter(lib.catalogue, f"{seed} {number}.mp3", f"{seed} {number}")
        lib.vectors.save_slices(ContentId(f"{seed} {number}"), own.astype(np.float32))


def test_a_track_more_looks_only_at_what_is_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library(tmp_path) as lib:
        many(lib, 60)
        lib.pool()
        before = lib.vectors.pooled.pooling()
        assert before is not None
        many(lib, 1, seed=1)
        monkeypatch.setattr(pooling, "pool_whole", None)
        lib.pool()
        changed = lib.vectors.pooled.changed_since(before.revision, 100)
        assert changed is not None
        assert 0 < len(changed.track_ids) < 60
        at_once = mp3tovec(list(lib.vectors.slices_of(lib.vectors.population())), lib.epsilon)
        np.testing.assert_allclose(lib.pooled(), at_once, atol=1e-5)


def test_many_tracks_more_are_pooled_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library(tmp_path) as lib:
        many(lib, 5)
        lib.pool()
        many(lib, 3, seed=1)
        monkeypatch.setattr(pooling, "join_and_leave", None)
        lib.pool()
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)


@pytest.mark.usefixtures("never_anew")
def test_what_is_stopped_in_between_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library(tmp_path) as lib:
        many(lib, 10)
        lib.pool()
        many(lib, 4, seed=1)
        cancel = CancelToken()
        told: list[Progress] = []

        def after_two(progress: Progress) -> None:
            told.append(progress)
            if progress.done == 2:
                cancel.cancel()

        with pytest.raises(Cancelled):
            pool_library(lib.vectors, lib.epsilon, after_two, cancel)
        assert not lib.vectors.is_pooled(lib.epsilon)
        assert len(lib.pooled()) == 12
        assert told[-1].total == 4
        lib.pool()
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)
        assert not pool_library(lib.vectors, lib.epsilon)


@pytest.mark.usefixtures("never_anew")
def test_somebody_else_may_pool_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with library(tmp_path) as lib:
        many(lib, 6)
        lib.pool()
        many(lib, 3, seed=1)
        meet = joining.Neighbourhood.meet
        others = iter([True])

        def interrupted(
            self: joining.Neighbourhood, units: FloatArray, besides: int | None = None
        ) -> joining.Met:
            if next(others, False):
                made = lib.vectors.pooled.pooling()
                assert made is not None
                lib.vectors.pooled.change(made, (), (), ())
            return meet(self, units, besides)

        monkeypatch.setattr(joining.Neighbourhood, "meet", interrupted)
        lib.pool()
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)


def test_a_track_from_outside_sounds_as_if_it_had_joined(tmp_path: Path) -> None:
    with library(tmp_path) as lib:
        outsider = Track(None, Path("/x.mp3"), ContentId("x"), Seconds(60.0), Tags())
        heard = np.concatenate([words[:3], np.zeros((1, DIMENSIONS))]).astype(np.float32)
        lib.vectors.save_slices(outsider.content_id, heard)
        alone = vector_in_library(lib.vectors, outsider, 1e-3)
        for name in NAMES:
            lib.take("listen", name, words[int(name) % 6 :].astype(np.float32))
        lib.take("copy", "3", None)
        lib.pool()
        among = vector_in_library(lib.vectors, outsider, 1e-3)
        enter(lib.catalogue, "x.mp3", "x")
        np.testing.assert_allclose(among, lib.expected()[-1], atol=1e-5)
        assert np.linalg.norm(among - alone) > 1e-3
        lib.pool()
        joined = vector_in_library(lib.vectors, outsider, 1e-3)
        np.testing.assert_allclose(joined, among, atol=1e-6)
        np.testing.assert_allclose(joined, lib.pooled()[-1], atol=1e-5)


def test_a_track_may_be_heard_anew_while_its_vector_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = Track(None, Path("/music/0.mp3"), ContentId("0"), Seconds(60.0), Tags())
    with library(tmp_path) as lib, library(tmp_path) as other:
        lib.take("listen", "0", words[:3].astype(np.float32))
        lib.pool()
        before = vector_in_library(lib.vectors, track, 1e-3)
        find = VectorStore.slices_id

        def disturbed(vectors: VectorStore, content_id: ContentId) -> int | None:
            found = find(vectors, content_id)
            other.take("listen", "0", words[3:].astype(np.float32))
            other.pool()
            return found

        with monkeypatch.context() as patched:
            patched.setattr(VectorStore, "slices_id", disturbed)
            np.testing.assert_array_equal(vector_in_library(lib.vectors, track, 1e-3), before)
        assert np.linalg.norm(vector_in_library(lib.vectors, track, 1e-3) - before) > 1e-3


def test_silent_tracks_have_no_direction(tmp_path: Path) -> None:
    with library(tmp_path) as lib:
        silent = np.zeros((3, DIMENSIONS), np.float32)
        lib.take("listen", "1", silent)
        lib.pool()
        assert not lib.pooled().any()
        lib.take("listen", "2", words.astype(np.float32))
        lib.pool()
        np.testing.assert_allclose(np.linalg.norm(lib.pooled(), axis=1), [0, 1], atol=1e-6)
        outsider = Track(None, Path("/x.mp3"), ContentId("x"), Seconds(60.0), Tags())
        lib.vectors.save_slices(outsider.content_id, silent)
        assert not vector_in_library(lib.vectors, outsider, 1e-3).any()
