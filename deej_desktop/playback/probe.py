"""Why a file cannot be played, as far as the system can tell."""

from __future__ import annotations

import stat
from pathlib import Path

from deej_desktop.domain.text import displayable

NO_LONGER_THERE = "it is no longer there"


def cannot_play(path: Path, reason: str) -> str:
    """The sentence for the listener: `path` cannot be played because of `reason`."""
    return f"{displayable(path.name)} cannot be played: {reason}."


def slow_to_answer(path: Path) -> str:
    """The sentence for the listener: `path` is waited for."""
    name = displayable(path.name)
    return f"Waiting for {name}: its drive or network folder is slow to answer."


def deleted_in_play(path: Path) -> str:
    """The sentence for the listener: `path` was deleted, and is left for what is next."""
    return f"{displayable(path.name)} was deleted while it played, so the next song follows."


def obstacle(path: Path) -> str | None:
    """Say why `path` cannot even be read, or None if it can; the drive may take its time.

    A folder that vanished, a drive that was unplugged and a file without permission all end up as
    a bare failure inside a sound library; here they still have a name.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return "it is a folder"
        if stat.S_ISREG(found.st_mode) and found.st_size == 0:
            return "it is empty"
        if stat.S_ISREG(found.st_mode):
            with path.open("rb") as file:
                file.read(1)
    except FileNotFoundError:
        return NO_LONGER_THERE
    except PermissionError:
        return "you may not read it; check its permissions"
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"
    except ValueError:
        return "its name is not one that this system allows"
    return None
