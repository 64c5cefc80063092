from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from deej_desktop.services.api import FailedFile
from deej_desktop.ui.dialogs.failures import FailuresDialog
from deej_desktop.ui.dialogs.folders import FoldersDialog
from deej_desktop.ui.dialogs.pick import pick_folder, pick_songs
from deej_desktop.ui.tasks import Tasks
from deej_desktop.ui.theme import Theme
from tests.fakes.services import FakeLibrary


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(
        one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == text
    )


def file_dialog(qtbot: QtBot) -> QFileDialog:
    def shown() -> list[QFileDialog]:
        widgets = QApplication.topLevelWidgets()
        return [one for one in widgets if isinstance(one, QFileDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


@pytest.fixture(autouse=True)
def our_own_file_dialogs(qapp: QApplication) -> None:
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    return host


def test_folders_are_added_and_taken_out(
    qtbot: QtBot, theme: Theme, host: QWidget, tmp_path: Path
) -> None:
    dialog = FoldersDialog(theme, [Path("/music/a"), Path("/music/b")], host)
    chosen: list[object] = []
    dialog.chosen.connect(chosen.append)
    dialog.open()
    QTest.mouseClick(button(dialog, "Remove"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(dialog, "Add a folder…"), Qt.MouseButton.LeftButton)
    asking = file_dialog(qtbot)
    asking.setDirectory(str(tmp_path))
    asking.selectFile(str(tmp_path))
    asking.accept()
    qtbot.waitUntil(lambda: len(dialog.folders) == 2)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert chosen == [(Path("/music/a"), tmp_path)]


def test_cancelling_changes_nothing(qtbot: QtBot, theme: Theme, host: QWidget) -> None:
    dialog = FoldersDialog(theme, [Path("/music/a")], host)
    dialog.open()
    QTest.mouseClick(button(dialog, "Remove"), Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_without_folders_there_is_nothing_to_remove(theme: Theme, host: QWidget) -> None:
    dialog = FoldersDialog(theme, [], host)
    assert not button(dialog, "Remove").isEnabled()
    assert dialog.folders == ()


def test_a_folder_is_picked(qtbot: QtBot, host: QWidget, tmp_path: Path) -> None:
    picked: list[Path] = []
    pick_folder(host, "Which?", picked.append)
    asking = file_dialog(qtbot)
    asking.setDirectory(str(tmp_path))
    asking.selectFile(str(tmp_path))
    asking.accept()
    assert picked == [tmp_path]


def test_songs_are_picked(qtbot: QtBot, host: QWidget, tmp_path: Path) -> None:
    song = tmp_path / "a.OPUS"
    song.touch()
    picked: list[object] = []
    pick_songs(host, picked.append)
    asking = file_dialog(qtbot)
    assert "*.OPUS" in asking.nameFilters()[0]
    asking.setDirectory(str(tmp_path))
    asking.selectFile(str(song))
    asking.accept()
    assert picked == [[song]]


FAILED = (
    FailedFile(Path("/music/old/empty.mp3"), "it is empty"),
    FailedFile(Path("/music/caf\udce9.ogg"), "it is damaged or no audio at all"),
)


def test_failures_are_listed_with_their_reasons(qtbot: QtBot, host: QWidget) -> None:
    tasks = Tasks(host)
    library = FakeLibrary([], FAILED)
    dialog = FailuresDialog(library, tasks, host)
    dialog.open()
    table = dialog.findChild(QTreeView)
    assert isinstance(table, QTreeView)
    qtbot.waitUntil(lambda: table.model() is not None)
    rows = [
        [table.model().index(row, column).data() for column in range(3)]
        for row in range(table.model().rowCount())
    ]
    assert rows == [
        ["empty.mp3", "it is empty", "/music/old"],
        ["caf\ufffd.ogg", "it is damaged or no audio at all", "/music"],
    ]
    QTest.mouseClick(button(dialog, "Copy the list"), Qt.MouseButton.LeftButton)
    assert "/music/old/empty.mp3: it is empty" in QGuiApplication.clipboard().text()
    QTest.mouseClick(button(dialog, "Try them again"), Qt.MouseButton.LeftButton)
    assert library.scans == 1
    tasks.close()


def test_closing_while_the_failures_are_looked_up_is_safe(qtbot: QtBot, host: QWidget) -> None:
    tasks = Tasks(host)
    dialog = FailuresDialog(FakeLibrary([], FAILED), tasks, host)
    dialog.open()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    done: list[None] = []
    tasks.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    tasks.close()
