"""Errors a person can be told of: one sentence, what to do next included.

Whatever derives from `DeejError` may be shown as it stands; the detail for the log is its cause
(`raise ... from error`). Anything else that escapes is a fault of ours.
"""

from __future__ import annotations

from pathlib import Path

from deej_desktop.domain.text import displayable


class DeejError(Exception):
    """Something a person can understand and mostly mend; `str()` is the sentence to show."""


class Cancelled(DeejError):
    """The work was stopped because somebody asked."""

    def __init__(self) -> None:
        super().__init__("Stopped as you asked; what was finished is kept.")


class UnreadableAudio(DeejError):
    """One file cannot be listened to; the rest of the work goes on.

    Attributes:
        path: The file.
        reason: Why, without the name: "it is empty".
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{displayable(path.name)} cannot be used: {reason}.")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableAudio], tuple[Path, str]]:
        """Crosses process borders whole, which an exception with two arguments does not."""
        return UnreadableAudio, (self.path, self.reason)


class MissingLibrary(DeejError):
    """A library that Deej needs is not on this machine, or is broken."""

    def __init__(self, name: str, purpose: str, remedy: str) -> None:
        super().__init__(f"{name} is needed to {purpose} but cannot be loaded: {remedy}.")
        self.name = name
        self.purpose = purpose
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[MissingLibrary], tuple[str, str, str]]:
        """As for `UnreadableAudio`."""
        return MissingLibrary, (self.name, self.purpose, self.remedy)


class StoreUnusable(DeejError):
    """The database cannot be opened, read or written."""


class EncoderUnusable(DeejError):
    """An encoder's folder is incomplete, altered or of an unknown kind."""


class NothingFound(DeejError):
    """Words or a file that should name a track name none."""


class PlaylistUnusable(DeejError):
    """A playlist file cannot be read or written."""


class MixUnusable(DeejError):
    """A playlist cannot be rendered as one sound file."""


class SettingsUnusable(DeejError):
    """The settings file cannot be read or written."""


class ListeningFailed(DeejError):
    """The processes that listen to music cannot be started or do not stay alive."""


class MicrophoneUnusable(DeejError):
    """There is no microphone, it cannot be opened, or it was lost while recording."""
