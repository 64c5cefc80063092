from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from deej_desktop import ui
from deej_desktop.paths import resources_dir
from deej_desktop.ui.icons import icon

NAMES = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


def _colors_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something(name: str) -> None:
    assert _colors_of(icon(name, QColor("#aa3311")).pixmap(48, 48).toImage())


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", [name for name in NAMES if name != "deej"])
def test_every_icon_but_the_logo_takes_one_colour(name: str) -> None:
    assert _colors_of(icon(name, QColor("#aa3311")).pixmap(64, 64).toImage()) == {"#aa3311"}


def test_every_icon_is_used() -> None:
    code = "".join(path.read_text() for path in Path(ui.__path__[0]).rglob("*.py"))
    used = set(re.findall(r'"([a-z-]+)"', code))
    assert set(NAMES) <= used
