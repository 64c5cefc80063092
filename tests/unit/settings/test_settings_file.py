from __future__ import annotations

import json
import queue
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from deej_desktop.domain.errors import SettingsUnusable
from deej_desktop.settings.settings import VERSION, Settings
from deej_desktop.settings.settings_file import FILE_NAME, SettingsFile

PATIENCE_S = 60.0


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


def test_whoever_is_concerned_hears_of_a_change_and_of_nothing_else(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    heard: list[Settings] = []
    settings.changed.connect(heard.append)
    settings.change(drunk=0.5)
    settings.change(drunk=0.5)
    assert [one.drunk for one in heard] == [0.5]


def test_an_equaliser_has_all_bands_or_none(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    settings.change(equaliser_db=[1.0] * 10)
    with pytest.raises(ValidationError):
        settings.change(equaliser_db=[1.0] * 9)


def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = SettingsFile(blocked)
    with pytest.raises(SettingsUnusable, match="cannot be saved"):
        settings.change(keep_on=5)
    assert settings.current.keep_on == 5


def test_what_another_process_has_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    one, other = SettingsFile(tmp_path), SettingsFile(tmp_path)
    other.change(encoder="mine", drunk=0.7)
    one.change(drunk=0.3)
    assert one.current.encoder is None  # whoever is at work goes on as it began
    after = SettingsFile(tmp_path).current
    assert (after.encoder, after.drunk) == ("mine", 0.3)


def test_changes_in_the_background_are_saved_together_at_the_end(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path, save_after_s=1000.0)
    for step in range(50):
        settings.change(drunk=step / 100)
        settings.change(volume=step / 50)
    assert settings.current.drunk == 0.49
    assert list(tmp_path.iterdir()) == []
    settings.close()
    assert SettingsFile(tmp_path).current == settings.current
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_a_change_in_the_background_is_saved_after_a_while(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path, save_after_s=0.01)
    settings.change(keep_on=5)
    _wait_until(lambda: SettingsFile(tmp_path).current.keep_on == 5)
    settings.change(keep_on=6)
    _wait_until(lambda: SettingsFile(tmp_path).current.keep_on == 6)
    settings.close()


def test_a_change_after_the_end_is_saved_at_once(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path, save_after_s=1000.0)
    settings.close()
    settings.change(window_geometry="here")
    assert SettingsFile(tmp_path).current.window_geometry == "here"


def test_a_failure_in_the_background_is_told_once(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = SettingsFile(blocked, save_after_s=0.01)
    told: queue.Queue[str] = queue.Queue()
    settings.unsaved.connect(told.put)
    settings.change(keep_on=5)
    assert "cannot be saved" in told.get(timeout=PATIENCE_S)
    settings.change(keep_on=6)
    settings.close()
    assert told.empty()
    assert settings.current.keep_on == 6


def test_a_failure_that_came_too_late_to_be_told_is_raised(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = SettingsFile(blocked, save_after_s=1000.0)
    settings.change(keep_on=5)
    with pytest.raises(SettingsUnusable, match="cannot be saved"):
        settings.close()


def test_what_could_not_be_saved_is_saved_when_it_can_be(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = SettingsFile(blocked)
    with pytest.raises(SettingsUnusable):
        settings.change(keep_on=5)
    blocked.unlink()
    settings.change(drunk=0.4)
    after = SettingsFile(blocked).current
    assert (after.keep_on, after.drunk) == (5, 0.4)


def _wait_until(fulfilled: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not fulfilled():
        assert time.monotonic() < until
        time.sleep(0.01)
