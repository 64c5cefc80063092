"""An ear in the tests' own process: real decoding and slices, a quick encoder, no processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.mel import MelSlices, mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from tests.fakes.encoders import FakeEncoder

T = TypeVar("T")


class FakeEar:
    """Satisfies `Ear`; listens when asked, so every promise is kept at once.

    Attributes:
        listened: The files it was given, in order.
        fail_after: Raises `KeyboardInterrupt`, as a sudden end, after so many files.
    """

    capacity = 2

    def __init__(self, card: EncoderCard) -> None:
        self._encoder = FakeEncoder(card)
        self.listened: list[Path] = []
        self.fail_after: int | None = None

    @contextmanager
    def lend(self) -> Iterator[FakeEar]:
        yield self

    def listen(self, path: Path, *, urgent: bool = False) -> Future[FloatArray]:
        if self.fail_after is not None and len(self.listened) >= self.fail_after:
            raise KeyboardInterrupt
        self.listened.append(path)
        return _kept(lambda: self._encoder.encode(self._slices(path).slices))

    def slices(self, path: Path) -> Future[MelSlices]:
        return _kept(lambda: self._slices(path))

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        return _kept(lambda: self._encoder.encode(slices))

    def _slices(self, path: Path) -> MelSlices:
        form = self._encoder.card.preprocessing
        found = mel_slices(decode_mono(path, form.sample_rate), form)
        if not len(found.slices):
            raise UnreadableAudio(path, "nothing can be heard in it")
        return found


def _kept(make: Callable[[], T]) -> Future[T]:
    promise: Future[T] = Future()
    try:
        promise.set_result(make())
    except DeejError as error:
        promise.set_exception(error)
    return promise
