"""Starting worker processes; what they do is tried in tests/integration."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there are no signal masks")
def test_interrupts_are_held_back_from_the_first_process_on() -> None:
    program = (
        "import signal\n"
        "from multiprocessing import resource_tracker\n"
        "from deej_desktop.analysis.workers import _interrupts_held_back\n"
        "with _interrupts_held_back():\n"
        "    resource_tracker.ensure_running()  # as starting a process does\n"
        "    assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
