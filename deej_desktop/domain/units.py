"""Units and identifiers as types, so that a wrong one does not type-check."""

from __future__ import annotations

from typing import NewType

Seconds = NewType("Seconds", float)
"""A duration or a position, in seconds."""

Decibels = NewType("Decibels", float)
"""A gain relative to the recording as it is."""

TrackId = NewType("TrackId", int)
"""A track's row in the catalogue: one file."""

ContentId = NewType("ContentId", str)
"""What is heard, whatever the file is called: a hash of compressed audio and its duration."""

EncoderId = NewType("EncoderId", str)
"""The space vectors live in; vectors of two encoders are never compared."""
