"""The DJ session: what was heard, what comes next and why. Window and command line share it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.track import Track
from deej_desktop.recommend.planner import Knobs, Plan, Shortfall, plan
from deej_desktop.recommend.rules import RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView
from deej_desktop.recommend.space import Space
from deej_desktop.services.api import QueuedTrack, SteerKind
from deej_desktop.services.dj.lately import Lately
from deej_desktop.services.dj.radio import Radio
from deej_desktop.services.dj.session_record import SessionRecord
from deej_desktop.services.dj.steering import Steering

QUEUE_LENGTH = 10
"""How many tracks the queue shows at any time."""


@dataclass(frozen=True, slots=True)
class Sound:
    """How a track from outside the library sounds.

    Attributes:
        vector: (d,) float32, Mp3ToVec.
        head: (d,) float32, how it begins.
        tail: (d,) float32, how it ends.
    """

    vector: FloatArray
    head: FloatArray
    tail: FloatArray


class DjSession:
    """One evening. Not thread-safe: whoever owns it calls it from one thread.

    Chosen tracks stay in the queue while others are played, so that what is announced is what
    comes; turning a knob chooses all of them anew. What the listener asked for is left alone.
    """

    def __init__(
        self,
        space: Space,
        options: RuleOptions,
        knobs: Knobs,
        random_seed: int | None = None,
        lately: Lately | None = None,
    ) -> None:
        """Choose from `space`.

        Args:
            space: The library.
            options: The listener's rules.
            knobs: Keep on and Drunk.
            random_seed: Replays an evening; None for one that never was.
            lately: What was heard before; what is heard in this session is added.
        """
        self._options = options
        self._knobs = knobs
        self._wished_seed = random_seed
        self._random_seed = _new_seed() if random_seed is None else random_seed
        self._number = 0
        self._lately = lately or Lately()
        self._keys = itertools.count(1)
        self._outsiders: dict[Track, Sound] = {}
        self._heard: list[Track] = []
        self._wished: list[Track] = []
        self._unwanted: list[Track] = []
        self._queue: list[QueuedTrack] = []
        self.steering = Steering()
        self.radio = Radio()
        self._shortfall: Shortfall | None = None
        # The library, and with it what was dropped from outside.
        self._library = self._space = space

    @property
    def queue(self) -> tuple[QueuedTrack, ...]:
        """What comes next, soonest first."""
        return tuple(self._queue)

    @property
    def heard(self) -> tuple[Track, ...]:
        """What was played in this session, the last last."""
        return tuple(self._heard)

    @property
    def knobs(self) -> Knobs:
        """Keep on and Drunk as they are."""
        return self._knobs

    @property
    def shortfall(self) -> Shortfall | None:
        """Why the queue is shorter than it should be, or None."""
        return self._shortfall

    def knows(self, track: Track) -> bool:
        """Whether it is known how `track` sounds."""
        return self._space.row_of(track) is not None

    def unknown(self) -> Track | None:
        """The track whose sound is wanted most before more can be chosen, or None."""
        counting = [steer.track for steer in self.steering.shown]
        if len(self._queue) < QUEUE_LENGTH:
            before = [*self._heard, *(entry.track for entry in self._queue)]
            counting += before[-self._knobs.keep_on :]
        return next((track for track in reversed(counting) if not self.knows(track)), None)

    def wants(self, track: Track) -> bool:
        """Whether `track` was heard in this session, or is queued, or steers."""
        steering = (steer.track for steer in self.steering.shown)
        return track in (*self._heard, *(entry.track for entry in self._queue), *steering)

    def begin(self, after: Sequence[Track] = ()) -> None:
        """Forget what was heard and queued, and all from outside; the knobs stay.

        `after` counts as heard: somebody else has played it.
        """
        self._number += 1
        if self._wished_seed is None:
            self._random_seed = _new_seed()
        self._heard[:] = after
        self._wished.clear()
        self._unwanted.clear()
        self._queue.clear()
        self._outsiders.clear()
        self.steering.clear()
        self.radio.leave()
        self._space = self._library
        self._shortfall = None

    def record(self) -> SessionRecord:
        """All that is needed to go on with this session another time."""
        return SessionRecord(
            number=self._number,
            random_seed=self._random_seed,
            knobs=self._knobs,
            heard=self.heard,
            unwanted=tuple(self._unwanted),
            queue=self.queue,
            steers=self.steering.record(),
            radio=self.radio.name,
            anchors=self.radio.anchors,
        )

    def go_on(self, record: SessionRecord) -> None:
        """Go on with the session that `record` was made of; the knobs stay."""
        self._random_seed = record.random_seed
        self._heard[:] = record.heard
        self._unwanted[:] = record.unwanted
        self._queue[:] = [replace(entry, key=next(self._keys)) for entry in record.queue]
        self.steering.go_on(record.steers)
        self.radio.go_on(record.radio, record.anchors)

    def asked_for(self, track: Track) -> QueuedTrack:
        """An entry of the queue to be, for a track that the listener asked for."""
        return QueuedTrack(next(self._keys), track, asked_for=True)

    def ask_for(self, tracks: Sequence[Track]) -> None:
        """Queue tracks that the listener asked for, in order, ahead of those chosen by us."""
        self._wished += tracks
        asked = [self.asked_for(track) for track in tracks]
        wanted = {track.content_id for track in tracks}
        before = [entry for entry in self._queue if entry.asked_for]
        chosen = [
            entry
            for entry in self._queue
            if not entry.asked_for and entry.track.content_id not in wanted
        ]
        self._queue = [*before, *asked, *chosen]

    def insert(self, tracks: Sequence[Track], place: int) -> None:
        """Queue tracks at `place`; the order up to there is the listener's from now on."""
        self._wished += tracks
        place = min(max(place, 0), len(self._queue))
        wanted = {track.content_id for track in tracks}

        def stays(entry: QueuedTrack) -> bool:
            return entry.asked_for or entry.track.content_id not in wanted

        before = [replace(entry, asked_for=True) for entry in self._queue[:place] if stays(entry)]
        after = [entry for entry in self._queue[place:] if stays(entry)]
        self._queue = [*before, *map(self.asked_for, tracks), *after]

    def tune_in(self, name: str, tracks: Sequence[Track]) -> None:
        """Keep close to all of `tracks` from now on, and begin with what is typical of them."""
        self.ask_for([self.radio.tune_in(name, tracks, self._space)])

    @property
    def options(self) -> RuleOptions:
        """The rules as they are."""
        return self._options

    def follow_rules(self, options: RuleOptions) -> None:
        """Choose by other rules; `choose_anew` makes the queue follow."""
        self._options = options

    def take_next(self) -> QueuedTrack | None:
        """Take the first track off the queue and note it as heard; None if there is none."""
        if not self._queue:
            return None
        entry = self._queue.pop(0)
        self._note(entry.track)
        return entry

    def take(self, entry: QueuedTrack) -> None:
        """Note `entry` as heard, which plays now, whether or not it is still queued."""
        self.drop_before(entry.key)
        content = entry.track.content_id
        self._queue = [
            queued
            for queued in self._queue
            if queued.key != entry.key and (queued.asked_for or queued.track.content_id != content)
        ]
        self._note(entry.track)

    def reject(self, entry: QueuedTrack) -> None:
        """Do not choose `entry` again in this session, and take it out if it is queued."""
        self._queue = [queued for queued in self._queue if queued.key != entry.key]
        self._unwanted.append(entry.track)

    def drop_before(self, key: int) -> None:
        """Drop what is queued before the entry `key`, if there is such an entry."""
        for index, entry in enumerate(self._queue):
            if entry.key == key:
                del self._queue[:index]
                return

    def pin(self, key: int) -> None:
        """Keep the entry `key` as if the listener had asked for it."""
        self._set_asked_for(key, asked_for=True)

    def unpin(self, key: int) -> None:
        """Let the entry `key` go with the next turn of a knob, as if it had been chosen by us."""
        self._set_asked_for(key, asked_for=False)

    def move(self, key: int, place: int) -> None:
        """Move the entry `key` to `place`; the order up to there is the listener's from now on."""
        moved = next((entry for entry in self._queue if entry.key == key), None)
        if moved is None:
            return
        rest = [entry for entry in self._queue if entry.key != key]
        place = min(max(place, 0), len(rest))
        before = [replace(entry, asked_for=True) for entry in rest[:place]]
        self._queue = [*before, replace(moved, asked_for=True), *rest[place:]]

    def remove(self, key: int) -> None:
        """Take the entry `key` out of the queue, not to be chosen again in this session."""
        for entry in self._queue:
            if entry.key == key:
                self._queue.remove(entry)
                self._unwanted.append(entry.track)
                return

    def step_back(self, *, playing: bool) -> QueuedTrack | None:
        """Return the track heard before; what plays now, if so, is the first of the queue again."""
        if len(self._heard) < (2 if playing else 1):
            return None
        if playing:
            self.put_back()
        return self.asked_for(self._heard[-1])

    def put_back(self) -> None:
        """What plays now is the first of the queue again, as if it had not begun."""
        self._queue.insert(0, self.asked_for(self._heard.pop()))

    def take_back(self) -> None:
        """What was to play now could not be: it was not heard, and is not to be chosen again."""
        if self._heard:
            self._unwanted.append(self._heard.pop())

    def ask_for_anything(self) -> None:
        """Queue any track that may be proposed, for a listener who has no wish."""
        rows = np.flatnonzero(self._space.proposable & self._space.audible)
        if rows.size:
            chance = np.random.default_rng()
            self.ask_for([self._space.tracks[int(chance.choice(rows))]])

    def turn(self, knobs: Knobs) -> None:
        """Set the knobs; `choose_anew` makes the queue follow."""
        self._knobs = knobs

    def add_sound(self, track: Track, sound: Sound) -> None:
        """Learn how a track from outside the library sounds."""
        self._outsiders[track] = sound
        self._space, _ = self._space.with_outsider(track, sound.vector, sound.head, sound.tail)

    def give_up_on(self, track: Track) -> None:
        """Treat a track as like nothing, for there is no knowing how it sounds."""
        nothing = np.zeros(self._space.sound.vectors.shape[1], np.float32)
        self.add_sound(track, Sound(nothing, nothing, nothing))

    def replace_library(self, space: Space) -> None:
        """Choose from `space` from now on; what is queued stays."""
        self._library = self._space = space
        for track, sound in self._outsiders.items():
            self._space, _ = self._space.with_outsider(track, sound.vector, sound.head, sound.tail)

    def change_encoder(self, space: Space) -> None:
        """Choose from `space`, which another encoder heard; what came from outside is unknown."""
        self._outsiders.clear()
        self.replace_library(space)

    def choose_anew(self, count: int = QUEUE_LENGTH) -> None:
        """Replace all tracks in the queue that the listener did not ask for; those keep places."""
        kept = [(place, entry) for place, entry in enumerate(self._queue) if entry.asked_for]
        self._queue = []
        for index, (place, entry) in enumerate(kept):
            self._choose_until(place, later=[entry.track for _, entry in kept[index:]])
            self._queue.append(entry)
        self.fill(count)

    def fill(self, count: int = QUEUE_LENGTH) -> None:
        """Choose tracks until `count` are queued, or nothing is left to choose.

        Nothing is chosen while nothing was heard or asked for, or while it is not known how the
        latest of that sounds.
        """
        self._choose_until(count)

    def _choose_until(self, count: int, later: Sequence[Track] = ()) -> None:
        """Append choices until `count` are queued; none of `later`, which is queued after them."""
        before = [*self._heard, *(entry.track for entry in self._queue)]
        wanting = count - len(self._queue)
        self._shortfall = None
        if wanting <= 0 or not before or not self.knows(before[-1]):
            return
        rows = self._rows(before)
        # What was taken out, or comes later, counts as heard long ago: neither repeats nor guides.
        aside = self._rows([*self._unwanted, *later])
        view = SessionView(
            heard=(*aside, *rows),
            seeds=frozenset([*rows[:1], *self._rows(self._wishes())]),
            elsewhere=self._heard_elsewhere(),
            steers=(*self.steering.in_space(self._space), *self.radio.in_space(self._space)),
        )
        keep_on = min(self._knobs.keep_on or len(rows), len(rows))
        planned = self._plan(view, replace(self._knobs, keep_on=keep_on), wanting, len(before))
        self._shortfall = planned.shortfall
        self._queue += [
            QueuedTrack(next(self._keys), choice.track, choice.why.text(), choice.similarity)
            for choice in planned.choices
        ]

    def _wishes(self) -> list[Track]:
        """The tracks by which the listener said where to go."""
        more = (steer.track for steer in self.steering.shown if steer.kind is SteerKind.MORE)
        return [*self._wished, *self.radio.anchors, *more]

    def _note(self, track: Track) -> None:
        """Remember that `track` is heard from now on."""
        self._heard.append(track)
        self._lately.note(track)
        self.steering.age()

    def _heard_elsewhere(self) -> frozenset[int]:
        """What other sessions have played too lately; what this one has is no news."""
        if self._options.heard_lately_s <= 0:
            return frozenset()
        here = {track.content_id for track in self._heard}
        return self._space.rows_of(self._lately.within(self._options.heard_lately_s) - here)

    def _rows(self, tracks: Sequence[Track]) -> list[int]:
        return [row for track in tracks if (row := self._space.row_of(track)) is not None]

    def _set_asked_for(self, key: int, *, asked_for: bool) -> None:
        self._queue = [
            replace(entry, asked_for=asked_for) if entry.key == key else entry
            for entry in self._queue
        ]

    def _plan(self, view: SessionView, knobs: Knobs, count: int, length: int) -> Plan:
        # The same chance at the same point of the evening, so that turning a knob to and fro
        # comes back to the same queue, and a stored seed replays the evening.
        chance = np.random.default_rng([self._random_seed, length])
        return plan(self._space, view, knobs, standard_rules(self._options), count, chance)


def _new_seed() -> int:
    return int(np.random.default_rng().integers(2**32))
