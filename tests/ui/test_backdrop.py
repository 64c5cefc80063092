from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from deej_desktop.ui.colors import contrast
from deej_desktop.ui.theme import Theme, ThemeChoice
from deej_desktop.ui.widgets.backdrop import Backdrop


@pytest.fixture(params=["dark", "light"])
def chosen(theme: Theme, request: pytest.FixtureRequest) -> Iterator[Theme]:
    before: ThemeChoice = theme.choice
    theme.choose(request.param)
    theme.set_still(is_still=True)
    yield theme
    theme.set_still(is_still=False)
    theme.choose(before)


@pytest.mark.parametrize("tint", ["#ffff3d", "#3dff7a", "#0000d6", "#d60000", "#6b6b6b"])
def test_quiet_words_can_be_read_on_the_colour_of_any_cover(
    qtbot: QtBot, chosen: Theme, tint: str
) -> None:
    backdrop = Backdrop(chosen)
    qtbot.addWidget(backdrop)
    backdrop.resize(200, 120)
    bare = backdrop.grab().toImage()
    backdrop.shine(QColor(tint))
    seen = backdrop.grab().toImage()
    assert seen != bare
    ground = [seen.pixelColor(x, y) for x in range(0, 200, 5) for y in range(0, 120, 5)]
    assert min(contrast(chosen.color("muted"), one) for one in ground) >= 4.5
