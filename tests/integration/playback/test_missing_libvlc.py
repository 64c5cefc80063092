"""Machines without libVLC, with half of it, or with something else in its place.

Each case needs a process of its own: once loaded, a library stays.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deej_desktop.native.vlc import load_vlc, vlc_health
from deej_desktop.playback.health import playback_health
from tests.pulse import SoundServer

_SCRIPT = """
import ctypes.util, sys
{before}
from deej_desktop.domain.errors import MissingLibrary
from deej_desktop.playback.vlc_player import VlcPlayer
from deej_desktop.native.vlc import load_vlc, vlc_health
try:
    VlcPlayer()
except MissingLibrary as error:
    assert vlc_health().problem == str(error)
    print(error)
else:
    sys.exit("it loaded")
"""

_NOT_FOUND = "ctypes.util.find_library = lambda name: None"
_NOT_INSTALLED = "sys.modules['vlc'] = None"


def _sentence(before: str = "", **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(before=before)],
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("before", "environment", "remedy"),
    [
        (_NOT_FOUND, {}, "install"),
        (_NOT_INSTALLED, {}, "install"),
        ("", {"PYTHON_VLC_LIB_PATH": "/nowhere/libvlc.so.5"}, "PYTHON_VLC_LIB_PATH"),
        ("", {"PYTHON_VLC_MODULE_PATH": "/nowhere"}, "PYTHON_VLC_MODULE_PATH"),
    ],
)
def test_the_sentence_says_what_to_do(
    before: str, environment: dict[str, str], remedy: str
) -> None:
    sentence = _sentence(before, **environment)
    assert sentence.startswith("libVLC is needed to play music but cannot be loaded: ")
    assert remedy in sentence
    assert len(sentence.splitlines()) == 1


def test_a_library_that_is_not_libvlc(tmp_path: Path) -> None:
    import ctypes.util

    other = ctypes.util.find_library("m")
    assert other is not None
    assert "libVLC is needed" in _sentence(PYTHON_VLC_LIB_PATH=other)


def test_all_is_well_here(server: SoundServer) -> None:
    health = vlc_health()
    assert health.problem is None
    assert health.version is not None
    assert health.version.startswith("3.")
    assert playback_health().problem is None
    assert "pulse" in playback_health().summary


def test_a_machine_without_sound_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    problem = playback_health().problem
    if Path("/dev/snd").exists():
        assert problem is None or "no sound output" in problem
    else:
        assert problem is not None
        assert "no sound output" in problem


def test_without_plugins_libvlc_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_vlc(), "Instance", lambda options: None)
    problem = vlc_health().problem
    assert problem is not None
    assert "plugins are missing" in problem
