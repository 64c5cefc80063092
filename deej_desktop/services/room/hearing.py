"""From the latest sound of a room to what it is and what goes with it; window and command share it.

Every second the latest five are encoded. What is said of the room rests on the last ten of these,
so it settles while more is heard, and follows within seconds when the song changes.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass

import numpy as np

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.mel import mel_slices
from deej_desktop.analysis.mp3tovec import unit_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import ListeningFailed
from deej_desktop.domain.units import Seconds
from deej_desktop.library.vectors import VectorStore
from deej_desktop.microphone.gate import Gate, Heard
from deej_desktop.microphone.noise import without_noise
from deej_desktop.recommend.directions import unit
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.indexing.indexer import Ear
from deej_desktop.services.room.api import Proposal, Recognised
from deej_desktop.services.room.candidates import Candidates
from deej_desktop.services.room.proposals import Proposer, room_sound
from deej_desktop.services.room.recognition import TRIED, Recognition

WINDOW = Seconds(5.0)
"""Sound that is needed before anything can be said: a slice, and a little."""

SOUND = Seconds(10.0)
"""Sound that `RoomHearing.hear` makes use of; more tells no more."""

_WINDOWS = 10
_TAIL = 4
"""Windows that count as what goes on now."""

_ANSWER_LIMIT_S = 60.0
_OTHER = 3
"""Windows in a row that are no music, after which the song before is forgotten."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What is known of the room at a moment.

    Attributes:
        heard: What kind of sound it is.
        this_is: The track that is playing, if it was recognised.
        follows: What could follow, the best first.
        goes_with: What goes with it, the best first.
    """

    heard: Heard
    this_is: Recognised | None = None
    follows: tuple[Proposal, ...] = ()
    goes_with: tuple[Proposal, ...] = ()


class RoomHearing:
    """Listens to one room; called from one thread."""

    def __init__(
        self,
        space: Space,
        vectors: VectorStore,
        card: EncoderCard,
        ear: Ear,
        options: RuleOptions,
        count: int,
        cancel: CancelToken | None = None,
    ) -> None:
        """Make ready, the encoder as well.

        Args:
            space: The library.
            vectors: Of the same encoder.
            card: The encoder's.
            ear: Encodes, and decodes candidates.
            options: The listener's rules for what may be proposed.
            count: How many to propose.
            cancel: Ends waiting for the encoder.
        """
        self._space = space
        self._options = options
        self._count = count
        self._form = card.preprocessing
        self._ear = ear
        self._cancel = cancel or CancelToken()
        self._gate = Gate()
        self._candidates = Candidates(space, vectors)
        self._recognition = Recognition(space, ear, self._form)
        self._proposer = Proposer(space, options, count)
        self._windows: deque[FloatArray] = deque(maxlen=_WINDOWS)
        self._ranking: Sequence[int] = ()
        self._others = 0
        self._impression = Impression(Heard.SILENCE)
        # Loading the encoder takes seconds, in which sound gathers.
        ear.encode(np.zeros((1, self._form.n_mels, self._form.frames), np.float32))

    @property
    def ranking(self) -> Sequence[int]:
        """Rows of the tracks most like what is heard, the likest first, until one is recognised."""
        return self._ranking

    @property
    def left(self) -> int:
        """How many tracks may still turn out to be what was heard, in time, without more sound."""
        return self._recognition.left

    def replace_library(self, space: Space) -> None:
        """Choose from another view of the library; what was heard stays."""
        if space is not self._space:
            self._space = space
            self._candidates.replace_library(space)
            self._recognition.replace_library(space)
            self._proposer = Proposer(space, self._options, self._count)
            self._ranking = ()

    def hear(self, sound: FloatArray, now: Seconds) -> Impression:
        """Take the latest sound, once a second or so. Waits for the encoder.

        Args:
            sound: The latest `SOUND` or less, at least `WINDOW`, at the card's rate, shape (n,).
            now: When that was, on any clock.

        Raises:
            EncoderUnusable: The encoder is broken.
            MissingLibrary: A library that it needs is missing.
            ListeningFailed: It does not answer.
            Cancelled: If asked to stop, or the ear was closed.
        """
        window = sound[-round(WINDOW * self._form.sample_rate) :]
        heard = self._gate.judge(window, self._form.sample_rate)
        if heard is not Heard.MUSIC and not self._still_playing(heard):
            return self._without_music(heard)
        self._others = 0
        vector = self._encode(sound)
        if vector is not None:
            self._windows.append(vector)
            self._recognise(sound, now)
            self._propose()
        return self._impression

    def settle(self, sound: FloatArray, now: Seconds) -> Impression:
        """Take what has been found out meanwhile of the sound that was heard last, at `now`."""
        if self._windows:
            self._recognise(sound, now)
            self._propose()
        return self._impression

    def _still_playing(self, heard: Heard) -> bool:
        """What is recognised is music, whatever it sounds like."""
        return heard is not Heard.SILENCE and self._recognition.found is not None

    def _without_music(self, heard: Heard) -> Impression:
        self._others += 1
        if self._others >= _OTHER:
            self._windows.clear()
            self._recognition.forget()
        this_is = self._impression.this_is if self._windows else None
        before = self._impression
        self._impression = Impression(heard, this_is, before.follows, before.goes_with)
        return self._impression

    def _encode(self, sound: FloatArray) -> FloatArray | None:
        """The unit vector (1, d) of the last window; None if nothing can be heard in it."""
        clean = without_noise(sound, self._form.sample_rate)
        slices = mel_slices(clean[-self._form.frames * self._form.hop :], self._form).slices[:1]
        units = unit_slices(self._answer(self._ear.encode(slices)))
        return units if len(units) else None

    def _answer(self, promise: Future[FloatArray]) -> FloatArray:
        until = time.monotonic() + _ANSWER_LIMIT_S
        while not wait([promise], timeout=0.2).done:
            self._cancel.raise_if_cancelled()
            if time.monotonic() > until:
                raise ListeningFailed(
                    "The encoder does not answer: close other programs, and listen anew."
                )
        return promise.result()

    def _recognise(self, sound: FloatArray, now: Seconds) -> None:
        before = self._recognition.found
        if before is None:
            windows = np.concatenate(self._windows)
            whole = unit(windows.sum(axis=0))
            direction = room_sound(self._space, whole, whole).whole
            self._ranking = self._candidates.rank(direction, windows, TRIED)
        found = self._recognition.follow(sound, now, self._ranking)
        if before is not None and found is None:
            # Another song has begun; what was heard of the old one says nothing of it.
            while len(self._windows) > _OTHER:
                self._windows.popleft()

    def _propose(self) -> None:
        windows = list(self._windows)
        whole = unit(np.concatenate(windows).sum(axis=0))
        tail = unit(np.concatenate(windows[-_TAIL:]).sum(axis=0))
        sound = room_sound(self._space, whole, tail)
        found = self._recognition.found
        playing = None if found is None else found.row
        self._impression = Impression(
            Heard.MUSIC,
            None if found is None else Recognised(self._space.tracks[found.row], found.position),
            self._proposer.follows(sound, playing),
            self._proposer.goes_with(sound, playing),
        )


def summed_up(heard: list[Heard]) -> Heard:
    """What a whole recording is, from what its windows were: music if a third of it is."""
    if not heard:
        return Heard.SILENCE
    counts = Counter(heard)
    if counts[Heard.MUSIC] * 3 >= len(heard):
        return Heard.MUSIC
    return counts.most_common(1)[0][0]
