"""Tuning in the background, for the window."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.store import Store
from deej_desktop.services.encoders.installed import InstalledEncoder, base_of, chosen_encoder
from deej_desktop.services.tuning.api import TuningState
from deej_desktop.settings.settings import Settings

_log = logging.getLogger(__name__)


class ChosenSettings(Protocol):
    """What tuning needs of the listener's settings."""

    @property
    def current(self) -> Settings:
        """As they are."""

    def change(self, **values: object) -> None:
        """Change and keep some."""


class Tuner:
    """Implements `deej_desktop.services.tuning.api.TuningApi`, in a thread of its own."""

    def __init__(
        self, store: Store, data_dir: Path, in_use: InstalledEncoder, settings: ChosenSettings
    ) -> None:
        self.changed: Signal[TuningState] = Signal()
        self._store = store
        self._data_dir = data_dir
        self._in_use = in_use
        self._settings = settings
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tuning")
        self._lock = threading.Lock()
        self._running: Future[None] | None = None
        self._cancel = CancelToken()
        self._state = TuningState(tuned=in_use.card.base is not None)

    @property
    def state(self) -> TuningState:
        """See `TuningApi`."""
        return self._state

    def start(self) -> None:
        """See `TuningApi`."""
        with self._lock:
            if self._running is None or self._running.done():
                self._cancel = CancelToken()
                self._running = self._thread.submit(self._work, self._cancel)

    def cancel(self) -> None:
        """See `TuningApi`."""
        self._cancel.cancel()

    def go_back(self) -> None:
        """See `TuningApi`."""
        self._cancel.cancel()
        self._thread.submit(self._choose_base)

    def change_encoder(self, in_use: InstalledEncoder) -> None:
        """Know which encoder is in use from now on, and is what to tune."""
        self._in_use = in_use
        self._publish(tuned=in_use.card.base is not None)

    def close(self) -> None:
        """Stop, if it runs, and wait for its safe point."""
        self._cancel.cancel()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _work(self, cancel: CancelToken) -> None:
        # What learns is loaded when it is wanted: all else is there the sooner.
        from deej_desktop.services.tuning.tune import tune_to_library

        self._publish(progress=Progress("Looking at what belongs together", 0))
        try:
            tuned = tune_to_library(
                self._store,
                self._data_dir,
                self._in_use,
                self._settings.current.epsilon,
                progress=lambda progress: self._publish(progress=progress),
                cancel=cancel,
            )
            if tuned.encoder is not None:
                self._choose(tuned.encoder)
            self._publish(progress=None, outcome=tuned.sentence)
        except Cancelled:
            self._publish(progress=None, outcome="")
        except DeejError as error:
            _log.warning("Tuning failed: %s", error, exc_info=error.__cause__)
            self._publish(progress=None, outcome=str(error))
        except Exception:  # noqa: BLE001 - the window must hear of it, whatever it is
            _log.exception("Tuning failed")
            sentence = "Tuning failed unexpectedly; the log has the details."
            self._publish(progress=None, outcome=sentence)

    def _choose_base(self) -> None:
        try:
            chosen = chosen_encoder(self._data_dir, self._settings.current.encoder)
            self._choose(base_of(self._data_dir, chosen))
        except DeejError as error:
            _log.warning("%s", error, exc_info=error.__cause__)
            self._publish(outcome=str(error))

    def _choose(self, encoder: InstalledEncoder) -> None:
        # The one that ships is not named by its id, which the next version may not ship.
        wanted: EncoderId | None = None if encoder.is_default else encoder.card.id
        self._settings.change(encoder=wanted)
        self._publish(tuned=encoder.card.base is not None)

    def _publish(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]
        self.changed.emit(self._state)
