"""Asking for folders and songs with the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deej_desktop.library.playlist_files import SUFFIXES as PLAYLIST_SUFFIXES
from deej_desktop.library.scanner import AUDIO_SUFFIXES
from deej_desktop.native.av_writing import SOUND_FORMATS

translate = QCoreApplication.translate


def pick_folder(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
    """Let the listener choose a folder, and call `chosen` if one is chosen."""
    dialog = QFileDialog(parent, title, _music_location())
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, lambda paths: chosen(paths[0]))


def pick_songs(parent: QWidget, chosen: Callable[[Sequence[Path]], None]) -> None:
    """Let the listener choose songs, and call `chosen` if any are chosen."""
    dialog = QFileDialog(parent, translate("pick", "Choose songs to play"), _music_location())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(AUDIO_SUFFIXES))
    music, others = translate("pick", "Music"), translate("pick", "All files")
    dialog.setNameFilters([f"{music} ({patterns})", f"{others} (*)"])
    _open(dialog, chosen)


def pick_playlist(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the listener choose a playlist file, and call `chosen` if one is chosen."""
    dialog = QFileDialog(parent, translate("pick", "Import a playlist"), _music_location())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_playlists()])
    _open(dialog, lambda paths: chosen(paths[0]))


def pick_playlist_name(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the listener name a playlist to write, and call `chosen` if it is named."""
    dialog = QFileDialog(parent, translate("pick", "Save as a playlist"), _music_location())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([_playlists()])
    dialog.setDefaultSuffix("m3u8")
    _open(dialog, lambda paths: chosen(paths[0]))


def pick_mix_name(parent: QWidget, chosen: Callable[[Path], None]) -> None:
    """Let the listener name a sound file to write, and call `chosen` if it is named."""
    dialog = QFileDialog(parent, translate("pick", "Save as one sound file"), _music_location())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    patterns = " ".join(f"*{suffix}" for suffix in SOUND_FORMATS)
    dialog.setNameFilters([f"{translate('pick', 'Music')} ({patterns})"])
    dialog.setDefaultSuffix("mp3")
    _open(dialog, lambda paths: chosen(paths[0]))


def _playlists() -> str:
    name, patterns = translate("pick", "Playlists"), " ".join(f"*{s}" for s in PLAYLIST_SUFFIXES)
    return f"{name} ({patterns})"


def _open(dialog: QFileDialog, chosen: Callable[[Sequence[Path]], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(
        lambda names: chosen([Path(name) for name in names]) if names else None
    )
    dialog.open()


def _music_location() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
