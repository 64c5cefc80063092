"""Saying which track of the library is playing, and where in it.

The encoder says what sounds alike; only the recording itself says that it is the same. So the
candidates that the encoder ranks highest are decoded, one after the other, and their fingerprints
compared with the sound of the room.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.mel import MelSlices, mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.fingerprint import Fingerprint, Match, find, fingerprint
from deej_desktop.recommend.space import Space
from deej_desktop.services.indexing.indexer import Ear

_log = logging.getLogger(__name__)

V = TypeVar("V")

TRIED = 40
"""So many candidates are decoded before a song counts as unknown."""

_AT_A_TIME = 2
_COMPARED_AT_A_TIME = 4
_KEPT = 50

_STRETCH = Seconds(10.0)
_SURE = (0.20, 0.16)
"""Likeness from which a track is recognised, by five seconds of sound and by ten."""

_STILL = 0.12
"""Likeness below which it no longer is."""

_MISSES = 3
"""Seconds without likeness, in a row, after which another song is looked for."""

_AGAIN_AFTER = Seconds(4.0)
"""After so long, sound is new enough to compare a candidate again."""


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised track.

    Attributes:
        row: In the space.
        position: How far into it the sound has come.
    """

    row: int
    position: Seconds


class Recognition:
    """Follows one room; call `follow` every second or so, from one thread."""

    def __init__(self, space: Space, ear: Ear, form: Preprocessing) -> None:
        self._space = space
        self._ear = ear
        self._form = form
        self._known: OrderedDict[int, Fingerprint] = OrderedDict()
        self._coming: dict[int, Future[MelSlices]] = {}
        self._unusable: set[int] = set()
        self._compared_at: dict[int, Seconds] = {}
        self._found: Found | None = None
        self._misses = 0
        self._left = 0

    @property
    def found(self) -> Found | None:
        """The track that is playing, as far as is known."""
        return self._found

    @property
    def left(self) -> int:
        """How many candidates are still to be compared with what was heard so far."""
        return self._left

    def replace_library(self, space: Space) -> None:
        """Know the same tracks by their rows in another view of the library."""
        rows = [space.row_of(track) for track in self._space.tracks]
        self._space = space
        self._known = OrderedDict(_moved(self._known, rows))
        self._coming = dict(_moved(self._coming, rows))
        self._compared_at = dict(_moved(self._compared_at, rows))
        self._unusable = set(dict(_moved(dict.fromkeys(self._unusable), rows)))
        if self._found is not None:
            row = rows[self._found.row]
            self._found = None if row is None else Found(row, self._found.position)

    def forget(self) -> None:
        """Be ready for another song; fingerprints are kept."""
        self._found = None
        self._misses = 0
        self._left = 0
        self._compared_at.clear()

    def follow(self, sound: FloatArray, now: Seconds, ranking: Sequence[int]) -> Found | None:
        """Take the latest sound, compare, and say what is playing.

        Args:
            sound: Ten seconds or less, at least five, at the card's sample rate, shape (n,).
            now: Any clock; tells how old earlier comparisons are.
            ranking: Rows of the candidates, the likest first.
        """
        self._collect()
        rate = self._form.sample_rate
        sound = sound[-round(_STRETCH * rate) :]
        stretch = fingerprint(_levels(mel_slices(sound, self._form), self._form))
        stretch = stretch[:, : sound.size // self._form.hop]
        length = Seconds(sound.size / rate)
        if self._found is not None:
            self._see_whether_still(stretch, length, now)
        if self._found is None:
            self._look_for(stretch, length, now, ranking[:TRIED])
            self._decode(ranking[:TRIED])
        left = set(ranking[:TRIED]) - self._compared_at.keys() - self._unusable
        self._left = 0 if self._found is not None else len(left)
        return self._found

    def _see_whether_still(self, stretch: Fingerprint, length: Seconds, now: Seconds) -> None:
        assert self._found is not None
        row = self._found.row
        match = find(stretch, self._known[row])
        if match.likeness >= _STILL:
            self._misses = 0
            self._found = Found(row, self._position(match, length))
        elif (misses := self._misses + 1) < _MISSES:
            self._misses = misses
        else:
            self.forget()
            self._compared_at[row] = now

    def _look_for(
        self, stretch: Fingerprint, length: Seconds, now: Seconds, ranking: Sequence[int]
    ) -> None:
        fresh = [row for row in ranking if row in self._known and self._is_due(row, now)]
        # Those never compared first; the others in turn.
        fresh.sort(key=lambda row: self._compared_at.get(row, -np.inf))
        matches = {row: find(stretch, self._known[row]) for row in fresh[:_COMPARED_AT_A_TIME]}
        for row in matches:
            self._compared_at[row] = now
            self._known.move_to_end(row)
        best = max(matches, key=lambda row: matches[row].likeness, default=None)
        if best is None:
            return
        share = (length - _STRETCH / 2) / (_STRETCH / 2)
        if matches[best].likeness >= np.interp(share, (0, 1), _SURE):
            self._found = Found(best, self._position(matches[best], length))
            _log.info("Recognised row %d by %.2f", best, matches[best].likeness)

    def _is_due(self, row: int, now: Seconds) -> bool:
        before = self._compared_at.get(row)
        return before is None or now - before >= _AGAIN_AFTER

    def _position(self, match: Match, length: Seconds) -> Seconds:
        return Seconds(match.frame * self._form.hop / self._form.sample_rate + length)

    def _decode(self, ranking: Sequence[int]) -> None:
        for row in ranking:
            if len(self._coming) >= _AT_A_TIME:
                return
            if row not in self._known and row not in self._unusable and row not in self._coming:
                self._coming[row] = self._ear.slices(self._space.tracks[row].path)

    def _collect(self) -> None:
        for row, future in list(self._coming.items()):
            if not future.done():
                continue
            del self._coming[row]
            try:
                found = future.result()
            except UnreadableAudio as error:
                # It was there when it was scanned; then it is not what is playing now.
                _log.info("A candidate is left out: %s", error)
                self._unusable.add(row)
            else:
                self._known[row] = fingerprint(_levels(found, self._form))
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)


def _moved(by_row: Mapping[int, V], rows: Sequence[int | None]) -> Iterator[tuple[int, V]]:
    """What is known of rows, by where `rows` says that they are now; of those gone, nothing."""
    for before, value in by_row.items():
        row = rows[before]
        if row is not None:
            yield row, value


def _levels(found: MelSlices, form: Preprocessing) -> FloatArray:
    """Slices side by side where they belong, (n_mels, n_frames), in dB; silence between them."""
    low, high = form.output
    last = int(found.positions[-1]) if found.positions.size else 0
    levels = np.zeros((form.n_mels, (last + 1) * form.frames), np.float32)
    for position, part in zip(found.positions, found.slices, strict=True):
        start = int(position) * form.frames
        levels[:, start : start + form.frames] = form.top_db * (part - low) / (high - low)
    return levels
