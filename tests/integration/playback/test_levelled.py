"""From what a scan measured to what is heard, with nothing between that is not real but the ear."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.library.history import History
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.playback.vlc_player import VlcPlayer
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.hearing import Hearing
from deej_desktop.services.dj.jukebox import Jukebox
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.sound.loudness import Loudness
from tests.audio import silence, tone, write_audio
from tests.fakes.ears import FakeEar
from tests.fakes.encoders import write_fake_encoder
from tests.fakes.services import FakeSettings
from tests.integration.playback.hearing import heard, judge
from tests.pulse import RATE, SoundServer, tone_db, wait_until

PATIENCE_S = 60.0
LOUD_HZ, SOFT_HZ = 440.0, 660.0


@pytest.fixture
def music(tmp_path: Path) -> list[Path]:
    """A loud track that ends in five seconds of silence, and one that is 12 dB softer."""
    folder = tmp_path / "music"
    folder.mkdir()
    loud = np.concatenate([tone(LOUD_HZ, 6), silence(5)])
    soft = tone(SOFT_HZ, 8) * np.float32(10 ** (-12 / 20))
    return [write_audio(folder / "a.flac", loud), write_audio(folder / "b.flac", soft)]


@pytest.fixture
def jukebox(server: SoundServer, music: list[Path], tmp_path: Path) -> Iterator[Jukebox]:
    """Knows the music by a scan, and plays it to the sound server."""
    card = write_fake_encoder(tmp_path / "encoder")
    ear = FakeEar(card)
    with ExitStack() as ending:
        store = Store.open(tmp_path / "data")
        ending.callback(store.close)
        Indexer(store, card, card.epsilon, ear.lend).scan([music[0].parent])
        nothing = Space.of([], np.zeros((0, card.dimensions), np.float32))
        jukebox = Jukebox(
            VlcPlayer(),
            DjSession(nothing, RuleOptions(), Knobs()),
            Hearing(store, card, card.epsilon, ear.lend),
            History(store),
            FakeSettings(),
            sounds=Loudness(SoundStore(store)),
        )
        ending.callback(jukebox.close)
        yield jukebox


def test_tracks_are_heard_alike_and_without_their_silent_ends(
    jukebox: Jukebox, server: SoundServer, music: list[Path]
) -> None:
    def is_heard() -> None:
        with server.recording() as recording:
            jukebox.play_files(music)
            wait_until(lambda: _at(jukebox, music[1], 6), PATIENCE_S, "the second track plays")
            samples = recording.samples()
        loud_from, loud_to = heard(samples, LOUD_HZ, within_db=12)
        soft_from, soft_to = heard(samples, SOFT_HZ, within_db=12)
        assert soft_from - loud_to < 0.3
        assert loud_to - loud_from == pytest.approx(6.0, abs=0.7)
        levels = [
            float(np.median(tone_db(samples[round(start * RATE) : round(end * RATE)], hertz)))
            for hertz, start, end in (
                (LOUD_HZ, loud_from + 1, loud_from + 4),
                (SOFT_HZ, soft_from + 2, soft_to - 0.5),
            )
        ]
        assert levels[0] == pytest.approx(levels[1], abs=1.5)

    judge(is_heard)


def _at(jukebox: Jukebox, path: Path, position: float) -> bool:
    playing = jukebox.state.playing
    return playing is not None and playing.path == path and jukebox.position() > position
