"""Browsing that works in memory, over however few tracks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from deej_desktop.domain.browsing import (
    Facet,
    FacetValue,
    Group,
    GroupKey,
    GroupKind,
    Listing,
    SortKey,
    Wish,
)
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds, TrackId

_FACETS: dict[Facet, Callable[[Track], str]] = {
    Facet.GENRE: lambda track: track.tags.genre,
    Facet.DECADE: lambda track: str(track.tags.year // 10 * 10) if track.tags.year else "",
    Facet.ARTIST: lambda track: track.artist,
    Facet.FORMAT: lambda track: track.path.suffix[1:],
    Facet.LENGTH: lambda track: "0-4" if track.duration_s < 240 else "4-",
}
_SORTS: dict[SortKey, Callable[[Track], object]] = {
    SortKey.TITLE: lambda track: track.title.casefold(),
    SortKey.ARTIST: lambda track: track.artist.casefold(),
    SortKey.ALBUM: lambda track: (track.tags.album, track.tags.track_number or 0),
    SortKey.GENRE: lambda track: track.tags.genre,
    SortKey.YEAR: lambda track: track.tags.year or 0,
    SortKey.LENGTH: lambda track: track.duration_s,
    SortKey.ADDED: lambda track: track.id or 0,
}


class FakeBrowse:
    """Finds by parts of titles, artists and albums, as they are written."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.music = tracks
        self.wishes: list[Wish] = []

    def find(self, wish: Wish) -> Listing:
        self.wishes.append(wish)
        fitting = self._fitting(wish)
        if wish.sort in _SORTS:
            fitting.sort(key=_SORTS[wish.sort], reverse=wish.descending)  # type: ignore[arg-type]
        facets = {}
        for facet, value_of in _FACETS.items():
            others = {one: values for one, values in wish.chosen.items() if one is not facet}
            found = self._fitting(Wish(wish.words, others, wish.within))
            counts = Counter(value_of(track) for track in found)
            facets[facet] = tuple(FacetValue(value, count) for value, count in counts.most_common())
        return Listing(
            np.array([track.id for track in fitting], np.int64),
            Seconds(sum(track.duration_s for track in fitting)),
            facets,
        )

    def groups(self, kind: GroupKind, wish: Wish) -> Sequence[Group]:
        gathered: dict[GroupKey, list[Track]] = {}
        for track in self._fitting(wish):
            gathered.setdefault(_key_of(track, kind), []).append(track)
        return [
            Group(
                key,
                key.name.rpartition("/")[2] if kind is GroupKind.FOLDER else key.name,
                key.owner,
                len(tracks),
                len({track.tags.album for track in tracks}),
                Seconds(sum(track.duration_s for track in tracks)),
                tracks[0].tags.year,
                tracks[0].id or TrackId(0),
            )
            for key, tracks in sorted(gathered.items(), key=lambda item: item[0].name)
            if key.name or kind is not GroupKind.ALBUM
        ]

    def tracks(self, ids: Sequence[TrackId]) -> Sequence[Track]:
        by_id = {track.id: track for track in self.music}
        return [by_id[one] for one in ids if one in by_id]

    def _fitting(self, wish: Wish) -> list[Track]:
        wanted = wish.words.casefold()
        return [
            track
            for track in self.music
            if wanted in f"{track.title} {track.artist} {track.tags.album}".casefold()
            and all(
                not values or _FACETS[facet](track) in values
                for facet, values in wish.chosen.items()
            )
            and (wish.within is None or _key_of(track, wish.within.kind) == wish.within)
        ]


def _key_of(track: Track, kind: GroupKind) -> GroupKey:
    return {
        GroupKind.ALBUM: GroupKey(kind, track.tags.album, track.artist),
        GroupKind.ARTIST: GroupKey(kind, track.artist),
        GroupKind.GENRE: GroupKey(kind, track.tags.genre),
        GroupKind.FOLDER: GroupKey(kind, str(track.path.parent)),
    }[kind]
