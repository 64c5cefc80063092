"""A playlist as one sound file: levelled, cross-faded, with a chapter for each track."""

from __future__ import annotations

from deej_desktop.services.mixing.mix import TARGET_LUFS, MixReport, mix

__all__ = ["TARGET_LUFS", "MixReport", "mix"]
