"""What was measured of the recordings, for whoever makes cues."""

from __future__ import annotations

import logging

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.sound import Sound
from deej_desktop.domain.units import ContentId
from deej_desktop.library.sound import SoundStore

_log = logging.getLogger(__name__)


class Loudness:
    """Satisfies `cues.Sounds`; what cannot be read counts as not measured."""

    def __init__(self, sounds: SoundStore) -> None:
        self._sounds = sounds
        self._usual_lufs: float | None = None

    @property
    def usual_lufs(self) -> float | None:
        """See `Sounds`; as it was at the last `refresh`."""
        return self._usual_lufs

    def of(self, content_id: ContentId) -> Sound | None:
        """See `Sounds`; one row by its key, which takes no time worth speaking of."""
        try:
            return self._sounds.of(content_id)
        except DeejError as error:
            _log.warning("Not known how loud it is: %s", error, exc_info=error.__cause__)
            return None

    def refresh(self) -> None:
        """Find out what is usual by now. Reads much: not for a thread that must not wait."""
        try:
            self._usual_lufs = self._sounds.median_lufs()
        except DeejError as error:
            _log.warning("Not known what is usual: %s", error, exc_info=error.__cause__)
