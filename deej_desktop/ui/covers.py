"""Cover pictures: loaded and scaled off the GUI thread, a few hundred kept."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QImageReader

from deej_desktop.domain.track import Track
from deej_desktop.ui.tasks import Tasks

_log = logging.getLogger(__name__)

LARGE, SMALL = 640, 96
"""The sides of the squares that covers are kept in, in pixels of the screen."""

_KEPT = 300
_MOST_BYTES = 128_000_000
"""So much may be kept, room for a screen full of albums; large pictures of all that plays in a
day would take several times as much."""
_AT_ONCE, _MOST_WAITING = 2, 120
"""So many are loaded at a time, which leaves a thread for what the listener waits for; of those
that wait, so many are in sight at the most."""
_LARGEST_PIXELS = 100_000_000
"""A picture with more is left unread: some files claim to hold gigabytes."""


@dataclass(frozen=True, slots=True)
class CoverArt:
    """A square picture and the colour that stands for it."""

    image: QImage
    tint: QColor


class Covers(QObject):
    """Gives the cover of a track at once if it is known, and else fetches it."""

    loaded = Signal(object)
    """The path of the track whose cover, or lack of one, is now known."""

    def __init__(
        self, fetch: Callable[[Track], bytes | None], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._tasks = tasks
        self._known: OrderedDict[tuple[object, int], CoverArt | None] = OrderedDict()
        self._bytes = 0
        self._loading: set[tuple[object, int]] = set()
        self._waiting: OrderedDict[tuple[object, int], tuple[int, Track]] = OrderedDict()
        self._round = 0
        self._next_round = QTimer(self)
        self._next_round.setSingleShot(True)
        self._next_round.setInterval(0)
        self._next_round.timeout.connect(self._begin_round)

    def get(self, track: Track, side: int) -> CoverArt | None:
        """Return the cover of `track`, or None while or when there is none.

        When it is not known yet it is fetched, and `loaded` then tells. What was painted last is
        fetched first: the rest may have been scrolled out of sight, and is asked for again if not.
        """
        key = (track.path, side)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if key not in self._loading:
            self._waiting[key] = (self._round, track)
            self._waiting.move_to_end(key)
            if len(self._waiting) > _MOST_WAITING:
                del self._waiting[min(self._waiting, key=self._urgency)]
            self._next_round.start()
            self._go_on()
        return None

    def _go_on(self) -> None:
        while self._waiting and len(self._loading) < _AT_ONCE:
            key = max(self._waiting, key=self._urgency)
            _, track = self._waiting.pop(key)
            self._loading.add(key)
            self._tasks.run(
                partial(self._load, track, key[1]),
                partial(self._keep, key),
                partial(self._go_without, key),
            )

    def _begin_round(self) -> None:
        """Tell what is painted now from what was painted before."""
        self._round += 1

    def _urgency(self, key: tuple[object, int]) -> tuple[bool, int]:
        # What stands alone, as the cover of what plays, is asked for only once.
        return key[1] >= LARGE, self._waiting[key][0]

    def _load(self, track: Track, side: int) -> CoverArt | None:
        """Runs off the GUI thread."""
        return _load(self._fetch(track), side)

    def _keep(self, key: tuple[object, int], art: CoverArt | None) -> None:
        self._loading.discard(key)
        self._go_on()
        self._known[key] = art
        self._bytes += _bytes_of(art)
        while len(self._known) > _KEPT or self._bytes > _MOST_BYTES:
            _, forgotten = self._known.popitem(last=False)
            self._bytes -= _bytes_of(forgotten)
        self.loaded.emit(key[0])

    def _go_without(self, key: tuple[object, int], trouble: str) -> None:
        # A cover is an ornament: its lack is no reason to interrupt anybody.
        _log.info("No cover for %r: %s", key[0], trouble)
        self._keep(key, None)


def _bytes_of(art: CoverArt | None) -> int:
    return art.image.sizeInBytes() if art is not None else 0


def _load(data: bytes | None, side: int) -> CoverArt | None:
    """Decode a picture, cut it square around its middle and scale it to `side` pixels."""
    if not data:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > _LARGEST_PIXELS:
            return None
        # JPEG is decoded in the smaller size at once, which is many times faster.
        wanted = QSize(side, side)
        if min(size.width(), size.height()) > side:
            reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    image = image.scaled(
        QSize(side, side),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (image.width() - side) // 2, (image.height() - side) // 2
    image = image.copy(left, top, side, side).convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied
    )
    return CoverArt(image, _tint(image))


def _tint(image: QImage) -> QColor:
    """Return the most telling colour of a picture: the mean of its pixels, vivid ones first."""
    small = image.scaled(
        12, 12, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    red = green = blue = total = 0.0
    for y in range(12):
        for x in range(12):
            color = small.pixelColor(x, y)
            weight = 0.02 + color.hsvSaturationF() ** 2 * color.valueF()
            red += color.redF() * weight
            green += color.greenF() * weight
            blue += color.blueF() * weight
            total += weight
    mean = QColor.fromRgbF(red / total, green / total, blue / total)
    # Neither so dark that it would not shine, nor so bright that it would glare.
    lightness = min(0.62, max(0.42, mean.lightnessF()))
    return QColor.fromHslF(max(0.0, mean.hslHueF()), mean.hslSaturationF(), lightness)
