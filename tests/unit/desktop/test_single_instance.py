from __future__ import annotations

import json
import os
import queue
import sys
import tempfile
import threading
from collections.abc import Iterator
from multiprocessing.connection import Client, Listener
from pathlib import Path

import pytest

from deej_desktop.desktop import single_instance
from deej_desktop.desktop.single_instance import Errand, SingleInstance

PATIENCE_S = 30.0
FILES = (Path("/music/a b.mp3"), Path("/music/caf\udce9 – 雨.ogg"))


@pytest.fixture(autouse=True)
def runtime_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets; pytest's own have too long names."""
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    with tempfile.TemporaryDirectory(prefix="deej-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[SingleInstance]:
    """The instance that has the window."""
    with SingleInstance(tmp_path) as instance:
        assert not instance.hand_over([])
        yield instance


@pytest.fixture
def errands(window: SingleInstance) -> Iterator[queue.Queue[Errand]]:
    """What the window is handed."""
    taken: queue.Queue[Errand] = queue.Queue()
    with window.listening(taken.put):
        yield taken


def second(data_dir: Path, patience_s: float = PATIENCE_S) -> SingleInstance:
    return SingleInstance(data_dir, patience_s)


def test_files_are_handed_to_the_window_that_is_open(
    errands: queue.Queue[Errand], tmp_path: Path
) -> None:
    assert second(tmp_path).hand_over(FILES)
    assert errands.get(timeout=PATIENCE_S) == Errand(FILES)
    assert second(tmp_path).hand_over([])
    assert errands.get(timeout=PATIENCE_S) == Errand(())
    assert errands.empty()


def test_the_leave_to_come_to_the_front_travels_along(
    errands: queue.Queue[Errand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "gnome-shell/7")
    assert second(tmp_path).hand_over([])
    assert errands.get(timeout=PATIENCE_S).token == "gnome-shell/7"
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "gnome-shell/7"


def test_another_data_folder_has_a_window_of_its_own(
    errands: queue.Queue[Errand], tmp_path: Path
) -> None:
    with second(tmp_path / "other") as other:
        assert not other.hand_over(FILES)
    assert errands.empty()


def test_the_same_folder_by_another_name_has_not(
    errands: queue.Queue[Errand], tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    assert second(tmp_path / "link").hand_over(FILES)
    assert errands.get(timeout=PATIENCE_S) == Errand(FILES)


def test_who_comes_while_the_window_is_being_made_waits_for_it(
    window: SingleInstance, tmp_path: Path
) -> None:
    handed: queue.Queue[bool] = queue.Queue()
    visitor = threading.Thread(target=lambda: handed.put(second(tmp_path).hand_over(FILES)))
    visitor.start()
    with pytest.raises(queue.Empty):
        handed.get(timeout=0.3)
    taken: queue.Queue[Errand] = queue.Queue()
    with window.listening(taken.put):
        assert handed.get(timeout=PATIENCE_S)
        assert taken.get(timeout=PATIENCE_S) == Errand(FILES)
    visitor.join()


def test_who_comes_while_the_window_is_closing_opens_the_next(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert not first.hand_over([])
    handed: queue.Queue[bool] = queue.Queue()
    later = second(tmp_path)
    visitor = threading.Thread(target=lambda: handed.put(later.hand_over(FILES)))
    visitor.start()
    with first, pytest.raises(queue.Empty):
        handed.get(timeout=0.3)
    assert not handed.get(timeout=PATIENCE_S)
    with later:
        assert not second(tmp_path, patience_s=0.0).hand_over(FILES)
    visitor.join()


def test_a_window_that_never_comes_does_not_keep_another_from_opening(
    window: SingleInstance, tmp_path: Path
) -> None:
    hurried = second(tmp_path, patience_s=0.2)
    assert not hurried.hand_over(FILES)
    # It has no right to listen, and says nothing of it.
    with hurried.listening(lambda _: pytest.fail("was handed something")):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="pipes leave nothing behind")
def test_a_socket_left_by_a_crash_is_replaced(
    window: SingleInstance, tmp_path: Path, runtime_folder: Path
) -> None:
    with window.listening(lambda _: None):
        (socket,) = runtime_folder.iterdir()
    socket.write_bytes(b"")
    taken: queue.Queue[Errand] = queue.Queue()
    with window.listening(taken.put):
        assert second(tmp_path).hand_over(FILES)
        assert taken.get(timeout=PATIENCE_S) == Errand(FILES)
    assert list(runtime_folder.iterdir()) == []


@pytest.mark.parametrize(
    "rubbish", [b"", b"hello", b"[]", b"\xff", json.dumps({"files": [1], "token": ""}).encode()]
)
def test_rubbish_is_ignored_and_the_next_is_heard(
    errands: queue.Queue[Errand], tmp_path: Path, runtime_folder: Path, rubbish: bytes
) -> None:
    (socket,) = runtime_folder.iterdir()
    with Client(str(socket)) as visitor:
        visitor.send_bytes(rubbish)
    with Client(str(socket)):
        pass
    assert second(tmp_path).hand_over(FILES)
    assert errands.get(timeout=PATIENCE_S) == Errand(FILES)


def test_without_a_place_for_sockets_there_are_two_windows_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/proc")
    with SingleInstance(tmp_path) as first:
        assert not first.hand_over([])
        with first.listening(lambda _: None):
            assert not second(tmp_path, patience_s=0.0).hand_over(FILES)


def test_a_data_folder_that_cannot_be_locked_opens_a_window(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with SingleInstance(tmp_path / "file") as instance:
        assert not instance.hand_over(FILES)
        with instance.listening(lambda _: None):
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are no files")
def test_without_a_runtime_folder_only_one_of_ours_alone_will_do(
    tmp_path: Path, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(runtime_folder))
    taken: queue.Queue[Errand] = queue.Queue()
    with SingleInstance(tmp_path / "data") as first:
        assert not first.hand_over([])
        with first.listening(taken.put):
            (folder,) = runtime_folder.iterdir()
            assert folder.stat().st_mode & 0o777 == 0o700
            assert second(tmp_path / "data").hand_over(FILES)
            # Somebody else might have made it beforehand, and listen there.
            folder.chmod(0o777)
            assert not second(tmp_path / "data", patience_s=0.0).hand_over(FILES)


def test_what_a_visitor_gave_up_is_not_done_later(
    window: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_ANSWER_S", 0.1)
    taken: queue.Queue[Errand] = queue.Queue()
    real_accept = Listener.accept
    resumed = threading.Event()

    def suspended(listener: Listener) -> object:
        resumed.wait(PATIENCE_S)
        return real_accept(listener)

    monkeypatch.setattr(Listener, "accept", suspended)
    with window.listening(taken.put):
        assert not second(tmp_path).hand_over(FILES)
        resumed.set()
        monkeypatch.setattr(single_instance, "_ANSWER_S", PATIENCE_S)
        assert second(tmp_path).hand_over([Path("/later.mp3")])
        assert taken.get(timeout=PATIENCE_S) == Errand((Path("/later.mp3"),))
        assert taken.empty()
