"""The places of the window: what plays, the library, the map of the music."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from deej_desktop.ui.widgets.segments import Segment


class Place(IntEnum):
    """What the upper part of the window shows."""

    PLAYING = 0
    LIBRARY = 1
    MAP = 2


ICONS = {Place.PLAYING: "playing", Place.LIBRARY: "library", Place.MAP: "map"}

translate = QCoreApplication.translate

KEYS = {Place.PLAYING: "Ctrl+1", Place.LIBRARY: "Ctrl+2", Place.MAP: "Ctrl+3"}


def name_of(place: Place) -> str:
    """Return what `place` is called."""
    return {
        Place.PLAYING: translate("Place", "Playing"),
        Place.LIBRARY: translate("Place", "Library"),
        Place.MAP: translate("Place", "Map"),
    }[place]


def segments() -> list[Segment]:
    """Return the places as choices in a row."""
    return [Segment(ICONS[place], name_of(place), KEYS[place]) for place in Place]
