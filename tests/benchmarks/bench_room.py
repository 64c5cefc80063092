"""How well a room is heard: finding the track that plays in it, at several levels of noise.

Run by `make bench`, on music of your own: name its folder in DEEJ_BENCH_MUSIC, or several with
colons between. Some 500 tracks take the better part of an hour. DEEJ_BENCH_KEPT names a folder in
which what was analysed is kept for the next time, DEEJ_BENCH_EXCERPTS another number of excerpts
than 200. It prints, for excerpts of ten seconds played in simulated rooms,

- how often the encoder alone ranks the excerpt's own track first, or among the first five;
- how often that track is named ("this is ..."), and how often another one is;
- how often what goes with it is of the same album or artist;
- the same with the encoder's network at random weights;
- how soon the first proposal comes, and whether an hour of listening leaves memory as it was.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from deej_desktop import paths
from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.analysis.heard import Heard as HeardFile
from deej_desktop.analysis.listening import Listener
from deej_desktop.analysis.mel import MelSlices, mel_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, UnreadableAudio
from deej_desktop.domain.sound import Listen, Sound
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Decibels, EncoderId, Seconds
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.scanner import look_at
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.microphone.gate import Heard
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.encoders.installed import DEFAULT_ENCODER
from deej_desktop.services.indexing.indexer import Indexer
from deej_desktop.services.indexing.shared_ear import SharedEar
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import load_space
from deej_desktop.services.room.hearing import RoomHearing
from deej_desktop.services.room.once import listen_once, moments_of
from deej_desktop.services.room.room import Room
from deej_desktop.services.room.session import RoomEngines
from deej_desktop.training.baselines import random_baseline
from deej_desktop.training.corpus import find_music, piece_of
from deej_desktop.training.room import in_room, some_room
from tests.fakes.microphone import FakeMicrophone
from tests.fakes.services import FakeJukebox

EXCERPTS = int(os.environ.get("DEEJ_BENCH_EXCERPTS", "200"))
LENGTH_S = 10
BEFORE_S = 2
"""Of the same track, so that the room rings already when the excerpt begins."""

NOISES: tuple[float | None, ...] = (None, 20.0, 10.0, 5.0)
QUIETEST = 10 ** (-45 / 20)
ANY = RuleOptions(artist_apart=0, album_apart=0, one_recording=False)

Encode = Callable[[FloatArray], FloatArray]


class KeptVectors(VectorStore):
    """Reads the slices of a track once: a thousand listeners ask for them here."""

    def __init__(self, store: Store, encoder_id: EncoderId) -> None:
        super().__init__(store, encoder_id)
        self._read: dict[ContentId, FloatArray | None] = {}

    def slices(self, content_id: ContentId) -> FloatArray | None:
        if content_id not in self._read:
            self._read[content_id] = super().slices(content_id)
        return self._read[content_id]

    def save_slices(
        self, content_id: ContentId, vectors: FloatArray, sound: Sound | None = None
    ) -> None:
        self._read.pop(content_id, None)
        super().save_slices(content_id, vectors, sound)


class BenchEar:
    """Encodes in this process, and has kept the slices of every file on disk."""

    capacity = 1

    def __init__(self, encode: Encode, kept: dict[Path, Path], *, knows_files: bool) -> None:
        self._encode = encode
        self._kept = kept
        self._knows_files = knows_files

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[HeardFile]:
        raise NotImplementedError

    def slices(self, path: Path) -> Future[MelSlices]:
        promise: Future[MelSlices] = Future()
        if self._knows_files:
            with np.load(self._kept[path]) as saved:
                slices = saved["slices"].astype(np.float32)
                promise.set_result(MelSlices(slices, saved["positions"]))
        return promise

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        promise: Future[FloatArray] = Future()
        promise.set_result(self._encode(slices))
        return promise


@dataclass(frozen=True)
class Bench:
    """The music, analysed by one encoder."""

    encode: Encode
    card: EncoderCard
    vectors: VectorStore
    space: Space
    kept: dict[Path, Path]

    def hearing(self, *, knows_files: bool) -> RoomHearing:
        """A new listener; one that knows no files has the encoder alone to go by."""
        ear = BenchEar(self.encode, self.kept, knows_files=knows_files)
        return RoomHearing(self.space, self.vectors, self.card, ear, ANY, 5)


class Excerpt:
    """A part of a track, from a little before it, and what it becomes in rooms."""

    def __init__(self, track: Track, sound: FloatArray, seed: int) -> None:
        self.track = track
        self._sound = sound
        self._seed = seed
        self._played: dict[float | None, FloatArray] = {}

    def played(self, noise_db: float | None, rate: int) -> FloatArray:
        """The same room at every level of noise; none at all for None."""
        if noise_db not in self._played:
            sound = self._sound
            if noise_db is not None:
                random = np.random.default_rng(self._seed)
                sound = in_room(sound, rate, some_room(random, Decibels(noise_db)), random)
            self._played[noise_db] = sound[BEFORE_S * rate :]
        return self._played[noise_db]


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
def benches(
    music: list[Track], encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Bench]]:
    """The music as the shipped encoder hears it, and as its network at random weights does."""
    kept_in = os.environ.get("DEEJ_BENCH_KEPT")
    folder = Path(kept_in) if kept_in else tmp_path_factory.mktemp("bench")
    folder.mkdir(parents=True, exist_ok=True)
    encoder = load_encoder(encoder_folder)
    encoders: dict[str, Encode] = {
        "encoder": encoder.encode,
        "random weights": random_baseline(encoder_folder, seed=0).encode,
    }
    store = Store.open(folder)
    ids = {"encoder": f"bench-{encoder.card.id}", "random weights": "bench-random"}
    cards = {
        name: encoder.card.model_copy(update={"id": EncoderId(ids[name])}) for name in encoders
    }
    vectors = {name: KeptVectors(store, card.id) for name, card in cards.items()}
    kept: dict[Path, Path] = {}
    catalogue = Catalogue(store)
    for track in music:
        file = folder / f"{track.content_id}.npz"
        if not file.exists() and not _keep(track, encoder.card, file):
            continue
        catalogue.enter(look_at(track.path), track.content_id, track.duration_s, track.tags)
        kept[track.path] = file
        lacking = [name for name in encoders if vectors[name].slices(track.content_id) is None]
        for name in lacking:
            with np.load(file) as saved:
                slices = saved["slices"].astype(np.float32)
            vectors[name].save_slices(track.content_id, encoders[name](slices))
    made = {}
    for name, encode in encoders.items():
        pool_library(vectors[name], cards[name].epsilon)
        space = load_space(catalogue, vectors[name], cards[name])
        made[name] = Bench(encode, cards[name], vectors[name], space, kept)
    yield made
    store.close()


def _keep(track: Track, card: EncoderCard, file: Path) -> bool:
    """Keep the slices of a track, if it has any."""
    try:
        samples = decode_mono(track.path, card.preprocessing.sample_rate)
    except UnreadableAudio:
        return False
    found = mel_slices(samples, card.preprocessing)
    if len(found.slices):
        np.savez(file, slices=found.slices.astype("f2"), positions=found.positions)
    return len(found.slices) > 0


@pytest.fixture(scope="module")
def excerpts(benches: dict[str, Bench]) -> list[Excerpt]:
    bench = benches["encoder"]
    rate = bench.card.preprocessing.sample_rate
    random = np.random.default_rng(0)
    before, length = BEFORE_S * rate, LENGTH_S * rate
    chosen: list[Excerpt] = []
    for row in random.permutation(len(bench.space)):
        track = bench.space.tracks[row]
        whole = decode_mono(track.path, rate)
        for start in random.integers(before, max(before + 1, whole.size - length), 20):
            part = whole[start - before : start + length]
            if part.size == before + length and np.sqrt(np.mean(part**2)) > QUIETEST:
                chosen.append(Excerpt(track, part, len(chosen)))
                break
        if len(chosen) == EXCERPTS:
            break
    return chosen


def show(name: str, values: Sequence[float]) -> None:
    print(f"{name:<44}" + "".join(f"{value:>9.3f}" for value in values))


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


@pytest.mark.timeout(20_000)
def test_finding_what_plays(benches: dict[str, Bench], excerpts: list[Excerpt]) -> None:
    print(f"\n{len(excerpts)} excerpts of {LENGTH_S} s, {len(benches['encoder'].space)} tracks")
    print(" " * 44 + "".join(f"{'clean' if db is None else f'{db:g} dB':>9}" for db in NOISES))
    found = {
        name: [_ranks(bench, excerpts, db) for db in NOISES] for name, bench in benches.items()
    }
    for name, all_ranks in found.items():
        for first in (1, 5, 40):
            rates = [mean([rank < first for rank in ranks]) for ranks, _, _ in all_ranks]
            show(f"{name}: its track among the first {first}", rates)
        show(f"{name}: same album among 5 that go with it", [mean(a) for _, a, _ in all_ranks])
        show(f"{name}: same artist among 5 that go with it", [mean(a) for _, _, a in all_ranks])
    named = [_named(benches["encoder"], excerpts, db) for db in NOISES]
    show("named rightly", [mean([says == "right" for says in one]) for one in named])
    show("named wrongly", [mean([says == "wrong" for says in one]) for one in named])
    show("heard as music", [mean([says != "no music" for says in one]) for one in named])
    clean, _, at_ten, _ = (mean([rank < 5 for rank in ranks]) for ranks, _, _ in found["encoder"])
    assert at_ten >= 0.8 * clean


def _ranks(
    bench: Bench, excerpts: list[Excerpt], noise_db: float | None
) -> tuple[list[int], list[float], list[float]]:
    """The rank of each excerpt's own track, and shares of proposals of its album and artist."""
    rate = bench.card.preprocessing.sample_rate
    ranks, albums, artists = [], [], []
    for excerpt in excerpts:
        hearing = bench.hearing(knows_files=False)
        for moment in moments_of(excerpt.played(noise_db, rate), rate):
            impression = hearing.hear(*moment)
        own = bench.space.row_of(excerpt.track)
        ranking = list(hearing.ranking)
        ranks.append(ranking.index(own) if own in ranking else len(bench.space))
        mine = piece_of(excerpt.track)
        others = [
            piece_of(proposal.track)
            for proposal in impression.goes_with
            if proposal.track.content_id != excerpt.track.content_id
        ]
        if others:
            albums.append(mean([other.album == mine.album for other in others]))
            if mine.artist:
                artists.append(mean([other.artist == mine.artist for other in others]))
    return ranks, albums, artists


def _named(bench: Bench, excerpts: list[Excerpt], noise_db: float | None) -> list[str]:
    rate = bench.card.preprocessing.sample_rate
    answers = []
    for excerpt in excerpts:
        moments = moments_of(excerpt.played(noise_db, rate), rate)
        said = listen_once(moments, bench.hearing(knows_files=True))
        if said.this_is is not None:
            right = piece_of(said.this_is.track).song == piece_of(excerpt.track).song
            answers.append("right" if right else "wrong")
        else:
            answers.append("unnamed" if said.heard is Heard.MUSIC else "no music")
    return answers


@pytest.mark.timeout(2_000)
def test_the_first_proposal_while_a_scan_runs(
    music: list[Track], encoder_folder: Path, benches: dict[str, Bench], tmp_path: Path
) -> None:
    bench = benches["encoder"]
    rate = bench.card.preprocessing.sample_rate
    sound = decode_mono(music[0].path, rate, at_most=Seconds(60.0))
    microphone = FakeMicrophone(sound, rate, step=0.1)
    shared = SharedEar(lambda: Listener(encoder_folder))
    engines = RoomEngines(
        bench.card, bench.vectors, lambda: bench.space, shared.lend, lambda: ANY, microphone.record
    )
    room = Room(engines, FakeJukebox(bench.space.tracks))
    with _scanning(music, bench.card, shared, tmp_path):
        time.sleep(10)  # until it is at full speed
        room.start()
        while room.state.listened < 5:
            time.sleep(0.01)
        ready = time.monotonic()
        while not room.state.follows:
            time.sleep(0.01)
        waited = time.monotonic() - ready
    print(f"\nFirst proposal {waited:.2f} s after the first five seconds, {os.cpu_count()} cores")
    room.close()
    shared.close()


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


@pytest.mark.timeout(5_000)
def test_an_hour_leaves_memory_as_it_was(
    benches: dict[str, Bench], excerpts: list[Excerpt]
) -> None:
    bench = benches["encoder"]
    rate = bench.card.preprocessing.sample_rate
    hearing = bench.hearing(knows_files=True)
    evening = np.concatenate([excerpt.played(None, rate) for excerpt in excerpts])
    moments = list(moments_of(evening[: 600 * rate], rate))
    sizes = []
    for second in range(3_600):
        sound, _ = moments[second % len(moments)]
        hearing.hear(sound, Seconds(float(second)))
        if second % 600 == 599:
            gc.collect()
            sizes.append(_resident_mb())
    print("\nResident, every ten minutes:", ", ".join(f"{size:.0f} MB" for size in sizes))
    assert sizes[-1] < sizes[0] + 50


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
