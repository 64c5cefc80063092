"""Asking for folders and songs with the system's own dialog."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from deej_desktop.library.playlist_files import SUFFIXES as PLAYLIST_SUFFIXES
from deej_desktop.library.scanner import AUDIO_SUFFIXES
from deej_desktop.native.av_writing import SOUND_FORMATS

translate = QCoreApplication.translate

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s\x00-\x1f]+')
"""What one system or another has no files with."""

_LONGEST_NAME = 60


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


def pick_playlist_name(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Let the listener name a playlist file to write, and call `chosen` if it is named.

    `name` is what the playlist is called.
    """
    dialog = QFileDialog(parent, translate("pick", "Save as a playlist"), _music_location())
    _name_file(dialog, name, _playlists(), "m3u8", chosen)


def pick_mix_name(parent: QWidget, name: str, chosen: Callable[[Path], None]) -> None:
    """Let the listener name a sound file to write, and call `chosen` if it is named.

    `name` is what the playlist is called.
    """
    dialog = QFileDialog(parent, translate("pick", "Save as one sound file"), _music_location())
    patterns = " ".join(f"*{suffix}" for suffix in SOUND_FORMATS)
    _name_file(dialog, name, f"{translate('pick', 'Music')} ({patterns})", "mp3", chosen)


def _name_file(
    dialog: QFileDialog, name: str, files: str, suffix: str, chosen: Callable[[Path], None]
) -> None:
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([files])
    dialog.setDefaultSuffix(suffix)
    # The suffix is named, since a name like "No. 5" would be taken to have one.
    dialog.selectFile(f"{_NOT_IN_NAMES.sub(' ', name).strip(' .')[:_LONGEST_NAME]}.{suffix}")
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
    """The folder for music, or the one it would be in: names of no folder become those of files."""
    music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
    return music if QDir(music).exists() else QDir.homePath()
