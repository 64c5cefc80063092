"""The look of the whole window: which theme, its palette, style sheet and type."""

from __future__ import annotations

import logging
from enum import Enum
from string import Template
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from deej_desktop.paths import resources_dir
from deej_desktop.ui.colors import DARK, LIGHT, Colors

_log = logging.getLogger(__name__)

ThemeChoice: TypeAlias = Literal["system", "light", "dark"]

TypeKind: TypeAlias = Literal["display", "title", "heading", "lead", "body", "caption"]
"""What a text is; the style sheet gives each a size and a weight."""

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 4, 8, 12, 16, 24
"""All distances in the window, in device-independent pixels."""

RADIUS_S, RADIUS_M, RADIUS_L = 6, 10, 16
"""Corner radii: of buttons and thumbnails, of cards, of the large cover."""

_SMALLEST_BASE_PT = 10.0
_BARE_FAMILIES = {"sans serif", "sans", "dejavu sans", "bitstream vera sans"}
_NICER_FAMILIES = ("Inter", "Cantarell", "Noto Sans")


class TypeSize(Enum):
    """The type scale, as multiples of the system's font size."""

    CAPTION = 0.88
    BODY = 1.0
    STRONG = 1.12
    TITLE = 1.5
    DISPLAY = 2.25


class Theme(QObject):
    """Colours and fonts; `changed` says that every widget should draw itself anew."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = "system",
        text_size: float = 1.0,
        *,
        is_still: bool = False,
    ) -> None:
        """Dress the application.

        Args:
            app: Gets palette, font and style sheet.
            choice: Which colours.
            text_size: Of all text, as a multiple of the system's.
            is_still: Whether nothing moves, whatever the system says.
        """
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = choice
        self._text_size = text_size
        self._is_still = is_still
        self._style = Template(
            (resources_dir() / "style" / "deej.qss").read_text(encoding="utf-8"),
        )
        self._app.setStyle("Fusion")
        self._base_font = _base_font(self._app.font())
        self._app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def colors(self) -> Colors:
        """The colours now in use."""
        return DARK if self.is_dark else LIGHT

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in use; also when the system does not say."""
        if self._choice == "system":
            return self._app.styleHints().colorScheme() != Qt.ColorScheme.Light
        return self._choice == "dark"

    @property
    def choice(self) -> ThemeChoice:
        """What the listener chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Use the light or the dark theme, or follow the system."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def set_text_size(self, text_size: float) -> None:
        """Write everything so many times as large as the system does."""
        if text_size != self._text_size:
            self._text_size = text_size
            self._apply()

    def set_still(self, *, is_still: bool) -> None:
        """Let nothing move, or only as the system does."""
        self._is_still = is_still

    def motion_ms(self, widget: QWidget) -> int:
        """Return how long a movement of `widget` may take, in milliseconds; 0: it jumps.

        Desktops that want no motion give a duration of 0.
        """
        if self._is_still:
            return 0
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return widget.style().styleHint(hint, None, widget)

    @property
    def scale(self) -> float:
        """How much larger the listener's font is than the usual one."""
        return self._app.font().pointSizeF() / _SMALLEST_BASE_PT

    @property
    def growth(self) -> float:
        """How much larger pictures are than usual, 1..1.5: less so than the words beside them."""
        return 1 + (min(max(self.scale, 1.0), 2.0) - 1) / 2

    def color(self, name: str) -> QColor:
        """Return the colour `name` of `Colors`."""
        return QColor(getattr(self.colors, name))

    def font(self, size: TypeSize, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the application's font in one of the sizes of the scale, for what is painted."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * size.value)
        font.setWeight(weight)
        return font

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        # From one sheet to another, Qt goes over every widget for each of its ancestors: taking the
        # old one off first costs a third, and nothing is painted in between.
        self._app.setStyleSheet("")
        font = QFont(self._base_font)
        font.setPointSizeF(font.pointSizeF() * self._text_size)
        self._app.setFont(font)
        self._app.setPalette(_palette(self.colors))
        tokens = self.colors.as_tokens()
        tokens |= {
            "radius_s": f"{RADIUS_S}px",
            "radius_m": f"{RADIUS_M}px",
        }
        tokens |= {size.name.lower(): f"{self.font(size).pointSizeF():.2f}pt" for size in TypeSize}
        self._app.setStyleSheet(self._style.substitute(tokens))
        self.changed.emit()


def set_type(widget: QWidget, kind: TypeKind) -> None:
    """Give `widget` one of the kinds of type in the style sheet, which keeps it so."""
    if widget.property("type") != kind:
        widget.setProperty("type", kind)
        # The style sheet looks at properties only when a widget is polished.
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _base_font(system: QFont) -> QFont:
    """Return the system's own font, or a better one where the system names none in particular."""
    font = QFont(system)
    if font.family().casefold() in _BARE_FAMILIES:
        installed = set(QFontDatabase.families())
        nicer = next((family for family in _NICER_FAMILIES if family in installed), None)
        if nicer is not None:
            font.setFamily(nicer)
    # A font given in pixels has no point size (-1).
    font.setPointSizeF(max(font.pointSizeF(), _SMALLEST_BASE_PT))
    return font


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(QColor(colors.surface), QColor(colors.window))
    for which, value in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.raised,
        role.Text: colors.text,
        role.PlaceholderText: colors.muted,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Highlight: colors.drunk,
        role.HighlightedText: colors.window,
        role.Link: colors.drunk,
        role.Accent: colors.drunk,
    }.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colors.muted))
    return palette
