"""One sentence for the listener."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the listener that needs no answer."""

    text: str
    severity: Literal["info", "warning", "error"] = "info"
