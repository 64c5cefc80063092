"""Notes on macOS and Windows. Written by the systems' documentation, not tried there."""

from __future__ import annotations

import logging
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from deej_desktop.domain.track import Track

_log = logging.getLogger(__name__)

_PATIENCE_S = 20.0

_APPLE_SCRIPT = (
    'display notification (system attribute "DEEJ_TEXT") with title (system attribute "DEEJ_TITLE")'
)

_POWERSHELL = """
$none = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications,
         ContentType = WindowsRuntime]
$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
$note = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)
$lines = $note.GetElementsByTagName("text")
$none = $lines.Item(0).AppendChild($note.CreateTextNode($env:DEEJ_TITLE))
$none = $lines.Item(1).AppendChild($note.CreateTextNode($env:DEEJ_TEXT))
$toast = [Windows.UI.Notifications.ToastNotification]::new($note)
$toast.Tag = "song"
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier("Deej").Show($toast)
"""


class CommandNotifier:
    """See `notifications.Notifier`: by a program of the system, one note at a time."""

    def __init__(self, *command: str) -> None:
        """Make one.

        Args:
            command: Shows what the environment variables DEEJ_TITLE and DEEJ_TEXT hold, so that
                nothing in a title can be taken for a part of the command.
        """
        self._command = command
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="notifications")

    def tell(self, track: Track) -> None:
        """See `Notifier`."""
        self._thread.submit(self._tell, track)

    def _tell(self, track: Track) -> None:
        words = {"DEEJ_TITLE": track.title, "DEEJ_TEXT": track.artist}
        try:
            subprocess.run(
                self._command,
                env={**os.environ, **words},
                check=True,
                capture_output=True,
                timeout=_PATIENCE_S,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            _log.info("No note of a new song: %s", error)


def mac_notifier() -> CommandNotifier:
    """Notes of macOS."""
    return CommandNotifier("osascript", "-e", _APPLE_SCRIPT)


def windows_notifier() -> CommandNotifier:
    """Notes of Windows 10 and later."""
    return CommandNotifier("powershell", "-NoProfile", "-Command", _POWERSHELL)
