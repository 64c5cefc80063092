"""The colours of the car screen: stark in sunlight, dim and warm at night."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from deej_desktop.ui.theme import ThemeChoice

_DAY_BEGINS, _DAY_ENDS = dt.time(7), dt.time(19)


@dataclass(frozen=True, slots=True)
class CarColors:
    """One look, as `#rrggbb`; all that is written is 7:1 or more on its ground.

    Attributes:
        ground: Behind everything.
        target: The ground of what is pressed.
        text: Title and words.
        soft: The artist.
        otherwise: "Something else".
        more: "More of this", and what is in force.
    """

    ground: str
    target: str
    text: str
    soft: str
    otherwise: str
    more: str


DAY = CarColors(
    ground="#ffffff",
    target="#ebe6da",
    text="#000000",
    soft="#3a3640",
    otherwise="#6a3403",
    more="#4c1a84",
)

NIGHT = CarColors(
    ground="#050506",
    target="#17161a",
    text="#e2d3b8",
    soft="#b9ab93",
    otherwise="#e0a050",
    more="#b99be6",
)


def is_bright(choice: ThemeChoice, now: dt.time) -> bool:
    """Whether the bright look is in place.

    Args:
        choice: Light and dark hold at any hour; "system" goes by the clock, since a desktop need
            not know that it is in the sun.
        now: The time of the day.
    """
    if choice == "system":
        return _DAY_BEGINS <= now < _DAY_ENDS
    return choice == "light"
