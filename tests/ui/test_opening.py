from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from deej_desktop.ui.colors import DARK, LIGHT, Colors
from deej_desktop.ui.opening import Opening


@pytest.mark.parametrize(("choice", "colors"), [("dark", DARK), ("light", LIGHT)])
def test_it_has_the_colours_and_the_place_of_the_window(
    qtbot: QtBot, tmp_path: Path, choice: str, colors: Colors
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"theme": choice}))
    opening = Opening(tmp_path)
    qtbot.addWidget(opening)
    opening.resize(640, 480)
    place = bytes(opening.saveGeometry().toBase64().data()).decode()
    settings = {"theme": choice, "window_geometry": place}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    again = Opening(tmp_path)
    qtbot.addWidget(again)
    again.show_at_once()
    assert (again.width(), again.height()) == (640, 480)
    seen = again.grab().toImage().pixelColor(3, 3)
    assert seen == QColor(colors.window)


@pytest.mark.parametrize("written", ["", "no json", "[1, 2]", '{"window_geometry": 7}'])
def test_odd_settings_open_it_all_the_same(qtbot: QtBot, tmp_path: Path, written: str) -> None:
    (tmp_path / "settings.json").write_text(written)
    opening = Opening(tmp_path)
    qtbot.addWidget(opening)
    opening.show_at_once()
    assert opening.isVisible()


def test_it_loads_nothing_that_takes_long() -> None:
    heavy = ("numpy", "scipy", "pydantic", "sqlite3", "tensorflow", "deej_desktop.services")
    code = f"import sys, deej_desktop.ui.opening; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
