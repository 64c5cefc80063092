from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.domain.errors import Cancelled, DeejError, ListeningFailed
from deej_desktop.library.store import Store
from deej_desktop.services.api import Notice
from deej_desktop.services.dj.drops import read_drop
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.indexing.file_reader import FileReading, ReadingHere
from tests.fakes.ears import FakeEar


class Failing(ReadingHere):
    """Reads nothing, whatever the file."""

    def __init__(self, error: DeejError) -> None:
        self._error = error

    def read(self, path: Path) -> Future[FileReading]:
        promise: Future[FileReading] = Future()
        promise.set_exception(self._error)
        return promise


@pytest.mark.parametrize(
    ("error", "told"),
    [(ListeningFailed("Start Deej again."), ["Start Deej again."]), (Cancelled(), [])],
)
def test_when_no_file_can_be_read_that_is_said_once(
    store: Store, card: EncoderCard, ear: FakeEar, music: Path, error: DeejError, told: list[str]
) -> None:
    hearing = Hearing(store, card, 0.001, ear.lend, Failing(error))
    notices: list[Notice] = []
    assert list(read_drop([music], hearing, notices.append)) == []
    assert [notice.text for notice in notices if notice.severity == "error"] == told
