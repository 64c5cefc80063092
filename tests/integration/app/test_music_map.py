"""The map as it is really made: openTSNE in a process of its own."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from deej_desktop.domain.music_map import MapState
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId
from deej_desktop.recommend.space import Space
from deej_desktop.services.music_map import MusicMap


def test_what_sounds_alike_lies_together(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    styles = chance.standard_normal((3, 20))
    style = np.arange(60) % 3
    sound = styles[style] + 0.2 * chance.standard_normal((60, 20))
    tracks = [
        Track(TrackId(n + 1), tmp_path / f"{n}.mp3", ContentId(str(n)), Seconds(100.0))
        for n in range(60)
    ]
    space = Space.of(tracks, sound.astype(np.float32))
    done = threading.Event()
    music_map = MusicMap(lambda: space, tmp_path / "map.npz")

    def heard(state: MapState) -> None:
        if state.making is None:
            done.set()

    music_map.changed.connect(heard)
    music_map.want()
    assert done.wait(240)
    state = music_map.state
    music_map.close()
    assert state.trouble == ""
    apart = np.linalg.norm(state.places[:, None] - state.places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argmin(axis=1)
    assert (style[nearest] == style).mean() > 0.9
