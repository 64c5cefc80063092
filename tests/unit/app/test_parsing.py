from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.app.command_line import COMMANDS, run


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run([command, "--help"])
    assert left.value.code == 0
    printed = capsys.readouterr().out
    assert f"deej {command}" in printed
    assert "--data-dir" in printed


@pytest.mark.parametrize("place", [0, 1, 2])
def test_common_options_may_stand_anywhere(
    tmp_path: Path, place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["encoders", "list"]
    words[place:place] = ["--json", "--data-dir", str(tmp_path)]
    run(words)
    assert "Traceback" not in capsys.readouterr().err


def test_a_wrong_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["status", "--nonsense"])
    assert left.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["vectors", "--export"], ["playlist", "x", "--output"]])
def test_nothing_is_written_over_the_library(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, str(tmp_path / "deej.db"), "--data-dir", str(tmp_path)]) == 1
    assert "is Deej's own database; choose another name." in capsys.readouterr().err
    assert not (tmp_path / "deej.db").exists()


@pytest.mark.parametrize(
    ("option", "given", "rule"),
    [
        ("--count", "many", "must be a whole number of at least 0"),
        ("--count", "1.5", "must be a whole number of at least 0"),
        ("--count", "-1", "must be a whole number of at least 0"),
        ("--drunk", "very", "must be a number from 0 to 1"),
        ("--drunk", "nan", "must be a number from 0 to 1"),
        ("--longest", "inf", "must be a number above 0"),
    ],
)
def test_a_number_that_will_not_do_is_told_with_what_will(
    option: str, given: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["playlist", "seed", f"{option}={given}"])
    assert left.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert option in told
    assert told.endswith(rule)
