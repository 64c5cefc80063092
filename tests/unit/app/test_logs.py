from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from deej_desktop.app.logs import LOG_NAME, LogFile, start_logging


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    log = logging.getLogger("deej_desktop")
    before = log.handlers[:], log.level, log.propagate
    yield log
    for handler in log.handlers[:]:
        if handler not in before[0]:
            log.removeHandler(handler)
            handler.close()
    log.level, log.propagate = before[1:]


def test_a_log_that_cannot_be_written_is_done_without(
    tmp_path: Path, log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / LOG_NAME).mkdir()  # so that not even root can write it
    start_logging(tmp_path, verbose=False)
    log.info("Nobody reads this")
    assert capsys.readouterr().err == ""


def test_a_mistake_in_what_is_logged_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = LogFile(tmp_path / LOG_NAME, delay=True)
    file.handle(logging.LogRecord("deej", logging.INFO, "here.py", 1, "%d", ("word",), None))
    file.close()
    assert "Logging error" in capsys.readouterr().err
