"""Batches in a real process: its encoder says of each slice in how large a batch it came."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.encoding import EncodingQueue
from deej_desktop.domain.arrays import FloatArray
from tests.fakes.encoders import write_fake_encoder

PATIENCE_S = 60


def prepare() -> Callable[[FloatArray], FloatArray]:
    return batch_sizes


def batch_sizes(slices: FloatArray) -> FloatArray:
    """(n, 2): the first number of each slice, and how many came together."""
    if (slices < 0).any():
        raise ValueError("a slice below nothing")
    together = np.full(len(slices), len(slices))
    return np.stack([slices[:, 0, 0], together], axis=1).astype(np.float32)


def track(number: int, count: int) -> FloatArray:
    return np.full((count, 2, 3), number, np.float32)


@pytest.fixture
def encodings(tmp_path: Path) -> Iterator[EncodingQueue]:
    encodings = EncodingQueue(write_fake_encoder(tmp_path), prepare, most_waiting=8)
    yield encodings
    encodings.close()


def test_slices_of_several_tracks_fill_a_batch(encodings: EncodingQueue) -> None:
    # All of them wait while the process starts.
    promises = [encodings.encode(track(number, count)) for number, count in enumerate((10, 12, 3))]
    first, second, third = (promise.result(PATIENCE_S) for promise in promises)
    assert first.tolist() == [[0, 16]] * 10
    assert second.tolist() == [[1, 16]] * 6 + [[1, 9]] * 6
    assert third.tolist() == [[2, 9]] * 3


def test_what_is_urgent_comes_first_and_alone(encodings: EncodingQueue) -> None:
    order: list[str] = []
    usual = encodings.encode(track(0, 40))
    usual.add_done_callback(lambda _: order.append("usual"))
    urgent = encodings.encode(track(1, 5), urgent=True)
    urgent.add_done_callback(lambda _: order.append("urgent"))
    assert urgent.result(PATIENCE_S).tolist() == [[1, 5]] * 5
    assert usual.result(PATIENCE_S)[:, 0].tolist() == [0] * 40
    assert order == ["urgent", "usual"]


def test_what_nobody_waits_for_is_left_out_of_a_batch(encodings: EncodingQueue) -> None:
    kept, given_up = encodings.encode(track(0, 4)), encodings.encode(track(1, 4))
    assert given_up.cancel()
    assert kept.result(PATIENCE_S).tolist() == [[0, 4]] * 4


def test_a_batch_that_fails_holds_up_nothing(encodings: EncodingQueue) -> None:
    failing = [encodings.encode(track(-1, 2)) for _ in range(9)]  # more than may wait
    for promise in failing:
        with pytest.raises(Exception, match="does not stay alive"):
            promise.result(PATIENCE_S)
    answered = threading.Event()
    encodings.encode(track(3, 2)).add_done_callback(lambda _: answered.set())
    assert answered.wait(PATIENCE_S)
