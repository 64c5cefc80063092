"""Analysis that travels from one computer to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import ContentId, EncoderId
from deej_desktop.library import exchange
from deej_desktop.library.exchange import Imported, export_analysis, import_analysis
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from tests.unit.library.test_sound import SOUND
from tests.unit.library.test_vectors import some

ONE = EncoderId("one")
NAMES = [ContentId(name) for name in ("x", "y", "z")]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "other")
    yield store
    store.close()


@pytest.fixture
def file(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three recordings, the last of which had a first listen only, in a file with an odd name."""
    monkeypatch.setattr(exchange, "_CHUNK", 2)
    vectors = VectorStore(store, ONE)
    for seed, name in enumerate(NAMES[:2]):
        vectors.save_slices(name, some(seed), SOUND)
    vectors.save_slices(NAMES[2], some(2))
    VectorStore(store, EncoderId("two")).save_slices(NAMES[0], some(3))
    path = tmp_path / "what I ?heard#1"
    assert export_analysis(store, ONE, path) == 3
    return path


def test_what_was_heard_arrives_as_it_was(file: Path, store: Store, other: Store) -> None:
    assert import_analysis(other, ONE, 6, file) == Imported(3, 3)
    for name in NAMES:
        here, there = (VectorStore(one, ONE) for one in (store, other))
        np.testing.assert_array_equal(here.slices(name), there.slices(name))
        assert here.heard(name) is there.heard(name)
        assert SoundStore(store).of(name) == SoundStore(other).of(name)
    assert import_analysis(other, ONE, 6, file) == Imported(3, 0)


def test_nothing_arrives_as_nothing(store: Store, other: Store, tmp_path: Path) -> None:
    assert export_analysis(store, ONE, tmp_path / "nothing") == 0
    assert import_analysis(other, ONE, 6, tmp_path / "nothing") == Imported(0, 0)


def test_only_what_is_better_than_what_is_known_is_taken(file: Path, other: Store) -> None:
    vectors = VectorStore(other, ONE)
    vectors.save_slices(NAMES[0], some(7))
    vectors.save_slices(NAMES[1], some(8), SOUND)
    assert import_analysis(other, ONE, 6, file) == Imported(3, 2)
    np.testing.assert_allclose(np.asarray(vectors.slices(NAMES[0])), some(0), rtol=1e-3, atol=1e-6)
    np.testing.assert_allclose(np.asarray(vectors.slices(NAMES[1])), some(8), rtol=1e-3, atol=1e-6)
    assert vectors.heard(NAMES[0]) is Listen.FULL


def refused(other: Store, path: Path, encoder: str = "one", dimensions: int = 6) -> str:
    with pytest.raises(DeejError) as refusal:
        import_analysis(other, EncoderId(encoder), dimensions, path)
    assert VectorStore(other, EncoderId(encoder)).population().track_ids == ()
    return str(refusal.value)


def test_what_is_no_analysis_is_refused(file: Path, store: Store, other: Store) -> None:
    foreign = file.with_name("foreign")
    assert "There is no file" in refused(other, foreign)
    foreign.write_bytes(b"something else" * 1000)
    assert "is no analysis" in refused(other, foreign)
    foreign.write_bytes(b"")
    assert "is no analysis" in refused(other, foreign)
    assert "is no analysis" in refused(other, store.path)


def test_another_encoder_a_newer_file_and_other_dimensions_are_refused(
    file: Path, other: Store
) -> None:
    assert "made by the encoder one" in refused(other, file, encoder="two")
    assert "damaged" in refused(other, file, dimensions=5)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    assert "newer Deej" in refused(other, file)


@pytest.mark.parametrize("size", [2000, 9000])
def test_a_file_that_was_cut_short_is_refused(file: Path, other: Store, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    assert "damaged" in refused(other, file)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("slices", "count", 0),
        ("slices", "count", "many"),
        ("slices", "vectors", b"\xff\xff" * 24),
        ("slices", "listen", "loud"),
        ("sound", "peak", -1.0),
        ("sound", "starts_s", -1.0),
        ("sound", "starts_s", 1e9),
        ("sound", "ends_s", float("inf")),
        ("sound", "waveform", "flat"),
    ],
)
def test_a_file_with_nonsense_in_it_is_refused(
    file: Path, other: Store, table: str, column: str, value: object
) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    connection.close()
    assert "damaged" in refused(other, file)


def test_a_file_that_cannot_be_written_or_was_stopped_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    for path in (tmp_path / "missing" / "file", tmp_path, Path("/")):
        with pytest.raises(DeejError, match=r"cannot be written \([A-Z][a-z ]+\); choose another"):
            export_analysis(store, ONE, path)
    VectorStore(store, ONE).save_slices(NAMES[0], some(0))
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        export_analysis(store, ONE, tmp_path / "file", cancel=cancel)
    assert {path.name for path in tmp_path.iterdir()} == {"data"}
