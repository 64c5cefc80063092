"""The colours of both themes, by what they are for.

Amber stands for what was heard (Keep on), violet for what comes (Drunk), wherever they appear:
on the knobs, along the path, in the logo.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Colors:
    """One theme's colours, as `#rrggbb`.

    Attributes:
        window: Behind everything.
        surface: Panels that lie on the window.
        raised: What lies on a panel or is pointed at: menus, hovered rows, knob caps.
        line: Hairlines and the empty part of sliders.
        text: Titles and whatever must be read.
        muted: Second lines and captions; still 4.5:1 on window and surface.
        keep_on: The past, and the Keep on knob.
        drunk: What comes, and the Drunk knob.
        danger: What went wrong.
        focus: The ring around what has the keyboard.
        shade: Shadows under knobs and covers.
        shine: The light edge on top of knobs and covers.
    """

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    keep_on: str
    drunk: str
    danger: str
    focus: str
    shade: str
    shine: str

    def as_tokens(self) -> dict[str, str]:
        """Return the names and values to fill into the style sheet."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


DARK = Colors(
    window="#14151b",
    surface="#1b1d25",
    raised="#282b37",
    line="#363a48",
    text="#f3f0e9",
    muted="#a6a5b1",
    keep_on="#f2b05e",
    drunk="#c29bff",
    danger="#ff8f80",
    focus="#7cc4ff",
    shade="#07080b",
    shine="#4a4f61",
)

LIGHT = Colors(
    window="#f5f2eb",
    surface="#fffdf9",
    raised="#ece7dc",
    line="#d5cebf",
    text="#1e1c22",
    muted="#625e68",
    keep_on="#9c4f09",
    drunk="#7438b5",
    danger="#b3261e",
    focus="#0b5cad",
    shade="#8f8778",
    shine="#ffffff",
)


def luminance(color: QColor) -> float:
    """Return the relative luminance of `color`, 0 (black) to 1 (white), as WCAG 2 defines it."""
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return `one` with `share` (0..1) of `other` mixed in."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def faded(color: QColor, opacity: float) -> QColor:
    """Return `color` with the given opacity, 0..1."""
    result = QColor(color)
    result.setAlphaF(opacity)
    return result
