"""The colours of the map: told apart from each other, and from the amber and violet of the path."""

from __future__ import annotations

from PySide6.QtGui import QColor

from deej_desktop.ui.colors import mixed
from deej_desktop.ui.theme import Theme

_DARK = (
    "#5bb8c4", "#e2788f", "#7fb069", "#6f8fe0", "#d9c56c", "#58c9a0", "#c77f5f", "#9fb4c9",
    "#b5d16a", "#d58fc0",
)  # fmt: skip
_LIGHT = (
    "#1b7f8c", "#b83a57", "#4b7f36", "#3257b5", "#8f7a12", "#12805a", "#96502f", "#4d6478",
    "#6b8a17", "#9b4a86",
)  # fmt: skip

MOST = len(_DARK)
"""So many colours can be told apart; what is left shares a grey."""


def colors_of(theme: Theme) -> list[QColor]:
    """Return the colours, and at the end the grey of the rest."""
    names = _DARK if theme.is_dark else _LIGHT
    rest = mixed(theme.color("muted"), theme.color("surface"), 0.35)
    return [*(QColor(name) for name in names), rest]
