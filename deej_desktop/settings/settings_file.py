"""Keeping the settings: one JSON file, written whole or not at all."""

from __future__ import annotations

import json
import logging
import os
import threading
from pathlib import Path

from pydantic import ValidationError

from deej_desktop.domain.errors import SettingsUnusable
from deej_desktop.settings.settings import VERSION, Settings

_log = logging.getLogger(__name__)

FILE_NAME = "settings.json"


class SettingsFile:
    """The settings of one data folder; may be read and changed from any thread.

    A file that cannot be understood is put aside under another name and the defaults are used:
    `warning` then holds a sentence for the listener.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self.warning = ""
        self._current = self._load()

    @property
    def current(self) -> Settings:
        """The settings as they are."""
        return self._current

    def change(self, **values: object) -> None:
        """Change and keep some settings, named as in `Settings`.

        Raises:
            SettingsUnusable: The file cannot be written; the change holds until Deej ends.
            pydantic.ValidationError: A value outside its limits, which a face must not let through.
        """
        with self._lock:
            changed = Settings.model_validate(self._current.model_dump() | values)
            if changed == self._current:
                return
            self._current = changed
            self._save()

    def _load(self) -> Settings:
        try:
            stored = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.warning = f"The settings in {self._path} cannot be read; using the usual ones."
            _log.warning("%s (%s)", self.warning, error)
            return Settings()
        except ValueError as error:
            return self._put_aside(f"they are damaged ({error})")
        if not isinstance(stored, dict):
            return self._put_aside("they are damaged")
        version = stored.get("version")
        if isinstance(version, int) and version > VERSION:
            return self._put_aside("they were written by a newer Deej")
        try:
            return Settings.model_validate(stored | {"version": VERSION})
        except ValidationError as error:
            return self._put_aside(f"a value is not allowed ({error.error_count()} in all)")

    def _put_aside(self, reason: str) -> Settings:
        aside = self._path.with_suffix(".json.unused")
        self.warning = f"The settings are not used because {reason}; they are kept in {aside.name}."
        _log.warning("%s", self.warning)
        try:
            self._path.replace(aside)
        except OSError:
            _log.exception("The unusable settings could not be put aside")
        return Settings()

    def _save(self) -> None:
        temporary = self._path.with_suffix(".json.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8") as stream:
                stream.write(self._current.model_dump_json(indent=2))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise SettingsUnusable(
                f"The settings cannot be saved in {self._path.parent} ({error.strerror}); "
                "check that there is room and that you may write there."
            ) from error
