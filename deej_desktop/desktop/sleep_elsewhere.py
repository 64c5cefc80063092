"""Staying awake on macOS and Windows. Written by the systems' documentation, not tried there."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

_log = logging.getLogger(__name__)


class MacSleepInhibition:
    """See `sleep_inhibition.SleepInhibition`: by caffeinate, which ends with this process."""

    def __init__(self) -> None:
        self._caffeinate: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """See `SleepInhibition`."""
        if self._caffeinate is None:
            try:
                self._caffeinate = subprocess.Popen(["caffeinate", "-i", "-w", str(os.getpid())])
            except OSError as error:
                _log.info("There is no way to keep this machine awake: %s", error)

    def release(self) -> None:
        """See `SleepInhibition`."""
        if self._caffeinate is not None:
            self._caffeinate.terminate()
            self._caffeinate.wait()
            self._caffeinate = None


class WindowsSleepInhibition:
    """See `sleep_inhibition.SleepInhibition`: by a state of the thread that sets it."""

    _CONTINUOUS = 0x80000000
    _SYSTEM_REQUIRED = 0x00000001

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sleep-inhibition")

    def hold(self) -> None:
        """See `SleepInhibition`."""
        self._thread.submit(self._set, self._CONTINUOUS | self._SYSTEM_REQUIRED)

    def release(self) -> None:
        """See `SleepInhibition`."""
        self._thread.submit(self._set, self._CONTINUOUS)

    @staticmethod
    def _set(state: int) -> None:
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.kernel32.SetThreadExecutionState(state)
