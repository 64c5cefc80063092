"""The settings: few, explained, in force at once."""

from __future__ import annotations

from deej_desktop.ui.dialogs.settings.dialog import SettingsDialog

__all__ = ["SettingsDialog"]
