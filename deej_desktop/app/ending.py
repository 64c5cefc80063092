"""An end to ending: a drive that no longer answers must not keep Deej from closing."""

from __future__ import annotations

import faulthandler
import logging
from pathlib import Path

from deej_desktop.app.logs import LOG_NAME
from deej_desktop.domain.units import Seconds

PATIENCE = Seconds(10.0)
"""As long as work under way may take to come to an end; usually it takes a fraction of a second."""

_log = logging.getLogger(__name__)


def end_in_time(data_dir: Path, patience: Seconds = PATIENCE) -> None:
    """End this process after `patience` even if a thread of it waits for ever.

    Nothing is lost by that: store and settings are written whole or not at all, and workers end
    with this process. Where each thread stood is added to the log.
    """
    try:
        # Kept open until the process ends, which is when it is needed.
        log = (data_dir / LOG_NAME).open("a", encoding="utf-8")
    except OSError as error:
        _log.debug("No log for the end: %s", error)
        faulthandler.dump_traceback_later(patience, exit=True)
    else:
        faulthandler.dump_traceback_later(patience, exit=True, file=log)
