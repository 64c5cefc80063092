"""Made-up libraries for the tests of the recommender."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.recommend.space import Space


def track(
    number: int,
    *,
    artist: str = "",
    title: str = "",
    album: str = "",
    genre: str = "",
    seconds: float | None = None,
    content: str | None = None,
    path: str | None = None,
) -> Track:
    """A track; by default no two have anything in common, their length included."""
    return Track(
        id=TrackId(number),
        path=Path(path or f"/music/{number}.mp3"),
        content_id=ContentId(f"content {number}" if content is None else content),
        duration_s=Seconds(120.0 + 2.0 * number if seconds is None else seconds),
        tags=Tags(title=title, artist=artist, album=album, genre=genre),
    )


def directions(count: int, dimensions: int = 16, seed: int = 0) -> FloatArray:
    """Random vectors (count, dimensions)."""
    chance = np.random.default_rng(seed)
    return chance.standard_normal((count, dimensions)).astype(np.float32)


def line(count: int) -> FloatArray:
    """Vectors (count, 2) along an arc, neighbours closest."""
    angles = np.linspace(0, np.pi / 2, count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def styles(count: int, kinds: int = 5, dimensions: int = 16, seed: int = 0) -> FloatArray:
    """Vectors (count, dimensions) in `kinds` clusters; row i is of kind i modulo `kinds`."""
    centres = directions(kinds, dimensions, seed)
    return centres[np.arange(count) % kinds] + 0.3 * directions(count, dimensions, seed + 1)


def plain_space(vectors: FloatArray) -> Space:
    """A space of tracks without tags."""
    return Space.of([track(number) for number in range(len(vectors))], vectors)
