"""What other sessions have played lately, so that two evenings need not be alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.history import Play


class Lately:
    """When each recording was heard last."""

    def __init__(self, plays: Iterable[Play] = (), clock: Callable[[], float] = time.time) -> None:
        """Begin with what the history tells."""
        self._clock = clock
        self._heard_at: dict[ContentId, float] = {}
        for play in plays:
            self._note(play.content_id, play.started_at)

    def note(self, track: Track) -> None:
        """Remember that `track` is heard now."""
        self._note(track.content_id, self._clock())

    def within(self, seconds: Seconds) -> set[ContentId]:
        """The recordings that were heard so lately."""
        since = self._clock() - seconds
        return {content for content, at in self._heard_at.items() if at > since}

    def _note(self, content: ContentId, at: float) -> None:
        self._heard_at[content] = max(at, self._heard_at.get(content, at))
