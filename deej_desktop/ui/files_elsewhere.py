"""Handing files to other programs: the file manager, and whatever one pastes into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDesktopServices, QGuiApplication

from deej_desktop.domain.text import displayable
from deej_desktop.domain.track import Track
from deej_desktop.ui.drops import carrying_all, url_of


def show_in_folder(path: Path) -> None:
    """Open the folder that holds `path`."""
    QDesktopServices.openUrl(url_of(path.parent))


def copy_paths(tracks: Sequence[Track]) -> None:
    """Put the files of `tracks` on the clipboard: for file managers, and as text, one a line."""
    data = carrying_all(tracks)
    data.setText("\n".join(displayable(track.path) for track in tracks))
    QGuiApplication.clipboard().setMimeData(data)
