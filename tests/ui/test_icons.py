from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from deej_desktop import ui
from deej_desktop.paths import resources_dir
from deej_desktop.ui.icons import icon, paint_icon

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


def _painted(name: str, direction: Qt.LayoutDirection) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    paint_icon(painter, name, QRectF(4, 0, 40, 48), QColor("#aa3311"))
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("name", "turns"), [("next", True), ("back", True), ("search", False)])
def test_what_points_along_the_line_points_the_other_way_from_right_to_left(
    name: str, turns: bool
) -> None:
    usual = _painted(name, Qt.LayoutDirection.LeftToRight)
    turned = _painted(name, Qt.LayoutDirection.RightToLeft)
    assert (turned != usual) is turns
    assert not turns or _filled(turned) == [47 - x for x in reversed(_filled(usual))]


def _filled(image: QImage) -> list[int]:
    """The columns in which most is drawn in full."""
    height, width = range(image.height()), range(image.width())
    return [x for x in width if any(image.pixelColor(x, y).alpha() > 200 for y in height)]


def test_every_icon_is_used() -> None:
    code = "".join(path.read_text() for path in Path(ui.__path__[0]).rglob("*.py"))
    used = set(re.findall(r'"([a-z-]+)"', code))
    assert set(NAMES) <= used
