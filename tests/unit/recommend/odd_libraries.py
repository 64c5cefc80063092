"""Hypothesis strategies: any library there can be, however odd."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from tests.unit.recommend.libraries import track


class Odd(NamedTuple):
    """A space and how it was made.

    Attributes:
        space: The library.
        kinds: For each track: 0 silent, 1 not a number, 2 to 4 one of three vectors, else its own.
    """

    space: Space
    kinds: list[int]


@st.composite
def odd_libraries(draw: st.DrawFn, largest: int = 200) -> Odd:
    """Libraries with copies, identical vectors, silence, missing tags and few artists."""
    size = draw(st.one_of(st.integers(0, 8), st.integers(0, largest)))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    variety = draw(st.sampled_from([1, 5, 50]))
    kinds = chance.integers(0, draw(st.sampled_from([3, 6, 40])), size)
    vectors = chance.standard_normal((size, 8)).astype(np.float32)
    vectors[kinds == 0] = 0
    vectors[kinds == 1, 0] = np.nan
    for kind in (2, 3, 4):
        vectors[kinds == kind] = np.eye(8)[kind]
    tracks = [
        track(
            number,
            artist=f"Artist {chance.integers(variety)}" if chance.random() < 0.8 else "",
            title=f"Title {chance.integers(4 * variety)}" if chance.random() < 0.8 else "",
            album=f"Album {chance.integers(variety)}" if chance.random() < 0.8 else "",
            seconds=float(
                chance.choice([0, 5, 180, 200 + number, 2000], p=[0.05, 0.05, 0.4, 0.4, 0.1])
            ),
            content=f"content {chance.integers(3 * size)}" if chance.random() < 0.9 else "",
        )
        for number in range(size)
    ]
    heads = chance.standard_normal((size, 8)).astype(np.float32)
    centred = draw(st.booleans())
    return Odd(Space.of(tracks, vectors, heads, heads[::-1], centred=centred), kinds.tolist())


options = st.builds(
    RuleOptions,
    artist_apart=st.integers(0, 5),
    album_apart=st.integers(0, 5),
    one_recording=st.booleans(),
    interlude_s=st.sampled_from([0.0, 30.0]),
)
"""What listeners may set."""
