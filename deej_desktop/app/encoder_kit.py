"""All that hangs on one encoder, in one piece, so that another can take its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from deej_desktop.app.wiring import Engines, rule_options
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.pace import Pace
from deej_desktop.services.indexing.shared_ear import SharedEar
from deej_desktop.services.pooling.spaces import FollowingSpace, LatestSpace
from deej_desktop.services.room.session import RoomEngines


@dataclass(frozen=True, slots=True)
class EncoderKit:
    """What listens and chooses by one encoder; nothing in it meets another's vectors.

    Attributes:
        engines: Wired for the encoder, with an ear that is shared.
        indexer: Brings what the encoder has heard up to date.
        hearing: Knows how any file sounds to it.
        latest: The library as it hears it, as it was loaded last.
        close: Ends its worker processes for good.
    """

    engines: Engines
    indexer: Indexer
    hearing: Hearing
    latest: LatestSpace
    close: Callable[[], None]
    _following: FollowingSpace

    @classmethod
    def of(cls, engines: Engines, pace: Pace) -> EncoderKit:
        """Wire what `engines` have the encoder for; scans keep to the `pace`."""
        ear = SharedEar(engines.open_ear)
        engines = replace(engines, open_ear=ear.lend)
        return cls(
            engines=engines,
            indexer=engines.indexer(pace),
            hearing=engines.hearing(),
            latest=LatestSpace(engines.empty_space()),
            close=ear.close,
            _following=FollowingSpace(engines.catalogue, engines.vectors, engines.encoder.card),
        )

    @property
    def map_file(self) -> Path:
        """Where the map of the library is kept, as this encoder hears it."""
        return self.engines.data_dir / f"map-{self.engines.encoder.card.id}.npz"

    def load(self) -> Space:
        """Have the library as it is now; takes its time."""
        self.latest.put(self._following.load())
        return self.latest.get()

    def follow_epsilon(self) -> bool:
        """Compare by the epsilon that the settings want by now; whether that is another."""
        if self.indexer.epsilon == self.engines.epsilon:
            return False
        self.indexer.epsilon = self.hearing.epsilon = self.engines.epsilon
        return True

    def room_engines(self) -> RoomEngines:
        """What listening to a room needs."""
        engines = self.engines
        return RoomEngines(
            card=engines.encoder.card,
            vectors=engines.vectors,
            space=self.latest.get,
            lend_ear=engines.open_ear,
            options=lambda: rule_options(engines.settings.current),
        )
