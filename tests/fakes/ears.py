"""An ear in the tests' own process: real decoding and slices, a quick encoder, no processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.heard import Decoded, Heard, decoded_file
from deej_desktop.analysis.mel import MelSlices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from deej_desktop.domain.sound import Listen
from tests.fakes.encoders import FakeEncoder

T = TypeVar("T")


class FakeEar:
    """Satisfies `Ear`; listens when asked, so every promise is kept at once.

    Attributes:
        listened: The files it was given, in order.
        damaged: Files that turn out to be damaged.
        fail_after: Raises `KeyboardInterrupt`, as a sudden end, after so many files.
    """

    capacity = 2

    def __init__(self, card: EncoderCard) -> None:
        self._encoder = FakeEncoder(card)
        self.listened: list[Path] = []
        self.damaged: set[Path] = set()
        self.fail_after: int | None = None

    @contextmanager
    def lend(self) -> Iterator[FakeEar]:
        yield self

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[Heard]:
        if self.fail_after is not None and len(self.listened) >= self.fail_after:
            raise KeyboardInterrupt
        self.listened.append(path)
        return _kept(lambda: self._heard(path, listen))

    def slices(self, path: Path) -> Future[MelSlices]:
        return _kept(lambda: self._decoded(path, Listen.FULL).slices)

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        return _kept(lambda: self._encoder.encode(slices))

    def _heard(self, path: Path, listen: Listen) -> Heard:
        decoded = self._decoded(path, listen)
        return Heard(self._encoder.encode(decoded.slices.slices), decoded.sound)

    def _decoded(self, path: Path, listen: Listen) -> Decoded:
        if path in self.damaged:
            raise UnreadableAudio(path, "it is damaged")
        decoded = decoded_file(path, self._encoder.card.preprocessing, listen)
        if not len(decoded.slices.slices):
            raise UnreadableAudio(path, "nothing can be heard in it")
        return decoded


def _kept(make: Callable[[], T]) -> Future[T]:
    promise: Future[T] = Future()
    try:
        promise.set_result(make())
    except DeejError as error:
        promise.set_exception(error)
    return promise
