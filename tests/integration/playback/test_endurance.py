"""Many transitions over all formats while somebody fiddles with everything."""

from __future__ import annotations

import gc
import random
import threading
from collections import Counter
from pathlib import Path

import pytest

from deej_desktop.domain.units import Seconds
from deej_desktop.playback.player import (
    Cue,
    Equaliser,
    Failed,
    Finished,
    PlayerEvent,
    Started,
    Transition,
)
from deej_desktop.playback.vlc_deck import VlcDeck
from tests.audio import FORMATS, tone, write_audio
from tests.player_contract import RealStage
from tests.pulse import wait_until

TRANSITIONS = 200
_TRACK_S = 0.25


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


class Listener:
    """Somebody who sets the next track as soon as one starts, and keeps account."""

    def __init__(self, stage: RealStage, files: list[Path], chance: random.Random) -> None:
        self.cues: list[Cue] = []
        self.started: list[Cue] = []
        self.failed: list[Failed] = []
        self.finished = threading.Event()
        self._player = stage.player
        self._files = files
        self._chance = chance
        stage.player.events.connect(self.hear)

    def begin(self) -> None:
        self._player.play(self._another())

    def _another(self) -> Cue:
        self.cues.append(Cue(self._chance.choice(self._files), Seconds(_TRACK_S)))
        return self.cues[-1]

    def hear(self, event: PlayerEvent) -> None:
        if isinstance(event, Started):
            self.started.append(event.cue)
            if len(self.cues) <= TRANSITIONS:
                overlap_s = self._chance.choice([0.0, 0.1, 0.1, 0.25])
                self._player.set_next(self._another(), Transition(Seconds(overlap_s)))
        elif isinstance(event, Failed):
            self.failed.append(event)
        elif isinstance(event, Finished):
            self.finished.set()

    def fiddle(self) -> None:
        """Do something that a listener may do, without leaving out or repeating a track."""
        player = self._player
        match self._chance.randrange(6):
            case 0:
                player.pause()
                player.resume()
            case 1:
                player.seek(Seconds(self._chance.uniform(0, _TRACK_S)))
            case 2:
                player.set_volume(self._chance.uniform(0.3, 1))
            case 3:
                player.pause()
                self.finished.wait(self._chance.uniform(0, 0.2))
                player.resume()
            case 4:
                player.set_equaliser(Equaliser(preamp_db=self._chance.uniform(-6, 0)))
            case _:
                player.seek(Seconds(_TRACK_S))  # a skip: the next follows at once


@pytest.mark.timeout(900)
def test_two_hundred_transitions_lose_and_double_nothing(stage: RealStage, tmp_path: Path) -> None:
    chance = random.Random(3)
    files = [
        write_audio(tmp_path / f"{number}{suffix}", tone(300 + 100 * number, _TRACK_S))
        for number, suffix in enumerate(FORMATS)
    ]
    listener = Listener(stage, files, chance)
    listener.begin()
    wait_until(lambda: len(listener.started) > 20, 120, "twenty transitions")
    gc.collect()
    threads, resident_mb = _threads(), _resident_mb()
    while not listener.finished.wait(chance.uniform(0.05, 0.4)):
        listener.fiddle()
    assert listener.failed == []
    assert len(listener.started) == TRANSITIONS + 1
    assert all(heard is asked for heard, asked in zip(listener.started, listener.cues, strict=True))
    assert set(Counter(cue.path for cue in listener.started)) == set(files)
    wait_until(lambda: _threads() <= threads, 30, "no more threads than early on")
    gc.collect()
    assert _resident_mb() < resident_mb + 20
    # By type: isinstance() would look through the weak proxies that other libraries keep.
    assert len([thing for thing in gc.get_objects() if type(thing) is VlcDeck]) <= 2
