"""Keeping the evening as it goes, and finding the last one again."""

from __future__ import annotations

import logging

from deej_desktop.library.sessions import Sessions
from deej_desktop.library.store import Store
from deej_desktop.services.dj.finding import Finder
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.session_record import SessionRecord, as_text, from_text

_log = logging.getLogger(__name__)


class Evenings:
    """The evenings in the store. One thread at a time."""

    def __init__(self, store: Store, hearing: Hearing) -> None:
        self._sessions = Sessions(store)
        self._finder = Finder(store, hearing)
        self._row: int | None = None
        self._number = 0
        self._kept = ""

    def keep(self, record: SessionRecord) -> None:
        """Keep how the evening stands now; another session is another evening.

        Raises:
            StoreUnusable: The store cannot be written.
        """
        text = as_text(record)
        if self._row is None or record.number != self._number:
            self._row, self._number = self._sessions.begin(text), record.number
        elif text != self._kept:
            self._sessions.keep(self._row, text)
        self._kept = text

    def last(self) -> SessionRecord:
        """The last evening, to go on with; an empty one if there is none that can be read.

        Raises:
            StoreUnusable: The store cannot be read.
        """
        latest = self._sessions.latest()
        if latest is None:
            return SessionRecord()
        row, text = latest
        try:
            record = from_text(text, self._finder.find)
        except ValueError as error:
            _log.warning("The last evening cannot be read: %s", error)
            return SessionRecord()
        self._row, self._number = row, record.number
        return record
