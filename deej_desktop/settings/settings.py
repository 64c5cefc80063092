"""The settings and their limits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1
"""Raised with every change of meaning; `settings_file` migrates older files."""

MAX_KEEP_ON = 10
"""The knob's last stop; 0 stands for the whole session."""


class Settings(BaseModel):
    """Everything that the listener may choose; the defaults suit most people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = VERSION
    keep_on: Annotated[int, Field(ge=0, le=MAX_KEEP_ON)] = 3
    drunk: Annotated[float, Field(ge=0.0, le=1.0)] = 0.1
    volume: Annotated[float, Field(ge=0.0, le=1.0)] = 0.8
    epsilon: Annotated[float, Field(gt=0.0, le=1.0)] | None = None
    """Cosine distance under which two slices are the same; None: as the encoder's card says."""
    encoder: str | None = None
    """The encoder to listen with; None: the one that ships."""
    theme: Literal["system", "light", "dark"] = "system"
    max_track_minutes: Annotated[float, Field(gt=0.0)] = 15.0
    """Longer tracks are analysed but kept out of playlists."""
    window_geometry: str = ""
    """Where the window was and how large, as Qt writes it down, in base64; "": as it opens."""
