"""An evening as it is kept, so that Deej goes on after it was closed where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from deej_desktop.domain.track import Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.playlists import KeptTrack
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.session import Steer
from deej_desktop.services.api import QueuedTrack, SteeredBy, SteerKind

_VERSION = 1

Find: TypeAlias = Callable[[Sequence[KeptTrack]], Sequence["Track | None"]]
"""Gives the tracks that are to be found now, or None for those that are not."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """All that a DJ session goes on from, and where in the music it stands.

    Attributes:
        number: Which session of this run of Deej it is.
        random_seed: Where its chance comes from.
        knobs: Keep on and Drunk.
        heard: What was played, the last last; what plays now is among it.
        unwanted: What is not to be chosen any more.
        queue: What comes next.
        steers: What steers, and how strongly by now.
        radio: What the music keeps close to, or "".
        anchors: The tracks that stand for that.
        playing: What plays now, or None.
        position: How far into its file.
    """

    number: int = 0
    random_seed: int = 0
    knobs: Knobs = field(default_factory=Knobs)
    heard: tuple[Track, ...] = ()
    unwanted: tuple[Track, ...] = ()
    queue: tuple[QueuedTrack, ...] = ()
    steers: tuple[tuple[SteeredBy, Steer], ...] = ()
    radio: str = ""
    anchors: tuple[Track, ...] = ()
    playing: QueuedTrack | None = None
    position: Seconds = Seconds(0.0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go on from."""
        return not (self.heard or self.queue)


def as_text(record: SessionRecord) -> str:
    """Write `record` down. Tracks are named by their sound and place; tags are read anew."""
    return json.dumps(
        {
            "version": _VERSION,
            "random_seed": record.random_seed,
            "keep_on": record.knobs.keep_on,
            "drunk": record.knobs.drunk,
            "heard": [_name(track) for track in record.heard],
            "unwanted": [_name(track) for track in record.unwanted],
            "queue": [_entry(entry) for entry in record.queue],
            "steers": [
                {
                    "track": _name(shown.track),
                    "kind": shown.kind.value,
                    "weight": steer.weight,
                    "half_life": steer.half_life,
                    "age": steer.age,
                }
                for shown, steer in record.steers
            ],
            "radio": record.radio,
            "anchors": [_name(track) for track in record.anchors],
            "playing": None if record.playing is None else _entry(record.playing),
            "position": record.position,
        }
    )


def from_text(text: str, find: Find) -> SessionRecord:
    """Read what `as_text` wrote; tracks that are not there any more are left out.

    Args:
        text: As it was kept.
        find: Finds the tracks again.

    Raises:
        ValueError: It was written by a newer Deej, or is damaged.
    """
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            raise ValueError(f"version {kept['version']}")
        return _read(kept, find)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a session: {error!r}") from error


def _read(kept: dict[str, Any], find: Find) -> SessionRecord:
    named = list(_names_in(kept))
    at_hand = dict(zip(named, find([_kept(name) for name in named]), strict=True))

    def there(names: Sequence[Sequence[str]]) -> tuple[Track, ...]:
        return tuple(track for name in names if (track := at_hand[_key(name)]) is not None)

    def entry(value: dict[str, Any]) -> Iterator[QueuedTrack]:
        track = at_hand[_key(value["track"])]
        if track is not None:
            yield QueuedTrack(
                0, track, str(value["why"]), value["closeness"], asked_for=bool(value["asked_for"])
            )

    playing = None if kept["playing"] is None else next(entry(kept["playing"]), None)
    return SessionRecord(
        random_seed=int(kept["random_seed"]),
        knobs=Knobs(int(kept["keep_on"]), float(kept["drunk"])),
        heard=there(kept["heard"]),
        unwanted=there(kept["unwanted"]),
        queue=tuple(found for value in kept["queue"] for found in entry(value)),
        steers=tuple(
            (
                SteeredBy(0, track, SteerKind(value["kind"])),
                Steer(0, float(value["weight"]), value["half_life"], int(value["age"])),
            )
            for value in kept["steers"]
            if (track := at_hand[_key(value["track"])]) is not None
        ),
        radio=str(kept["radio"]),
        anchors=there(kept["anchors"]),
        playing=playing,
        position=Seconds(float(kept["position"]) if playing is not None else 0.0),
    )


def _names_in(kept: dict[str, Any]) -> set[tuple[str, str]]:
    names = [*kept["heard"], *kept["unwanted"], *kept["anchors"]]
    names += [value["track"] for value in (*kept["queue"], *kept["steers"])]
    names += [kept["playing"]["track"]] if kept["playing"] is not None else []
    return set(map(_key, names))


def _key(name: Sequence[str]) -> tuple[str, str]:
    content_id, path = name
    return content_id, path


def _kept(name: tuple[str, str]) -> KeptTrack:
    content_id, path = name
    return KeptTrack(Path(path), ContentId(content_id) if content_id else None, "")


def _name(track: Track) -> tuple[str, str]:
    # JSON in ASCII keeps file names whole whose bytes are no UTF-8: they travel as \udcXX.
    return track.content_id, os.fspath(track.path)


def _entry(entry: QueuedTrack) -> dict[str, Any]:
    return {
        "track": _name(entry.track),
        "why": entry.why,
        "closeness": entry.closeness,
        "asked_for": entry.asked_for,
    }
