"""The door to psutil: what the operating system grants this process, and its power."""

from __future__ import annotations

import logging
from types import ModuleType

from deej_desktop.domain.errors import MissingLibrary

_log = logging.getLogger(__name__)

_NICENESS = 10
_LAST_IN_LINE = 7
"""Of the priorities for disks. The class below waits for ever behind a busy disk, and then a file
that could be read counts as one that cannot."""


def step_back() -> None:
    """Let this process come after others, at processors and disks, from now on.

    Raises:
        MissingLibrary: psutil is not installed or broken.
    """
    psutil = _psutil()
    process = psutil.Process()
    if psutil.WINDOWS:
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    process.nice(_NICENESS)
    if psutil.LINUX:
        process.ionice(psutil.IOPRIO_CLASS_BE, _LAST_IN_LINE)


def on_battery() -> bool:
    """Whether this computer lives on its battery now; no where that cannot be told.

    Raises:
        MissingLibrary: psutil is not installed or broken.
    """
    psutil = _psutil()
    if not hasattr(psutil, "sensors_battery"):
        return False
    try:
        battery = psutil.sensors_battery()
    except (psutil.Error, OSError, ValueError) as error:
        _log.debug("The battery cannot be asked: %r", error)  # as where /sys is out of reach
        return False
    # Whether a charger is connected may be unknown (None).
    return battery is not None and battery.power_plugged is False


def _psutil() -> ModuleType:
    try:
        import psutil
    except ImportError as error:
        raise MissingLibrary("psutil", "step back behind music", "install Deej again") from error
    module: ModuleType = psutil
    return module
