from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from deej_desktop.app.ending import end_in_time

def wait_for_a_drive():
    threading.Event().wait()

ThreadPoolExecutor(1).submit(wait_for_a_drive)  # which Python would wait for at its end
end_in_time(Path(sys.argv[1]), 0.5)
"""


@pytest.mark.parametrize("folder", ["here", "gone"])
def test_a_thread_that_waits_for_ever_does_not_keep_the_process(
    tmp_path: Path, folder: str
) -> None:
    (tmp_path / "here").mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / folder)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    log = tmp_path / "here" / "deej.log"
    told = log.read_text(encoding="utf-8") if folder == "here" else ended.stderr
    assert "wait_for_a_drive" in told
