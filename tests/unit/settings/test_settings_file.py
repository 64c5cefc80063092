from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from deej_desktop.domain.errors import SettingsUnusable
from deej_desktop.settings.settings import VERSION, Settings
from deej_desktop.settings.settings_file import FILE_NAME, SettingsFile


def test_a_new_listener_gets_the_usual_settings(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    assert settings.current == Settings()
    assert settings.warning == ""


def test_a_change_is_there_the_next_time(tmp_path: Path) -> None:
    SettingsFile(tmp_path / "new").change(drunk=0.5, theme="dark")
    again = SettingsFile(tmp_path / "new").current
    assert (again.drunk, again.theme) == (0.5, "dark")


def test_a_value_outside_its_limits_changes_nothing(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    with pytest.raises(ValidationError):
        settings.change(drunk=1.5)
    assert settings.current.drunk == Settings().drunk


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[]", json.dumps({"version": VERSION + 1}).encode(), b'{"drunk": 7}'],
)
def test_settings_that_cannot_be_used_are_put_aside_not_lost(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    settings = SettingsFile(tmp_path)
    assert settings.current == Settings()
    assert "kept in settings.json.unused" in settings.warning
    assert (tmp_path / "settings.json.unused").read_bytes() == content


def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = SettingsFile(blocked)
    with pytest.raises(SettingsUnusable, match="cannot be saved"):
        settings.change(keep_on=5)
    assert settings.current.keep_on == 5
