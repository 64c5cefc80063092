"""How fast and how good the recommender is, against the plainest way to do the same.

Run by `make bench`. Vectors are made up: tracks in styles, styles along a few directions. To
measure on music of your own as well, export its vectors (`deej vectors -o mine.npz`) and name the
file in DEEJ_BENCH_VECTORS.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.library.tags import read_tags
from deej_desktop.recommend import (
    Knobs,
    RuleName,
    RuleOptions,
    SessionView,
    Space,
    join,
    plan,
    standard_rules,
)

BETWEEN = 5
TRIPLES = 500


def made_up_space(tracks: int) -> Space:
    """Tracks of 25 styles by 10 artists for each, in albums of ten."""
    chance = np.random.default_rng(0)
    styles = chance.integers(25, size=tracks)
    latent = 1.2 * chance.standard_normal((25, 8))[styles] + chance.standard_normal((tracks, 8))
    vectors = latent @ chance.standard_normal((8, 100)) + 0.5 * chance.standard_normal(
        (tracks, 100)
    )
    artists = chance.integers(max(2, tracks // 500), size=tracks)
    return space_of(
        [
            Track(
                TrackId(n),
                Path(f"/music/{n}.mp3"),
                ContentId(f"{n}"),
                Seconds(float(chance.uniform(120, 400))),
                Tags(
                    title=f"Song {n}",
                    artist=f"Artist {styles[n]} {artists[n]}",
                    album=f"Album {styles[n]} {artists[n]} {chance.integers(3)}",
                ),
            )
            for n in range(tracks)
        ],
        (vectors + 1).astype(np.float32),
    )


def space_of(tracks: list[Track], vectors: FloatArray) -> Space:
    return Space.of(tracks, vectors, vectors, vectors)


def own_space() -> Space:
    """The listener's own vectors."""
    path = os.environ.get("DEEJ_BENCH_VECTORS")
    if not path:
        pytest.skip("DEEJ_BENCH_VECTORS names no file of `deej vectors`")
    with np.load(path) as exported:
        tracks = [own_track(n, Path(str(name))) for n, name in enumerate(exported["paths"])]
        return space_of(tracks, exported["vectors"])


def own_track(number: int, path: Path) -> Track:
    """With the tags that the file has, if it is there."""
    duration, tags = Seconds(0.0), Tags()
    if path.is_file():
        read = read_tags(path)
        duration, tags = read.duration_s, read.tags
    return Track(TrackId(number), path, ContentId(str(path)), duration, tags)


def fastest(work: Callable[[], object], times: int = 7) -> float:
    """Seconds of one core for the quickest run: what it can do when nothing else disturbs."""
    taken = []
    with threadpool_limits(1):
        for _ in range(times):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("drunk", [0.0, 0.3])
def test_choosing_the_next_track(drunk: float) -> None:
    space = made_up_space(100_000)
    session = SessionView.from_seeds(range(0, 5000, 50))
    rules, query = standard_rules(), space.sound.vectors[0].copy()
    product = fastest(lambda: space.sound.vectors @ query, 30)
    chance = np.random.default_rng(0)
    ten = fastest(lambda: plan(space, session, Knobs(3, drunk), rules, 10, chance))
    print(
        f"\nnext of 100,000, drunk {drunk}: {ten / 10 * 1000:.1f} ms each, "
        f"{ten / 10 / product:.2f} x one matrix-vector product"
    )


def greedy_jumps(vectors: FloatArray, waypoints: list[int], extra: int) -> FloatArray:
    """The plain way: for each place the nearest unused track to a linearly interpolated point.

    With `extra` 2 the last point stops short of the waypoint, as the first Deej-A.I. has it.
    """
    used, path = set(waypoints), waypoints[:1]
    for start, end in pairwise(waypoints):
        for place in range(BETWEEN):
            share = (place + 1) / (BETWEEN + extra)
            similar = vectors @ ((1 - share) * vectors[start] + share * vectors[end])
            similar[list(used)] = -np.inf
            path.append(int(similar.argmax()))
            used.add(path[-1])
        path.append(end)
    steps = vectors[path]
    jumps: FloatArray = 1 - np.einsum("ij,ij->i", steps[:-1], steps[1:])
    return jumps


@pytest.mark.parametrize("extra", [1, 2])
@pytest.mark.parametrize("library", ["made up", "own"])
def test_journeys_against_the_plain_way(library: str, extra: int) -> None:
    space = made_up_space(20_000) if library == "made up" else own_space()
    rules = standard_rules(RuleOptions(artist_apart=0, album_apart=0, one_recording=False))
    chance = np.random.default_rng(0)
    rows = np.flatnonzero(space.audible)
    largest, means, seconds = [], [], []
    for _ in range(TRIPLES):
        waypoints = chance.choice(rows, 3, replace=False).tolist()
        plain = greedy_jumps(space.sound.vectors, waypoints, extra)
        with threadpool_limits(1):
            start = time.process_time()
            journey = join(space, waypoints, BETWEEN, rules, chance)
            seconds.append(time.process_time() - start)
        largest.append(journey.largest_jump / max(1e-9, float(plain.max())))
        means.append((journey.mean_jump, float(plain.mean())))
    points = space.sound.vectors[rows[: 2 * BETWEEN]].copy()
    allowed = 3 * fastest(lambda: points @ space.sound.vectors.T) + 0.05
    ratio, (ours, theirs) = np.array(largest), np.mean(means, axis=0)
    print(
        f"\njourneys, {library}, plain way {extra}: largest jump smaller in "
        f"{np.mean(ratio < 1):.1%}, median ratio {np.median(ratio):.2f}, worst {ratio.max():.3f}; "
        f"mean jump {ours:.4f} against {theirs:.4f}; "
        f"{np.median(seconds) * 1000:.0f} ms of {allowed * 1000:.0f} ms"
    )
    assert np.mean(ratio < 1) >= 0.95
    assert ratio.max() <= 1.05
    assert ours <= theirs


@pytest.mark.parametrize("library", ["made up", "own"])
def test_a_long_evening(library: str) -> None:
    space = made_up_space(20_000) if library == "made up" else own_space()
    tracks = min(12 * 60 // 4, len(space) - 1)
    chance = np.random.default_rng(4)
    session = SessionView.from_seeds([int(np.flatnonzero(space.audible)[0])])
    evening = plan(space, session, Knobs(3, 0.3), standard_rules(), tracks, chance).choices
    heard = [session.heard[0], *(choice.row for choice in evening)]
    assert len(set(space.facts.contents.numbers[heard].tolist())) == len(heard)
    artists, songs = space.facts.artists.numbers, space.facts.songs.numbers
    relaxed = 0
    for place, choice in enumerate(evening, start=1):
        relaxed += bool(choice.why.relaxed)
        near = artists[heard[max(0, place - 3) : place]]
        assert (
            artists[choice.row] == -1
            or artists[choice.row] not in near
            or RuleName.SAME_ARTIST in choice.why.relaxed
        )
        before = heard[:place]
        again = set(space.twins_of(choice.row).tolist()) & set(before)
        again |= {row for row in before if songs[row] == songs[choice.row] != -1}
        assert not again or RuleName.SAME_SONG in choice.why.relaxed
    vectors = space.sound.vectors
    at_random = chance.permutation(len(space))[: len(heard)].tolist()
    similar = {}
    for name, rows in (("ours", heard), ("random", at_random)):
        queries = [space.direction_of(rows[max(0, at - 3) : at]) for at in range(1, len(rows))]
        similar[name] = float(
            np.mean([q @ vectors[r] for q, r in zip(queries, rows[1:], strict=True)])
        )
    print(
        f"\nevening of {len(heard)} tracks, {library}: similarity to the last three "
        f"{similar['ours']:.3f}, at random {similar['random']:.3f}, so "
        f"{similar['ours'] - similar['random']:.3f} above; rules gave way, and said so, "
        f"{relaxed} times"
    )
    assert similar["ours"] > similar["random"]
