from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deej_desktop.app.command_line import run
from deej_desktop.settings.settings_file import SettingsFile


def break_store(data_dir: Path) -> None:
    (data_dir / "deej.db").write_text("no database at all" * 1000)


def break_encoder(data_dir: Path) -> None:
    SettingsFile(data_dir).change(encoder="gone")


@pytest.mark.parametrize("spoil", [break_store, break_encoder])
def test_why_no_window_opens_is_said_on_the_screen_and_on_standard_error(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
) -> None:
    spoil(tmp_path)
    told: list[str] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("deej_desktop.ui.application.show_failure", told.append)
    assert run(["--data-dir", str(tmp_path)]) == 1
    (sentence,) = told
    assert capsys.readouterr().err == f"deej: {sentence}\n"
