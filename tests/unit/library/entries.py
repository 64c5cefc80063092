"""Tracks for the tests to enter."""

from __future__ import annotations

from pathlib import Path

from deej_desktop.domain.track import Tags
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.catalogue import Catalogue, Entered
from deej_desktop.library.scanner import FoundFile

MUSIC = Path("/music")


def enter(
    catalogue: Catalogue, name: str, content: str, tags: Tags | None = None, version: int = 0
) -> Entered:
    """Enter the file `name` beneath /music, which sounds like `content`."""
    file = FoundFile(str(MUSIC / name), 1000, version)
    return catalogue.enter(file, ContentId(content), Seconds(180.0), tags or Tags())
