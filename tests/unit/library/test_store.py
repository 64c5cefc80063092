"""Opening, sharing, filling up and breaking the database."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deej_desktop.domain.errors import StoreUnusable
from deej_desktop.library import schema
from deej_desktop.library.catalogue import Arrival, Catalogue
from deej_desktop.library.changes import compare
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import FILE_NAME, Store
from tests.unit.library.entries import MUSIC, enter

PUT = "INSERT OR REPLACE INTO setting VALUES (?, ?)"


def settings(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return dict(connection.execute("SELECT key, value FROM setting").fetchall())


def test_a_new_store_is_ours_and_at_the_latest_version(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "deep" / "data")
    with store.reading() as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    store.close()
    assert store.path == tmp_path / "deep" / "data" / FILE_NAME
    assert (version, application, mode) == (schema.SCHEMA_VERSION, schema.APPLICATION_ID, "wal")


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.writing() as connection:
        connection.execute(PUT, ("a", "1"))
    store.close()
    again = Store.open(tmp_path)
    assert settings(again) == {"a": "1"}
    again.close()


def test_an_older_schema_is_brought_up_to_date_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path)
    with store.writing() as connection:
        connection.execute(PUT, ("a", "1"))
    store.close()
    step = schema.Migration(
        schema.SCHEMA_VERSION + 1, ("ALTER TABLE setting ADD COLUMN note TEXT DEFAULT 'new'",)
    )
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", step.version)
    store = Store.open(tmp_path)
    with store.reading() as connection:
        rows = connection.execute("SELECT key, value, note FROM setting").fetchall()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    store.close()
    assert rows == [("a", "1", "new")]
    assert version == step.version


def test_a_migration_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(tmp_path).close()
    step = schema.Migration(
        schema.SCHEMA_VERSION + 1, ("CREATE TABLE half (a)", "INSERT INTO nowhere VALUES (1)")
    )
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        patch.setattr(schema, "SCHEMA_VERSION", step.version)
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            Store.open(tmp_path)
    store = Store.open(tmp_path)
    with store.reading() as connection:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchall()
    store.close()
    assert found == []


def test_files_that_were_read_by_an_older_deej_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        patch.setattr(schema, "SCHEMA_VERSION", 3)
        store = Store.open(tmp_path)
        track = enter(Catalogue(store), "a.mp3", "a").track
        store.close()
    store = Store.open(tmp_path)
    catalogue = Catalogue(store)
    file = FoundFile(str(track.path), 1000, 0)
    assert compare([file], catalogue.known_beneath([MUSIC])).to_read == [file]
    again, arrival = enter(catalogue, "a.mp3", "a")
    assert (again.id, arrival) == (track.id, Arrival.RETAGGED)
    assert compare([file], catalogue.known_beneath([MUSIC])).unchanged == [track.id]
    store.close()


def test_migrations_are_numbered_in_order() -> None:
    versions = [migration.version for migration in schema.MIGRATIONS]
    assert versions == list(range(1, len(versions) + 1))


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreUnusable, match="newer Deej"):
        Store.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("CREATE TABLE precious (a)")
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreUnusable, match="another program"):
        Store.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("Not a database at all. " * 100)
    with pytest.raises(StoreUnusable, match=r"damaged or no database; move it away"):
        Store.open(tmp_path)


def test_damage_is_told_in_one_sentence(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.writing() as connection:
        connection.executemany(PUT, ((str(number), "x" * 500) for number in range(1000)))
    store.close()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[schema.PAGE_SIZE :] = b"\x55" * (len(content) - schema.PAGE_SIZE)
    file.write_bytes(content)
    with pytest.raises(StoreUnusable, match="damaged"):  # noqa: PT012
        store = Store.open(tmp_path)
        try:
            settings(store)
        finally:
            store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match=r"data folder .* cannot be made"):
        Store.open(tmp_path / "file" / "data")


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        Store.open(tmp_path)


def test_a_full_disk_is_one_sentence_and_the_store_stays_intact(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(PUT, ("kept", "1"))
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    with store.reading() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(StoreUnusable, match="disk is full"), store.writing() as connection:
        connection.executemany(PUT, [("lost", "x"), ("too much", "x" * 1_000_000)])
    assert settings(store) == {"kept": "1"}
    with store.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("PRAGMA max_page_count = 100000")
    with store.writing() as connection:
        connection.execute(PUT, ("later", "1"))
    assert set(settings(store)) == {"kept", "later"}


def test_a_store_that_cannot_be_written_is_one_sentence(store: Store) -> None:
    with store.reading() as connection:
        connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreUnusable, match="cannot be written"), store.writing() as connection:
        connection.execute(PUT, ("a", "1"))


def test_nothing_of_a_block_that_fails_is_kept(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing() as connection:  # noqa: PT012
        connection.execute(PUT, ("a", "1"))
        raise RuntimeError
    assert settings(store) == {}


def test_blocks_within_a_block_join_it(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing():  # noqa: PT012
        with store.writing() as connection:
            connection.execute(PUT, ("a", "1"))
        with store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM setting").fetchone() == (1,)
        raise RuntimeError
    assert settings(store) == {}


def test_writing_within_reading_is_refused(store: Store) -> None:
    with store.reading(), pytest.raises(RuntimeError, match="inside reading"), store.writing():
        pass


def test_our_own_faults_are_not_dressed_up(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"), store.reading() as connection:
        connection.execute("SELEKT")


def test_a_reader_sees_one_state_while_another_thread_writes(store: Store) -> None:
    with store.reading() as connection, ThreadPoolExecutor(1) as pool:
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == (0,)

        def write() -> None:
            with store.writing() as own:
                own.execute(PUT, ("a", "1"))

        pool.submit(write).result()
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == (0,)
    assert settings(store) == {"a": "1"}


def test_many_threads_write_at_once(store: Store) -> None:
    def add(worker: int) -> None:
        for number in range(20):
            with store.writing() as connection:
                connection.execute(PUT, (f"{worker}/{number}", ""))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    assert len(settings(store)) == 160


def test_two_processes_worth_of_stores_share_the_file(tmp_path: Path) -> None:
    first, second = Store.open(tmp_path), Store.open(tmp_path)
    with first.writing() as connection:
        connection.execute(PUT, ("a", "1"))
    with second.writing() as connection:
        connection.execute(PUT, ("b", "2"))
    assert settings(first) == settings(second) == {"a": "1", "b": "2"}
    first.close()
    second.close()


def test_a_thread_that_ends_leaves_no_connection(store: Store) -> None:
    for _ in range(3):
        thread = threading.Thread(target=settings, args=(store,))
        thread.start()
        thread.join()
    assert len(store._handles) == 1  # this thread's own


def test_memory_is_given_back_by_connections_that_wait_and_not_by_others(store: Store) -> None:
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(settings, store)
        waiting.result()
        begun, done = threading.Event(), threading.Event()

        def read_on() -> int:
            with store.reading() as connection:
                begun.set()
                done.wait(20)
                return int(connection.execute("SELECT count(*) FROM track").fetchone()[0])

        busy = threads.submit(read_on)
        assert begun.wait(20)
        store.give_memory_back()  # and waits for nobody
        done.set()
        assert busy.result() == 0
        assert threads.submit(settings, store).result() == waiting.result()
    store.close()
    store.give_memory_back()


def test_a_closed_store_says_so_in_every_thread(store: Store) -> None:
    begun, closed = threading.Event(), threading.Event()

    def use_before_and_after() -> str:
        settings(store)
        begun.set()
        closed.wait()
        with pytest.raises(StoreUnusable) as caught:
            settings(store)
        return str(caught.value)

    with ThreadPoolExecutor(1) as pool:
        sentence = pool.submit(use_before_and_after)
        begun.wait()
        store.close()
        closed.set()
        assert "has been closed" in sentence.result()
    store.close()
    with pytest.raises(StoreUnusable, match="has been closed"):
        settings(store)


WRITER = """
import itertools, sys
from pathlib import Path
from deej_desktop.library.store import Store

store = Store.open(Path(sys.argv[1]))
with store.reading() as connection:
    (start,) = connection.execute("SELECT count(*) FROM setting").fetchone()
for number in itertools.count(start // 2):
    with store.writing() as connection:
        connection.execute("INSERT INTO setting VALUES (?, ?)", (f"{number} a", "x" * 3000))
        connection.execute("INSERT INTO setting VALUES (?, ?)", (f"{number} b", "x" * 3000))
    print(number, flush=True)
"""


def test_killed_while_writing_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    finished = -1
    for kill in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        finished = int(writer.stdout.readline())
        time.sleep(0.01 + 0.03 * kill)
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read().split()
        finished = int(said[-1]) if said else finished
        writer.stdout.close()
        writer.wait()
        store = Store.open(tmp_path)
        with store.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            keys = {key for (key,) in connection.execute("SELECT key FROM setting")}
        store.close()
        whole = {f"{number} {half}" for number in range(finished + 1) for half in "ab"}
        # The one after may have been finished without having been reported.
        after = {f"{finished + 1} {half}" for half in "ab"}
        assert keys in (whole, whole | after)
