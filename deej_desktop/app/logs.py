"""Logging: details to a file in the data folder, warnings to standard error if asked for."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType

LOG_NAME = "deej.log"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_log = logging.getLogger(__name__)


class LogFile(logging.handlers.RotatingFileHandler):
    """A log file that is done without where it cannot be written, as on a disk that is full."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - Python's name
        """Leave out what cannot be written; Python would show a traceback for each record."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def start_logging(data_dir: Path, *, verbose: bool) -> None:
    """Send our own log to a file that never grows past a few megabytes.

    Args:
        data_dir: Where the log goes; if it cannot be written, there is no file.
        verbose: Whether standard error gets everything, too.
    """
    root = logging.getLogger("deej_desktop")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.propagate = False
    if verbose:
        stream = logging.StreamHandler(sys.stderr)
        stream.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(stream)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        file = LogFile(
            data_dir / LOG_NAME, maxBytes=2_000_000, backupCount=1, delay=True, encoding="utf-8"
        )
    except OSError as error:
        root.addHandler(logging.NullHandler())  # or Python would log to standard error
        _log.warning("No log file in %s: %s", data_dir, error)
        return
    file.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(file)


def log_crashes() -> None:
    """Log exceptions that nobody caught, in any thread, before they are reported as usual."""

    def in_main(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            _log.critical("Unexpected error", exc_info=(kind, error, traceback))
        sys.__excepthook__(kind, error, traceback)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            _log.critical(
                "Unexpected error in a thread",
                exc_info=(args.exc_type, args.exc_value, args.exc_traceback),
            )
        threading.__excepthook__(args)

    sys.excepthook = in_main
    threading.excepthook = in_thread
