from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from deej_desktop.ui.colors import DARK, LIGHT, Colors, contrast, faded, mixed

THEMES = [pytest.param(DARK, id="dark"), pytest.param(LIGHT, id="light")]


@pytest.mark.parametrize("colors", THEMES)
@pytest.mark.parametrize("ink", ["text", "muted", "keep_on", "drunk", "danger", "focus"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_whatever_is_written_can_be_read(colors: Colors, ink: str, ground: str) -> None:
    assert contrast(QColor(getattr(colors, ink)), QColor(getattr(colors, ground))) >= 4.5


@pytest.mark.parametrize("colors", THEMES)
def test_the_text_of_primary_buttons_can_be_read(colors: Colors) -> None:
    for ground in (colors.text, colors.keep_on):
        assert contrast(QColor(colors.window), QColor(ground)) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    black, white = QColor("black"), QColor("white")
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(white, black) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), white) == pytest.approx(4.48, abs=0.01)


def test_mixing_and_fading() -> None:
    assert mixed(QColor("black"), QColor("white"), 1.0).name() == "#ffffff"
    assert mixed(QColor("black"), QColor("white"), 0.0).name() == "#000000"
    assert faded(QColor("red"), 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
