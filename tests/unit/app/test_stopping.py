"""Ctrl-C ends what may take long, politely: a sentence, no traceback, nothing lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from deej_desktop.__main__ import main
from deej_desktop.analysis.heard import Heard
from deej_desktop.app import command_line, wiring
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.sound import Listen
from deej_desktop.services.encoders.installed import chosen_encoder
from deej_desktop.settings.settings_file import SettingsFile
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar

RATE = 22_050

Deej = Callable[..., int]


class InterruptedEar(FakeEar):
    """Never has done with a file, and the listener presses Ctrl-C meanwhile."""

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[Heard]:
        self.promise: Future[Heard] = Future()
        os.kill(os.getpid(), signal.SIGINT)
        return self.promise


@pytest.fixture
def music(tmp_path: Path) -> Path:
    (tmp_path / "music").mkdir()
    for seed in range(3):
        tags = {"title": f"Tune {seed}"}
        write_audio(tmp_path / "music" / f"{seed}.flac", tune(6.0, seed, RATE), RATE, tags=tags)
    return tmp_path / "music"


@pytest.fixture
def ear(tmp_path: Path) -> FakeEar:
    return FakeEar(chosen_encoder(tmp_path, None).card)


@pytest.fixture
def deej(tmp_path: Path, music: Path, ear: FakeEar, monkeypatch: pytest.MonkeyPatch) -> Deej:
    """The command, without worker processes, on a library that has been scanned."""
    data_dir = tmp_path / "data"
    monkeypatch.setattr(wiring, "Listener", lambda *_, **__: ear.lend())

    def run(*words: str | Path) -> int:
        return command_line.run([*map(str, words), "--data-dir", str(data_dir)])

    assert run("scan", music) == 0
    return run


@pytest.mark.parametrize(
    "words",
    [["playlist", "tune 1", "OUTSIDE"], ["similar", "OUTSIDE"], ["join", "tune 0", "OUTSIDE"]],
)
def test_while_a_file_is_listened_to(
    deej: Deej,
    ear: FakeEar,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    outside = write_audio(tmp_path / "outside.flac", tune(6.0, 9, RATE), RATE)
    interrupted = InterruptedEar(chosen_encoder(tmp_path, None).card)
    monkeypatch.setattr(wiring, "Listener", lambda *_, **__: interrupted.lend())
    assert deej(*[str(outside) if word == "OUTSIDE" else word for word in words]) == 1
    assert "Stopped as you asked" in capsys.readouterr().err
    assert interrupted.promise.cancelled()


@pytest.mark.parametrize(
    "words",
    [
        ["playlist", "tune 1"],
        ["similar", "tune 1"],
        ["join", "tune 0", "tune 1"],
        ["vectors", "-o", "OUT"],
        ["vectors", "--kind", "slices", "-o", "OUT"],
    ],
)
def test_while_the_library_is_pooled(
    deej: Deej,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    SettingsFile(tmp_path / "data").change(epsilon=0.02)  # so that it has to be pooled anew
    asked = CancelToken()
    asked.cancel()
    monkeypatch.setattr(command_line, "CancelToken", lambda: asked)
    out = tmp_path / "out.npz"
    assert deej(*[str(out) if word == "OUT" else word for word in words]) == 1
    assert "Stopped as you asked" in capsys.readouterr().err
    assert not out.exists()


def test_ctrl_c_while_a_command_is_loaded_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "_command", interrupted)
    monkeypatch.setattr(sys, "argv", ["deej", "status"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 130
