"""How well a room is heard: finding the track that plays in it, at several levels of noise.

Run by `make bench`, on music of your own: name its folder in DEEJ_BENCH_MUSIC, or several with
colons between. Some 400 tracks take the better part of an hour. DEEJ_BENCH_KEPT names a folder in
which what was analysed is kept for the next time, DEEJ_BENCH_EXCERPTS another number of excerpts
than 200. It prints, for excerpts of ten seconds as they are and in simulated rooms,

- how often the encoder alone ranks the excerpt's own track first, or among the first five;
- how often what goes with it is of the same album or artist, which tracks at random would be, too;
- the same with the encoder's network at random weights;
- how often that track is named ("this is ..."), and how often another one is;
- how soon the first proposal comes, with a scan beside and without;
- what an hour of listening does to memory.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from tqdm import tqdm

from deej_desktop import paths
from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.library.store import Store
from deej_desktop.microphone.gate import Heard
from deej_desktop.microphone.recorder import Recorder
from deej_desktop.microphone.resampling import resampled
from deej_desktop.native.sounddevice import InputDevice
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.services.encoders.installed import DEFAULT_ENCODER
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.shared_ear import SharedEar
from deej_desktop.services.room.hearing import WINDOW, Impression, RoomHearing
from deej_desktop.services.room.once import listen_once, moments_of, moments_with
from deej_desktop.services.room.room import Room
from deej_desktop.services.room.session import RoomEngines
from deej_desktop.training.baselines import random_baseline
from deej_desktop.training.corpus import Piece, find_music, piece_of
from tests.benchmarks.room_music import (
    LENGTH_S,
    Bench,
    BenchEar,
    Excerpt,
    Judgement,
    KeptSlices,
    analysed,
    some_excerpts,
)
from tests.fakes.microphone import FakeMicrophone
from tests.fakes.services import FakeJukebox

EXCERPTS = int(os.environ.get("DEEJ_BENCH_EXCERPTS", "200"))
NOISES: tuple[float | None, ...] = (None, 20.0, 10.0, 5.0)
SHIPPED = "encoder"

HOUR = Seconds(3_600.0)
RECORDED_AT = 44_100


@pytest.fixture(scope="module")
def music() -> list[Track]:
    folders = os.environ.get("DEEJ_BENCH_MUSIC")
    if not folders:
        pytest.skip("DEEJ_BENCH_MUSIC names no folder of music")
    return find_music([Path(folder) for folder in folders.split(os.pathsep)])


@pytest.fixture(scope="module")
def encoder_folder() -> Path:
    return paths.shipped_models_dir() / DEFAULT_ENCODER


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what was analysed is kept."""
    return Path(os.environ.get("DEEJ_BENCH_KEPT") or tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def kept(folder: Path, encoder_folder: Path) -> KeptSlices:
    return KeptSlices(folder, load_encoder(encoder_folder).card)


@pytest.fixture(scope="module")
def benches(
    music: list[Track], encoder_folder: Path, folder: Path, kept: KeptSlices
) -> Iterator[dict[str, Bench]]:
    """The music as the shipped encoder hears it, and as its network at random weights does."""
    encoder = load_encoder(encoder_folder)
    encoders = {
        SHIPPED: encoder.encode,
        "random weights": random_baseline(encoder_folder, seed=0).encode,
    }
    store = Store.open(folder)
    yield analysed(music, encoder.card, encoders, store, kept)
    store.close()


@pytest.fixture(scope="module")
def excerpts(benches: dict[str, Bench]) -> list[Excerpt]:
    bench = benches[SHIPPED]
    return some_excerpts(bench.space, bench.card.preprocessing.sample_rate, EXCERPTS)


def show(name: str, values: Sequence[float]) -> None:
    print(f"{name:<54}" + "".join(f"{value:>9.3f}" for value in values))


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


@pytest.mark.timeout(20_000)
def test_finding_what_plays(
    benches: dict[str, Bench], kept: KeptSlices, excerpts: list[Excerpt]
) -> None:
    print(f"\n{len(excerpts)} excerpts of {LENGTH_S} s, {len(benches[SHIPPED].space)} tracks")
    print(" " * 54 + "".join(f"{'clean' if db is None else f'{db:g} dB':>9}" for db in NOISES))
    ear = BenchEar(benches[SHIPPED].encode, kept)
    hearing = benches[SHIPPED].hearing(ear)
    said: list[list[str]] = [[] for _ in NOISES]
    judged: dict[str, list[list[Judgement]]] = {name: [[] for _ in NOISES] for name in benches}
    for excerpt in tqdm(excerpts):
        for column, noise_db in enumerate(NOISES):
            heard = _hear(hearing, excerpt, noise_db, benches[SHIPPED].card)
            said[column].append(_verdict(heard, excerpt))
            slices = ear.asked()
            for name, bench in benches.items():
                judged[name][column].append(bench.judge(excerpt.track, slices))
    mine = [piece_of(excerpt.track) for excerpt in excerpts]
    for name, columns in judged.items():
        for first in (1, 5):
            rates = [mean([one.rank < first for one in column]) for column in columns]
            show(f"{name}: its own track among the first {first}", rates)
            if name == SHIPPED:
                clean, _, at_ten, _ = rates
        for what, alike in ALIKE.items():
            show(
                f"{name}: proposals of the same {what}",
                [_share(mine, [one.proposed for one in column], alike) for column in columns],
            )
    everything = [piece_of(track) for track in benches[SHIPPED].space.tracks]
    others = [[piece for piece in everything if piece.track != own.track] for own in mine]
    for what, alike in ALIKE.items():
        show(f"tracks at random of the same {what}", [_share(mine, others, alike)] * len(NOISES))
    for verdict in ("named rightly", "named wrongly", "not heard as music"):
        show(verdict, [mean([one == verdict for one in column]) for column in said])
    assert at_ten >= 0.8 * clean


def _hear(
    hearing: RoomHearing, excerpt: Excerpt, noise_db: float | None, card: EncoderCard
) -> Impression:
    """Hear an excerpt after it has been quiet for so long that what was before is forgotten."""
    rate = card.preprocessing.sample_rate
    for second in range(3):
        hearing.hear(np.zeros(round(WINDOW * rate), np.float32), Seconds(float(second)))
    return listen_once(moments_of(excerpt.played(noise_db, rate), rate), hearing)


def _verdict(heard: Impression, excerpt: Excerpt) -> str:
    if heard.this_is is not None:
        right = piece_of(heard.this_is.track).song == piece_of(excerpt.track).song
        return "named rightly" if right else "named wrongly"
    return "unnamed" if heard.heard is Heard.MUSIC else "not heard as music"


def _same_album(one: Piece, other: Piece) -> bool:
    return one.album == other.album


def _same_artist(one: Piece, other: Piece) -> bool:
    return bool(one.artist) and one.artist == other.artist


ALIKE: dict[str, Callable[[Piece, Piece], bool]] = {
    "album": _same_album,
    "artist": _same_artist,
    "album or artist": lambda one, other: _same_album(one, other) or _same_artist(one, other),
}


def _share(
    mine: Sequence[Piece],
    proposed: Sequence[Sequence[Piece]],
    alike: Callable[[Piece, Piece], bool],
) -> float:
    """The share of all that was proposed that is like what it was proposed for."""
    return mean(
        [alike(own, other) for own, some in zip(mine, proposed, strict=True) for other in some]
    )


@pytest.mark.timeout(2_000)
def test_the_first_proposal_while_a_scan_runs(
    music: list[Track], encoder_folder: Path, benches: dict[str, Bench], tmp_path: Path
) -> None:
    bench = benches[SHIPPED]
    rate = bench.card.preprocessing.sample_rate
    sound = decode_mono(music[0].path, rate, at_most=Seconds(60.0))
    shared = SharedEar(lambda: Listener(encoder_folder))
    with shared.lend() as ear:
        ear.listen(music[0].path).result()  # all processes have started
        alone = [_first_proposal(bench, shared, sound) for _ in range(3)]
        with _scanning(music, bench.card, shared, tmp_path):
            time.sleep(10)  # until it is at full speed
            beside = [_first_proposal(bench, shared, sound) for _ in range(3)]
    shared.close()
    print(f"\nFirst proposal after the first five seconds, {os.cpu_count()} cores, thrice:")
    print("  nothing else at work:", ", ".join(f"{waited:.2f} s" for waited in alone))
    print("  a scan at work:      ", ", ".join(f"{waited:.2f} s" for waited in beside))
    print(f"  ratio of the middle ones: {np.median(beside) / np.median(alone):.1f}")


def _first_proposal(bench: Bench, ear: SharedEar, sound: FloatArray) -> float:
    """How many seconds it takes, once five have been heard."""
    microphone = FakeMicrophone(sound, bench.card.preprocessing.sample_rate, step=0.1)
    engines = RoomEngines(
        bench.card, bench.vectors, lambda: bench.space, ear.lend, RuleOptions, microphone.record
    )
    room = Room(engines, FakeJukebox(bench.space.tracks))
    room.start()
    while room.state.listened < WINDOW:
        time.sleep(0.01)
    ready = time.monotonic()
    while not room.state.follows:
        time.sleep(0.01)
    waited = time.monotonic() - ready
    room.close()
    return waited


@contextmanager
def _scanning(
    music: list[Track], card: EncoderCard, ear: SharedEar, folder: Path
) -> Iterator[None]:
    """While the block runs, everything is listened to in the background."""
    cancel = CancelToken()
    store = Store.open(folder)
    folders = sorted({track.path.parent for track in music})

    def scan() -> None:
        with suppress(Cancelled):
            Indexer(store, card, card.epsilon, ear.lend).scan(folders, cancel=cancel)

    thread = threading.Thread(target=scan)
    thread.start()
    try:
        yield
    finally:
        cancel.cancel()
        thread.join()
        store.close()


class Tape:
    """A device that gives a second more of a recording, over and over, when it is looked at."""

    def __init__(self, sound: FloatArray, take: Callable[[FloatArray], None]) -> None:
        self.sample_rate = RECORDED_AT
        self._sound = sound
        self._take = take
        self._at = 0

    @property
    def alive(self) -> bool:
        places = np.arange(self._at, self._at + self.sample_rate) % self._sound.size
        self._at += self.sample_rate
        self._take(self._sound[places])
        return True

    def close(self) -> None:
        """There is nothing to release."""


@pytest.mark.timeout(10_000)
def test_an_hour_leaves_memory_as_it_was(
    benches: dict[str, Bench], kept: KeptSlices, excerpts: list[Excerpt]
) -> None:
    bench = benches[SHIPPED]
    rate = bench.card.preprocessing.sample_rate
    evening = np.concatenate([excerpt.played(20.0, rate) for excerpt in excerpts[:90]])
    device = InputDevice("Tape", 0, 1, RECORDED_AT)
    ear = BenchEar(bench.encode, kept)
    hearing = bench.hearing(ear)
    sizes: list[float] = []
    print("\nResident while the room is heard:")
    with Recorder(
        devices=lambda: [device],
        open_stream=lambda _, take: Tape(resampled(evening, rate, RECORDED_AT), take),
    ) as recorder:
        for moment in moments_with(recorder, HOUR, rate):
            hearing.hear(*moment)
            ear.asked()
            if recorder.lasted // 600 > len(sizes):
                gc.collect()
                sizes.append(_resident_mb())
                print(f"  {sizes[-1]:.0f} MB after {10 * len(sizes)} minutes", flush=True)
    assert len(sizes) == 6
    assert sizes[-1] < sizes[0] + 50


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
