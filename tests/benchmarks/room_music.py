"""Music that was analysed for `bench_room`, what an encoder makes of it, and excerpts in rooms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.analysis.decode import decode_mono
from deej_desktop.analysis.heard import Heard as HeardFile
from deej_desktop.analysis.mel import MelSlices, mel_slices
from deej_desktop.analysis.mp3tovec import unit_slices
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Decibels
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.scanner import look_at
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.recommend.directions import unit
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.recommend.space import Space
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.pooling.spaces import load_space
from deej_desktop.services.room.candidates import Candidates
from deej_desktop.services.room.hearing import RoomHearing
from deej_desktop.services.room.proposals import Proposer, room_sound
from deej_desktop.training.corpus import Piece, piece_of
from deej_desktop.training.room import in_room, some_room

LENGTH_S = 10
_BEFORE_S = 2
"""Of the same track, so that the room rings already when the excerpt begins."""

_QUIETEST = 10 ** (-45 / 20)
_PROPOSED = 5
_RANKED = 40
_ANY = RuleOptions(artist_apart=0, album_apart=0, one_recording=False)

Encode = Callable[[FloatArray], FloatArray]


class KeptSlices:
    """The slices of every file, on disk, as one kind of preprocessing makes them."""

    def __init__(self, folder: Path, card: EncoderCard) -> None:
        self._form = card.preprocessing
        kind = hashlib.blake2b(self._form.model_dump_json().encode(), digest_size=4).hexdigest()
        self._folder = folder / f"slices {kind}"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._files: dict[Path, Path] = {}

    def keep(self, track: Track) -> bool:
        """Have the slices of a track; whether there are any."""
        file = self._folder / f"{track.content_id}.npz"
        if not file.exists():
            try:
                found = mel_slices(decode_mono(track.path, self._form.sample_rate), self._form)
            except UnreadableAudio:
                return False
            if not len(found.slices):
                return False
            np.savez(file, slices=found.slices.astype("f2"), positions=found.positions)
        self._files[track.path] = file
        return True

    def of(self, path: Path) -> MelSlices:
        with np.load(self._files[path]) as saved:
            return MelSlices(saved["slices"].astype(np.float32), saved["positions"])


class BenchEar:
    """Encodes in this process, and remembers what it was asked to encode."""

    capacity = 1

    def __init__(self, encode: Encode, kept: KeptSlices) -> None:
        self._encode = encode
        self._kept = kept
        self._asked: list[FloatArray] = []

    def listen(
        self, path: Path, listen: Listen = Listen.FULL, *, urgent: bool = False
    ) -> Future[HeardFile]:
        raise NotImplementedError

    def slices(self, path: Path) -> Future[MelSlices]:
        promise: Future[MelSlices] = Future()
        promise.set_result(self._kept.of(path))
        return promise

    def encode(self, slices: FloatArray) -> Future[FloatArray]:
        self._asked.append(slices)
        promise: Future[FloatArray] = Future()
        promise.set_result(self._encode(slices))
        return promise

    def asked(self) -> FloatArray:
        """What it was asked to encode since this was called last."""
        asked, self._asked = self._asked, []
        return np.concatenate(asked) if asked else np.zeros((0, 1, 1), np.float32)


class Judgement(NamedTuple):
    """What an encoder alone makes of an excerpt.

    Attributes:
        rank: Of the excerpt's own track among all, 0 for the first; beyond all if it is not
            among the candidates.
        proposed: What goes with it.
    """

    rank: int
    proposed: Sequence[Piece]


@dataclass(frozen=True)
class Bench:
    """The music, analysed by one encoder."""

    encode: Encode
    card: EncoderCard
    vectors: VectorStore
    space: Space

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.space, self.vectors)

    @cached_property
    def _proposer(self) -> Proposer:
        return Proposer(self.space, _ANY, _PROPOSED + 1)

    def judge(self, track: Track, slices: FloatArray) -> Judgement:
        """Rank and propose as a room does; `slices` (n, n_mels, frames) were heard of `track`."""
        windows = unit_slices(self.encode(slices)) if len(slices) else slices
        if not len(windows):
            return Judgement(len(self.space), ())
        whole = unit(windows.sum(axis=0))
        sound = room_sound(self.space, whole, whole)
        ranking = list(self._candidates.rank(sound.whole, windows, _RANKED))
        row = self.space.row_of(track)
        others = [
            piece_of(proposal.track)
            for proposal in self._proposer.goes_with(sound, None)
            if proposal.track.content_id != track.content_id
        ]
        rank = ranking.index(row) if row in ranking else len(self.space)
        return Judgement(rank, others[:_PROPOSED])

    def hearing(self, ear: BenchEar) -> RoomHearing:
        """A new listener."""
        return RoomHearing(self.space, self.vectors, self.card, ear, _ANY, _PROPOSED)


def analysed(
    music: Sequence[Track],
    card: EncoderCard,
    encoders: dict[str, Encode],
    store: Store,
    kept: KeptSlices,
) -> dict[str, Bench]:
    """Have the music encoded and pooled by each encoder, under a name; what is stored is kept."""
    cards = {name: card.model_copy(update={"id": f"{card.id} {name}"}) for name in encoders}
    vectors = {name: VectorStore(store, cards[name].id) for name in encoders}
    catalogue = Catalogue(store)
    for track in music:
        if not kept.keep(track):
            continue
        catalogue.enter(look_at(track.path), track.content_id, track.duration_s, track.tags)
        for name, encode in encoders.items():
            if vectors[name].heard(track.content_id) is None:
                slices = kept.of(track.path).slices
                vectors[name].save_slices(track.content_id, encode(slices))
    made = {}
    for name, encode in encoders.items():
        pool_library(vectors[name], card.epsilon)
        space = load_space(catalogue, vectors[name], cards[name])
        made[name] = Bench(encode, cards[name], vectors[name], space)
    return made


class Excerpt:
    """A part of a track, from a little before it, and what it becomes in rooms."""

    def __init__(self, track: Track, sound: FloatArray, seed: int) -> None:
        self.track = track
        self._sound = sound
        self._seed = seed

    def played(self, noise_db: float | None, rate: int) -> FloatArray:
        """In the same room whatever the noise; as it is for None."""
        sound = self._sound
        if noise_db is not None:
            random = np.random.default_rng(self._seed)
            sound = in_room(sound, rate, some_room(random, Decibels(noise_db)), random)
        return sound[_BEFORE_S * rate :]


def some_excerpts(space: Space, rate: int, count: int) -> list[Excerpt]:
    """Excerpts of as many tracks, none of them silent."""
    random = np.random.default_rng(0)
    before, length = _BEFORE_S * rate, LENGTH_S * rate
    chosen: list[Excerpt] = []
    for row in random.permutation(len(space)):
        track = space.tracks[row]
        whole = decode_mono(track.path, rate)
        for start in random.integers(before, max(before + 1, whole.size - length), 20):
            part = whole[start - before : start + length]
            if part.size == before + length and np.sqrt(np.mean(part**2)) > _QUIETEST:
                chosen.append(Excerpt(track, part.copy(), len(chosen)))
                break
        if len(chosen) == count:
            break
    return chosen
