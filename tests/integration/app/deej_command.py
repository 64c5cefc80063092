"""Runs the real `deej` command in a process of its own, as a person would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE_S = 240


class Ran(NamedTuple):
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output."""
        return json.loads(self.out)


class Deej:
    """The command on one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir

    def line(self, *arguments: str | Path) -> list[str]:
        """The command line."""
        words = [sys.executable, "-m", "deej_desktop", *map(str, arguments)]
        return [*words, "--data-dir", str(self.data_dir)]

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run it to its end."""
        done = subprocess.run(
            self.line(*arguments),
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=PATIENCE_S,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)
