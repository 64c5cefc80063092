"""Why a track was chosen, as data for the window and as a sentence for the command line."""

from __future__ import annotations

import math
from dataclasses import dataclass

from deej_desktop.domain.track import Track
from deej_desktop.recommend.rules import RuleName

_KEPT_BACK = {
    RuleName.SAME_ALBUM: "of an album just heard",
    RuleName.SAME_ARTIST: "by an artist just heard",
    RuleName.HEARD_LATELY: "heard lately",
    RuleName.INTERLUDE: "very short",
    RuleName.SEASON: "out of season",
    RuleName.SAME_SONG: "already heard in another recording",
    RuleName.AUDIBLE: "silent",
    RuleName.LENGTH: "too short or too long",
    RuleName.EXCLUDED: "excluded by you",
    RuleName.NO_REPEAT: "heard already",
}
_GAVE_WAY = {
    RuleName.SAME_ALBUM: "No other album left.",
    RuleName.SAME_ARTIST: "No other artist left.",
    RuleName.HEARD_LATELY: "All that is left was heard lately.",
    RuleName.INTERLUDE: "Only very short tracks are left.",
    RuleName.SEASON: "Only Christmas music is left.",
    RuleName.SAME_SONG: "Only other recordings of songs already heard are left.",
    RuleName.AUDIBLE: "Only tracks in which nothing could be heard are left.",
}


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Tracks that would have come first but for a rule.

    Attributes:
        rule: Which rule.
        tracks: How many that were closer than the choice.
    """

    rule: RuleName
    tracks: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of one choice.

    Attributes:
        closest: The recent track it is most similar to; None if it can be compared with none.
        percentile: How close the two are: the share in 0..1 of the library's pairs less close.
        rank: How many allowed tracks were closer; chance or the seam passed them over.
        for_seam: Whether it was preferred to near-equals because it begins as the one before ends.
        kept_back: What rules held back that was closer.
        relaxed: Rules that gave way because nothing else was left.
        no_close_match: Whether even the best that was allowed is not close.
        again: Whether everything had been heard and the session started again.
    """

    closest: Track | None
    percentile: float
    rank: int
    for_seam: bool = False
    kept_back: tuple[KeptBack, ...] = ()
    relaxed: tuple[RuleName, ...] = ()
    no_close_match: bool = False
    again: bool = False

    def text(self) -> str:
        """The reasons in plain English, as one or more sentences."""
        said = [self._closeness()]
        said += ["Everything has been heard, so it starts again."] if self.again else []
        said += [_GAVE_WAY[rule] for rule in self.relaxed if rule in _GAVE_WAY]
        said += ["No close match left."] if self.no_close_match else []
        if self.for_seam:
            said.append("Of near-equals, its beginning fits best.")
        elif self.rank:
            closer = "1 closer one" if self.rank == 1 else f"{self.rank} closer ones"
            said.append(f"Taken by chance before {closer}.")
        if self.kept_back:
            parts = [f"{held.tracks} {_KEPT_BACK[held.rule]}" for held in self.kept_back]
            said.append(f"Closer, but kept back: {', '.join(parts)}.")
        return " ".join(said)

    def _closeness(self) -> str:
        if self.closest is None:
            return "There is nothing to compare it with."
        # Rounded down: there is always a closer pair.
        percent = min(math.floor(1000 * self.percentile) / 10, 99.9)
        # It was heard just now, so its title says which it is, with room for the rest of the row.
        return (
            f"Closest to {self.closest.title}, closer than {percent:g} % of pairs in your library."
        )
