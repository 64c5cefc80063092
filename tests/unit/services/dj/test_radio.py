from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.radio import Kinship, Radio, kin_of


def track(number: int, artist: str, album: str, folder: str) -> Track:
    tags = Tags(title=f"{number}", artist=artist, album=album)
    path = Path(f"/music/{folder}/{number}.ogg")
    return Track(TrackId(number), path, ContentId(f"{number}"), Seconds(60.0 + 5 * number), tags)


TRACKS = [
    track(0, "Ann", "One", "x"),
    track(1, "Ann", "One", "x"),
    track(2, "Ann", "Two", "x"),
    track(3, "Bob", "One", "y"),
    track(4, "Bob", "", "y"),
]


@pytest.fixture
def space() -> Space:
    vectors = np.random.default_rng(0).standard_normal((5, 6)).astype(np.float32)
    return Space.of(TRACKS, vectors)


@pytest.mark.parametrize(
    ("kinship", "seed", "kin"),
    [
        (Kinship.ALBUM, 0, [0, 1]),
        (Kinship.ARTIST, 0, [0, 1, 2]),
        (Kinship.FOLDER, 3, [3, 4]),
        (Kinship.ALBUM, 4, [4]),
    ],
)
def test_kin_share_what_is_asked_for(
    space: Space, kinship: Kinship, seed: int, kin: list[int]
) -> None:
    assert kin_of([TRACKS[seed]], kinship, space) == [TRACKS[number] for number in kin]


def test_a_seed_from_outside_belongs_to_it(space: Space) -> None:
    outside = track(9, "Ann", "Nine", "z")
    assert kin_of([outside], Kinship.ARTIST, space) == [*TRACKS[:3], outside]


def test_anchors_together_weigh_as_much_as_what_was_heard(space: Space) -> None:
    radio = Radio()
    assert radio.in_space(space) == ()
    first = radio.tune_in("All", TRACKS, space)
    assert radio.name == "All"
    assert radio.anchors[-1] == first
    assert sum(steer.strength for steer in radio.in_space(space)) == pytest.approx(1.0)
    radio.leave()
    assert radio.in_space(space) == ()


def test_what_nobody_has_listened_to_may_be_tuned_in_to(space: Space) -> None:
    radio = Radio()
    outside = track(9, "Ann", "Nine", "z")
    assert radio.tune_in("Nine", [outside], space) == outside
    assert radio.in_space(space) == ()
