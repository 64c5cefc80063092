"""Browsing the library: lists of songs by words, facets and order, and what they group into.

Nothing here grows with the texts of the tracks: a list is an array of ids, whoever shows it fetches
the few tracks in sight by `Catalogue.with_ids`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

import numpy as np

from deej_desktop.domain.arrays import BoolArray, IntArray
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
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import Seconds, TrackId
from deej_desktop.library.coded import Coded, Labelled
from deej_desktop.library.columns import (
    Columns,
    load_albums,
    load_columns,
    load_folders,
    load_order,
)
from deej_desktop.library.kept import Kept
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store
from deej_desktop.library.words import fold

_MOST_VALUES = 1000
"""So many values of a facet are worth reading."""


class Browse:
    """Lists and groups of the tracks that are present. Safe to share among threads."""

    def __init__(self, store: Store, search: Search) -> None:
        self._search = search
        self._columns = Kept(store, load_columns)
        self._orders = {key: Kept(store, partial(load_order, key=key)) for key in SortKey}
        self._folders = Kept(store, load_folders)
        self._albums = Kept(store, load_albums)

    def find(self, wish: Wish) -> Listing:
        """Return the songs that fit `wish`, in its order, and how its facets stand."""
        columns = self._columns.get()
        found, words = self._found(columns, wish)
        masks = {facet: _mask(columns, facet, values) for facet, values in wish.chosen.items()}
        fits = found.copy()
        for mask in masks.values():
            fits &= mask
        rows = self._in_order(columns, wish, fits, words)
        facets = {}
        for facet in Facet:
            # A facet counts what choosing another of its values would find.
            others = found.copy()
            for other, mask in masks.items():
                if other is not facet:
                    others &= mask
            facets[facet] = _values(columns.facets[facet], others)
        return Listing(columns.ids[rows], Seconds(float(columns.durations_s[rows].sum())), facets)

    def groups(self, kind: GroupKind, wish: Wish) -> list[Group]:
        """Return the albums, artists, genres or folders of the songs that fit `wish`, by name.

        Of folders only those directly in `wish.within`, or the topmost ones.
        """
        columns = self._columns.get()
        fits, _ = self._found(columns, wish)
        for facet, values in wish.chosen.items():
            fits &= _mask(columns, facet, values)
        if kind is GroupKind.FOLDER:
            return self._folder_groups(columns, fits, wish.within)
        if kind is GroupKind.ALBUM:
            return self._album_groups(columns, fits)
        facet = Facet.ARTIST if kind is GroupKind.ARTIST else Facet.GENRE
        return self._tagged_groups(columns, fits, kind, columns.facets[facet])

    def _found(self, columns: Columns, wish: Wish) -> tuple[BoolArray, IntArray | None]:
        """The rows that the words find in the group that is asked for, and the words' order."""
        within = self._within(columns, wish.within)
        if not fold(wish.words):
            return within, None
        rows = columns.rows_of(self._search.matches(wish.words).ids)
        mask = np.zeros(len(columns.ids), np.bool_)
        mask[rows] = True
        return mask & within, rows

    def _within(self, columns: Columns, key: GroupKey | None) -> BoolArray:
        everything = np.ones(len(columns.ids), np.bool_)
        if key is None:
            return everything
        if key.kind is GroupKind.FOLDER:
            folders = _as_long_as(columns, self._folders.get())
            stem = key.name.rstrip(os.sep) + os.sep
            is_inside = np.array([label.startswith(stem) for label in folders.labels], np.bool_)
            return folders.having(is_inside)
        if key.kind is GroupKind.ALBUM:
            albums = _as_long_as(columns, self._albums.get())
            return _is_label(albums, f"{key.name}\n{key.owner}")
        facet = Facet.ARTIST if key.kind is GroupKind.ARTIST else Facet.GENRE
        return _is_label(columns.facets[facet], key.name)

    def _in_order(
        self, columns: Columns, wish: Wish, fits: BoolArray, words: IntArray | None
    ) -> IntArray:
        if words is not None and wish.sort is SortKey.RELEVANCE:
            return words[fits[words]]
        is_album = wish.within is not None and wish.within.kind is GroupKind.ALBUM
        default = SortKey.ALBUM if is_album else SortKey.ARTIST
        key = default if wish.sort is SortKey.RELEVANCE else wish.sort
        order = columns.rows_of(self._orders[key].get())
        # What has come since the order was read stands at its end.
        if len(order) < len(columns.ids):
            order = np.concatenate([order, np.setdiff1d(np.arange(len(columns.ids)), order)])
        rows = order[fits[order]]
        return rows[::-1] if wish.descending else rows

    def _tagged_groups(
        self, columns: Columns, fits: BoolArray, kind: GroupKind, column: Labelled
    ) -> list[Group]:
        albums = _as_long_as(columns, self._albums.get())
        # An album of an artist counts once, however many of its songs there are.
        named = fits & albums.having(np.array([bool(label) for label in albums.labels], np.bool_))
        rows, codes = column.pairs(np.flatnonzero(named))
        pairs = np.unique(codes * len(albums.labels) + albums.codes[rows])
        albums_of = np.bincount(pairs // max(1, len(albums.labels)), minlength=len(column.labels))
        groups = [
            Group(
                GroupKey(kind, column.labels[code]),
                column.labels[code],
                "",
                tracks,
                int(albums_of[code]),
                duration_s,
                None,
                first,
            )
            for code, tracks, duration_s, first in _gathered(columns, fits, column)
        ]
        return sorted(groups, key=lambda group: _name_order(group.title))

    def _album_groups(self, columns: Columns, fits: BoolArray) -> list[Group]:
        albums = _as_long_as(columns, self._albums.get())
        artists = columns.artists
        groups = []
        for code, tracks, duration_s, first in _gathered(columns, fits, albums):
            name, _, owner = albums.labels[code].partition("\n")
            if not name:
                continue
            row = int(np.searchsorted(columns.ids, first))
            is_folder = owner.endswith(os.sep)
            artist = artists.labels[artists.codes[row]] if is_folder else owner
            groups.append(
                Group(
                    GroupKey(GroupKind.ALBUM, name, owner),
                    name,
                    artist,
                    tracks,
                    1,
                    duration_s,
                    int(columns.years[row]) or None,
                    first,
                )
            )
        return sorted(groups, key=lambda group: (*_name_order(group.subtitle), group.year or 0))

    def _folder_groups(
        self, columns: Columns, fits: BoolArray, within: GroupKey | None
    ) -> list[Group]:
        folders = _as_long_as(columns, self._folders.get())
        stem = within.name.rstrip(os.sep) + os.sep if within is not None else ""
        if not stem:
            stem = _common_stem(folders.labels)
        gathered: dict[str, tuple[int, float, TrackId, bool]] = {}
        for code, tracks, duration_s, first in _gathered(columns, fits, folders):
            label = folders.labels[code]
            child, _, rest = label.removeprefix(stem).partition(os.sep)
            if not label.startswith(stem) or not child:
                continue
            count, length, cover, has_more = gathered.get(child, (0, 0.0, first, False))
            gathered[child] = (
                count + tracks, length + duration_s, cover, has_more or bool(rest),
            )  # fmt: skip
        return [
            Group(
                GroupKey(GroupKind.FOLDER, stem + child),
                displayable(child),
                "",
                tracks,
                0,
                Seconds(duration_s),
                None,
                first,
                has_more,
            )
            for child, (tracks, duration_s, first, has_more) in sorted(
                gathered.items(), key=lambda item: _name_order(displayable(item[0]))
            )
        ]


def _gathered(
    columns: Columns, fits: BoolArray, column: Labelled
) -> list[tuple[int, int, Seconds, TrackId]]:
    """Of each value that fitting rows have: its code, how many, how long, and the first of them."""
    rows, codes = column.pairs(np.flatnonzero(fits))
    counts = np.bincount(codes, minlength=len(column.labels))
    lengths = np.bincount(codes, columns.durations_s[rows], minlength=len(column.labels))
    present, first = np.unique(codes, return_index=True)
    return [
        (code, int(counts[code]), Seconds(float(lengths[code])), TrackId(track_id))
        for code, track_id in zip(present.tolist(), columns.ids[rows[first]].tolist(), strict=True)
    ]


def _values(column: Labelled, mask: BoolArray) -> tuple[FacetValue, ...]:
    counts = column.counts(mask)
    best = np.argsort(-counts, kind="stable")[:_MOST_VALUES]
    return tuple(
        FacetValue(column.labels[code], int(counts[code])) for code in best.tolist() if counts[code]
    )


def _mask(columns: Columns, facet: Facet, values: frozenset[str]) -> BoolArray:
    column = columns.facets[facet]
    if not values:
        return np.ones(len(columns.ids), np.bool_)
    # A label may have come to be written otherwise since it was chosen.
    names = {value.casefold() for value in values}
    return column.having(np.array([label.casefold() in names for label in column.labels], np.bool_))


def _is_label(column: Labelled, wanted: str) -> BoolArray:
    name = wanted.casefold()
    return column.having(np.array([label.casefold() == name for label in column.labels], np.bool_))


def _as_long_as(columns: Columns, column: Coded) -> Coded:
    """Return `column` for as many rows as there are, should the catalogue have changed between."""
    missing = len(columns.ids) - len(column.codes)
    if missing <= 0:
        return Coded(column.labels, column.codes[: len(columns.ids)])
    return Coded(column.labels, np.concatenate([column.codes, np.zeros(missing, np.int64)]))


def _common_stem(folders: Sequence[str]) -> str:
    """The folder that all are in, so that browsing begins where it branches."""
    if not folders:
        return ""
    first, last = min(folders), max(folders)
    alike = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    stem = first[:alike].rpartition(os.sep)[0] + os.sep
    if stem in folders:
        # It holds songs itself: begin with it, rather than leave them out.
        stem = stem.rstrip(os.sep).rpartition(os.sep)[0] + os.sep
    return stem


def _name_order(name: str) -> tuple[bool, str]:
    """Sort as people look names up: without case and accents, the nameless last."""
    plain = fold(name)
    return (not name, plain.removeprefix("the ") or name)
