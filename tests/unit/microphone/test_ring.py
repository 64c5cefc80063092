from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.microphone.ring import Ring


@settings(deadline=None, max_examples=100)
@given(
    size=st.integers(1, 20),
    blocks=st.lists(st.integers(0, 45), max_size=8),
    asked=st.integers(0, 30),
)
def test_it_keeps_the_latest_in_order(size: int, blocks: list[int], asked: int) -> None:
    ring = Ring(size)
    everything = np.arange(sum(blocks), dtype=np.float32)
    for end, count in zip(np.cumsum(blocks), blocks, strict=True):
        ring.write(everything[end - count : end])
    kept = everything[-size:]
    expected = kept[kept.size - min(asked, kept.size) :]
    np.testing.assert_array_equal(ring.latest(asked), expected)
    assert ring.written == everything.size


def test_what_was_read_stays_as_it_was() -> None:
    ring = Ring(4)
    ring.write(np.ones(4, np.float32))
    before = ring.latest(4)
    ring.write(np.zeros(4, np.float32))
    assert before.sum() == 4
