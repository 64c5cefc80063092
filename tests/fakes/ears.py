"""An ear in the tests' own process: real decoding and slices, a quick encoder, no processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.mel import mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError, UnreadableAudio
from tests.fakes.encoders import FakeEncoder


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
        promise: Future[FloatArray] = Future()
        try:
            promise.set_result(self._slices(path))
        except DeejError as error:
            promise.set_exception(error)
        return promise

    def _slices(self, path: Path) -> FloatArray:
        form = self._encoder.card.preprocessing
        found = mel_slices(decode_mono(path, form.sample_rate), form)
        if not len(found.slices):
            raise UnreadableAudio(path, "nothing can be heard in it")
        return self._encoder.encode(found.slices)
