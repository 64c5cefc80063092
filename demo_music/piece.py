"""What a style is: a family of pieces that share instruments and manner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo_music.sound import Audio


@dataclass(frozen=True, slots=True)
class Style:
    """A family of pieces.

    Attributes:
        name: What it is called, on covers and in the genre tag.
        series: The albums are called this, and a number.
        titles: One for each piece.
        render: Composes and plays the piece of a number (0 is the first): stereo, not mastered.
    """

    name: str
    series: str
    titles: tuple[str, ...]
    render: Callable[[int], Audio]
