"""Modules that are loaded when they are first used: large ones need not hold up the window."""

from __future__ import annotations

import importlib
from typing import Any


class Late:
    """Stands for a module; Python's own lock makes sure that it is loaded once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - whatever the module has
        return getattr(importlib.import_module(self._name), attribute)
