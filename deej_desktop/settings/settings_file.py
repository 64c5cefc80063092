"""Keeping the settings: one JSON file, written whole or not at all, by several processes."""

from __future__ import annotations

import json
import logging
import os
import threading
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from deej_desktop.domain.errors import SettingsUnusable
from deej_desktop.domain.signal import Signal
from deej_desktop.settings.settings import VERSION, Settings

_log = logging.getLogger(__name__)

FILE_NAME = "settings.json"


class _UnusableError(Exception):
    """Why a file cannot be understood, as the end of a sentence."""


class SettingsFile:
    """The settings of one data folder; may be read and changed from any thread.

    A file that cannot be understood is put aside under another name and the defaults are used:
    `warning` then holds a sentence for the listener.

    `changed` is emitted, in the thread that changed something, with the settings as they are then.

    `unsaved` is emitted, in a thread of its own, with a sentence for the listener when changes
    cannot be saved in the background; once, until they can be saved again.
    """

    def __init__(self, folder: Path, save_after_s: float = 0.0) -> None:
        """Read the settings in `folder`.

        Args:
            folder: The listener's data folder; made when it is first needed.
            save_after_s: Longest time in seconds until a change is saved, in the background,
                together with those that follow it; 0: `change` saves at once. Otherwise `close`
                must be called.
        """
        self.warning = ""
        self.changed: Signal[Settings] = Signal()
        self.unsaved: Signal[str] = Signal()
        self._path = folder / FILE_NAME
        self._save_after_s = save_after_s
        self._lock = threading.Lock()
        self._saving = threading.Lock()
        self._changed: dict[str, object] = {}
        self._timer: threading.Timer | None = None
        self._told = False
        self._current = self._read() or Settings()

    @property
    def current(self) -> Settings:
        """The settings as they are."""
        return self._current

    def change(self, **values: object) -> None:
        """Change and keep some settings, named as in `Settings`.

        What another process has changed meanwhile is kept.

        Raises:
            SettingsUnusable: The file cannot be written; the change holds until Deej ends. Not
                raised if it is saved in the background: see `unsaved`.
            pydantic.ValidationError: A value outside its limits, which a face must not let through.
        """
        with self._lock:
            before = self._current.model_dump()
            self._current = Settings.model_validate(before | values)
            after = self._current.model_dump()
            new = {name: after[name] for name in after if after[name] != before[name]}
            self._changed |= new
            if self._save_after_s > 0 and self._changed and self._timer is None:
                self._timer = threading.Timer(self._save_after_s, self._save_in_background)
                self._timer.daemon = True
                self._timer.start()
        try:
            if self._save_after_s <= 0:
                self._save()
        finally:
            # What cannot be saved holds all the same, until Deej ends.
            if new:
                self.changed.emit(self._current)

    def close(self) -> None:
        """Save what is not saved yet; later changes are saved at once.

        Raises:
            SettingsUnusable: The file cannot be written, and `unsaved` has not said so.
        """
        with self._lock:
            self._save_after_s = 0.0
            if self._timer is not None:
                self._timer.cancel()
        try:
            self._save()
        except SettingsUnusable:
            if not self._told:
                raise
            _log.exception("The last changes of the settings are lost")

    def _read(self) -> Settings | None:
        """What the file says; None if there is none that can be used."""
        try:
            return _settings_in(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            self.warning = f"The settings in {self._path} cannot be read; using the usual ones."
            _log.warning("%s (%s)", self.warning, error)
            return None
        except _UnusableError as error:
            self._put_aside(str(error))
            return None

    def _put_aside(self, reason: str) -> None:
        aside = self._path.with_suffix(".json.unused")
        self.warning = f"The settings are not used because {reason}; they are kept in {aside.name}."
        _log.warning("%s", self.warning)
        try:
            self._path.replace(aside)
        except OSError:
            _log.exception("The unusable settings could not be put aside")

    def _save_in_background(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self._save()
        except SettingsUnusable as error:
            _log.warning("%s", error, exc_info=error.__cause__)
            if not self._told:
                self._told = True
                self.unsaved.emit(str(error))
        else:
            self._told = False

    def _save(self) -> None:
        with self._saving:
            with self._lock:
                changed, self._changed = self._changed, {}
                current = self._current
            if not changed:
                return
            stored = self._read() or current
            try:
                self._write(Settings.model_validate(stored.model_dump() | changed))
            except SettingsUnusable:
                with self._lock:
                    self._changed = changed | self._changed
                raise

    def _write(self, settings: Settings) -> None:
        # A name of its own: another process may be saving, too.
        temporary = self._path.with_suffix(f".json.{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8") as stream:
                stream.write(settings.model_dump_json(indent=2))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                temporary.unlink()
            raise SettingsUnusable(
                f"The settings cannot be saved in {self._path.parent} ({error.strerror}); "
                "check that there is room and that you may write there."
            ) from error


def _settings_in(written: bytes) -> Settings:
    try:
        stored = json.loads(written)
    except ValueError as error:
        raise _UnusableError(f"they are damaged ({error})") from error
    if not isinstance(stored, dict):
        raise _UnusableError("they are damaged")
    version = stored.get("version")
    if isinstance(version, int) and version > VERSION:
        raise _UnusableError("they were written by a newer Deej")
    try:
        return Settings.model_validate(stored | {"version": VERSION})
    except ValidationError as error:
        raise _UnusableError(f"a value is not allowed ({error.error_count()} in all)") from error
