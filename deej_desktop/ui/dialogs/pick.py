"""Asking for folders and songs with the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deej_desktop.library.playlist_files import SUFFIXES as PLAYLIST_SUFFIXES
from deej_desktop.library.scanner import AUDIO_SUFFIXES


def pick_folder(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
    """Let the listener choose a folder, and call `chosen` if one is chosen."""
    dialog = QFileDialog(parent, title, _music_location())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, lambda paths: chosen(paths[0]))


def pick_songs(parent: QWidget, chosen: Callable[[Sequence[Path]], None]) -> None:
    """Let the listener choose songs, and call `chosen` if any are chosen."""
    tr = QCoreApplication.translate
    dialog = QFileDialog(parent, tr("pick", "Choose songs to play"), _music_location())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(AUDIO_SUFFIXES))
    dialog.setNameFilters(
        [f"{tr('pick', 'Music')} ({patterns})", f"{tr('pick', 'All files')} (*)"],
    )
    _open(dialog, chosen)


def pick_playlist(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the listener choose a playlist file, and call `chosen` if one is chosen."""
    tr = QCoreApplication.translate
    dialog = QFileDialog(parent, tr("pick", "Import a playlist"), _music_location())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    patterns = " ".join(f"*{suffix}" for suffix in PLAYLIST_SUFFIXES)
    dialog.setNameFilters([f"{tr('pick', 'Playlists')} ({patterns})"])
    _open(dialog, lambda paths: chosen(paths[0]))


def pick_playlist_name(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the listener name a playlist to write, and call `chosen` if it is named."""
    tr = QCoreApplication.translate
    dialog = QFileDialog(parent, tr("pick", "Save as a playlist"), _music_location())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    patterns = " ".join(f"*{suffix}" for suffix in PLAYLIST_SUFFIXES)
    dialog.setNameFilters([f"{tr('pick', 'Playlists')} ({patterns})"])
    dialog.setDefaultSuffix("m3u8")
    _open(dialog, lambda paths: chosen(paths[0]))


def _open(dialog: QFileDialog, chosen: Callable[[Sequence[Path]], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(
        lambda names: chosen([Path(name) for name in names]) if names else None
    )
    dialog.open()


def _music_location() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
