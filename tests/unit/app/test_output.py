from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deej_desktop.app.output import Output
from deej_desktop.domain.progress import Progress


def test_json_is_one_object_and_keeps_names_that_are_no_unicode(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = os.fsdecode(b"caf\xe9.ogg")
    Output(as_json=True, quiet=False).result({"path": name}, ["for a person"])
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"path": name}
    assert printed.err == ""


def test_a_person_gets_lines_even_for_odd_names(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=False, quiet=False).result({}, ["one", os.fsdecode(b"\xe9")])
    assert capsys.readouterr().out.splitlines() == ["one", "?"]


def test_progress_stays_off_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=True, quiet=False)
    with output.progress() as show:
        show(Progress("Listening", 1, 2, "a.ogg"))
        show(Progress("Comparing", 0, None))
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_no_room_for_the_result_is_told_in_a_sentence(tmp_path: Path, more: list[str]) -> None:
    command = [sys.executable, "-m", "deej_desktop", "status", "--data-dir", str(tmp_path), *more]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "deej: The result cannot be written (No space left on device).\n"
