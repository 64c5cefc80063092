"""Playlists that are kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError, PlaylistUnusable
from deej_desktop.domain.progress import Progress, ProgressSink, ignore_progress
from deej_desktop.domain.signal import Signal
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import Seconds
from deej_desktop.services.playlists.api import (
    Evening,
    PlaylistInfo,
    PlaylistItem,
    PlaylistKind,
)

_NOW = 1_700_000_000.0


class FakePlaylists:
    """Keeps playlists until the test ends; a playlist file holds the first three tracks."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.changed: Signal[None] = Signal()
        self.tracks = list(tracks)
        self.past: list[Evening] = []
        self.exported: list[tuple[tuple[PlaylistItem, ...], Path]] = []
        self.mixed: list[tuple[tuple[PlaylistItem, ...], Path]] = []
        self.trouble: DeejError | None = None
        self._kept: dict[int, tuple[PlaylistInfo, tuple[PlaylistItem, ...]]] = {}
        self._key = 0

    def playlists(self) -> tuple[PlaylistInfo, ...]:
        return tuple(sorted((info for info, _ in self._kept.values()), key=lambda info: info.name))

    def items(self, key: int) -> tuple[PlaylistItem, ...]:
        return self._kept[key][1] if key in self._kept else ()

    def save(
        self,
        name: str,
        items: Sequence[PlaylistItem],
        kind: PlaylistKind = "playlist",
        *,
        replacing: int | None = None,
    ) -> PlaylistInfo:
        self._raise_trouble()
        key = replacing
        if key is None:
            self._key += 1
            key = self._key
        taken = {info.name for info, _ in self._kept.values() if info.key != key}
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        lasting = Seconds(sum(item.track.duration_s for item in items))
        first = items[0].track if items else None
        info = PlaylistInfo(key, free, kind, len(items), lasting, _NOW + key, first)
        self._kept[key] = (info, tuple(items))
        self.changed.emit(None)
        return info

    def rename(self, key: int, name: str) -> PlaylistInfo:
        self._raise_trouble()
        if any(info.name == name and info.key != key for info, _ in self._kept.values()):
            raise PlaylistUnusable(f'There is a playlist called "{name}" already.')
        info, items = self._kept[key]
        self._kept[key] = (replace(info, name=name), items)
        self.changed.emit(None)
        return self._kept[key][0]

    def delete(self, key: int) -> None:
        self._kept.pop(key, None)
        self.changed.emit(None)

    def import_file(self, path: Path) -> PlaylistInfo:
        return self.save(path.stem, [PlaylistItem(track) for track in self.tracks[:3]])

    def export_file(self, items: Sequence[PlaylistItem], path: Path) -> None:
        self._raise_trouble()
        self.exported.append((tuple(items), path))

    def reordered(
        self, items: Sequence[PlaylistItem], *, last_stays: bool = False
    ) -> tuple[PlaylistItem, ...]:
        end = len(items) - last_stays
        middle = sorted(items[1:end], key=lambda item: item.track.title)
        return (*items[:1], *middle, *items[end:])

    def extended(self, items: Sequence[PlaylistItem], count: int) -> tuple[PlaylistItem, ...]:
        held = [item.track for item in items]
        free = [track for track in self.tracks if track not in held]
        return (*items, *(PlaylistItem(track) for track in free[:count]))

    def mix(
        self,
        items: Sequence[PlaylistItem],
        path: Path,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[str, ...]:
        self._raise_trouble()
        for done, item in enumerate(items, start=1):
            (cancel or CancelToken()).raise_if_cancelled()
            progress(Progress("Mixing", done, len(items), item.track.title))
        self.mixed.append((tuple(items), path))
        return tuple(f"{item.track.title} is missing." for item in items if item.missing)

    def evenings(self, limit: int = 50) -> tuple[Evening, ...]:
        return tuple(self.past[:limit])

    def _raise_trouble(self) -> None:
        if self.trouble is not None:
            raise self.trouble
