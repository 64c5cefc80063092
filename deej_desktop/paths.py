"""Where things lie: what ships with Deej, and what belongs to the listener."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

APP_NAME = "deej"
DATA_DIR_VARIABLE = "DEEJ_DATA_DIR"

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [_PACKAGE / name, _PACKAGE.parent / name]
    if frozen is not None:
        candidates.insert(0, Path(frozen) / name)
    return next((path for path in candidates if path.is_dir()), candidates[-1])


def resources_dir() -> Path:
    """Icons, style and demo music, as shipped."""
    return _shipped("resources")


def shipped_models_dir() -> Path:
    """The encoders that ship, each a folder with an encoder.json."""
    return _shipped("models")


def demo_music_dir() -> Path:
    """The demo music that ships."""
    return resources_dir() / "demo"


def data_dir(override: Path | None = None) -> Path:
    """The listener's own data folder: database, settings, log.

    Args:
        override: From --data-dir; wins over the environment variable DEEJ_DATA_DIR, which wins
            over the system's usual place.
    """
    if override is not None:
        return override.expanduser().absolute()
    from_environment = os.environ.get(DATA_DIR_VARIABLE)
    if from_environment:
        return Path(from_environment).expanduser().absolute()
    return Path(appdirs.user_data_dir(APP_NAME, appauthor=False))
