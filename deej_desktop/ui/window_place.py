"""Where the window was, and how large: remembered from one time to the next."""

from __future__ import annotations

import logging
from typing import Literal, TypeAlias

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from deej_desktop.domain.errors import DeejError
from deej_desktop.services.api import SettingsApi

_log = logging.getLogger(__name__)

Place: TypeAlias = Literal["window_geometry", "mini_geometry"]
"""The setting that keeps it."""


def restore(window: QWidget, settings: SettingsApi, place: Place = "window_geometry") -> None:
    """Put `window` where it was; Qt keeps it on a screen that is there, and ignores nonsense."""
    written: str = getattr(settings.current, place)
    if written:
        window.restoreGeometry(QByteArray.fromBase64(written.encode(errors="replace")))


def remember(window: QWidget, settings: SettingsApi, place: Place = "window_geometry") -> None:
    """Keep where `window` is; for the moment it closes, since it waits for the disk."""
    written = bytes(window.saveGeometry().toBase64().data()).decode()
    try:
        settings.change(**{place: written})
    except DeejError as error:
        # Nobody is left to be told, and nothing is lost but the place of a window.
        _log.warning("The place of the window is not kept: %s", error)
