from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deej_desktop.desktop.lock_file import LockFile

HOLDER = """
import sys, time
from pathlib import Path

from deej_desktop.desktop.lock_file import LockFile

lock = LockFile(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
time.sleep(600)
"""


def test_one_at_a_time(tmp_path: Path) -> None:
    one, other = LockFile(tmp_path / "data" / "lock"), LockFile(tmp_path / "data" / "lock")
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    assert not one.acquire()
    other.release()
    other.release()


def test_a_killed_process_leaves_nothing_to_mend(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "lock")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "lock")],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "True\n"
            assert not lock.acquire()
        finally:
            holder.kill()
    assert lock.acquire()
    lock.release()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        LockFile(tmp_path / "file" / "lock").acquire()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes on Windows")
@pytest.mark.skipif(getattr(os, "getuid", lambda: 0)() == 0, reason="root may write anywhere")
def test_a_folder_without_leave_to_write_is_told_rather_than_taken_for_a_lock(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        LockFile(tmp_path / "lock").acquire()
