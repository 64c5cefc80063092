"""A small imaginary library: tracks of a few styles, with pictures, none of it on any disk."""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QLinearGradient, QPainter, QPen

from deej_desktop.domain.sound import Waveform
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds, TrackId

FOLDER = Path("/music")


@dataclass(frozen=True, slots=True)
class Style:
    """One album of the imaginary library."""

    name: str
    album: str
    year: int
    colors: tuple[str, str, str]
    titles: tuple[str, ...]


STYLES = (
    Style("Dub", "Slow Harbour", 2021, ("#0f3d3e", "#e2b979", "#f1f1e6"),
          ("Low Tide", "Lantern Street", "Rust and Salt", "Echo Pier", "Second Anchor")),
    Style("House", "Rooftop Hours", 2023, ("#40196d", "#ff7c5c", "#ffe3c2"),
          ("Warm Concrete", "Elevator to Four", "Blue Antenna", "Sundown Loop", "Afterglow")),
    Style("Ambient", "Weather Diary", 2019, ("#1c2b4a", "#86b6d8", "#eef6fb"),
          ("Fog on the Glass", "Eleven Clouds", "A Slow Thaw", "Open Window", "First Snow")),
    Style("Jazz", "Corner Table", 2020, ("#5b1a1a", "#e8a33d", "#fdf3df"),
          ("Second Coffee", "Brush and Bow", "Rain Check", "The Long Stairs", "Last Tram")),
)  # fmt: skip


def library() -> list[Track]:
    """Return twenty tracks, style by style."""
    tracks = []
    for style in STYLES:
        for number, title in enumerate(style.titles, start=1):
            tags = Tags(
                title=title,
                artist=f"Deej Demo · {style.name}",
                album=style.album,
                genre=style.name,
                year=style.year,
                track_number=number,
            )
            tracks.append(
                track(f"{style.album}/{number:02} {title}.ogg", tags, seconds=171 + 23 * number)
            )
    return tracks


def waveform(track: Track, columns: int = 800) -> Waveform:
    """Return an outline with an intro, a break and an end, which belongs to `track` alone."""
    chance = np.random.default_rng(sum(track.title.encode(errors="replace")))
    at = np.linspace(0, 1, columns)
    form = np.interp(at, [0, 0.06, 0.12, 0.5, 0.52, 0.6, 0.62, 0.93, 1],
                     [0.1, 0.35, 0.8, 0.9, 0.4, 0.35, 1, 0.9, 0.05])  # fmt: skip
    beat = 0.75 + 0.25 * np.abs(np.sin(np.pi * columns / 9 * at))
    peaks = np.clip(form * beat * chance.uniform(0.8, 1, columns), 0, 1)
    shares = np.array([[0.22], [0.15], [0.08]]) * (1 + 0.5 * np.sin(9 * at + [[0], [2], [4]]))
    return Waveform.of(peaks.astype(np.float32), (shares * peaks).astype(np.float32))


def track(name: str, tags: Tags | None = None, seconds: float = 200.0) -> Track:
    """Return one track of the imaginary library."""
    path = FOLDER / name
    return Track(
        id=TrackId(zlib.crc32(os.fsencode(name))),  # the same in every process
        path=path,
        content_id=ContentId(name),
        duration_s=Seconds(seconds),
        tags=tags or Tags(),
    )


def odd_tracks() -> list[Track]:
    """Return tracks whose names are long, empty, or in other writing."""
    return [
        track("long.ogg", Tags(
            title="The Extraordinarily Long and Winding Title of a Song That Would Not Stop Naming "
            "Itself Until Everybody in the Room Had Fallen Asleep (Extended Version, Part Two)",
            artist="An Orchestra With a Very Long Name and Even More Guests Than Chairs",
            album="Collected Works in Far Too Many Volumes")),
        track("hebrew.ogg", Tags(title="שיר של שבת בבוקר ליד הים", artist="תזמורת הדגמה",
                                 album="אוסף")),
        track("arabic.ogg", Tags(title="أغنية المساء الطويلة", artist="فرقة العرض")),
        track("japanese.ogg", Tags(title="雨の日のための長い長い歌", artist="デモ楽団")),
        track("cyrillic.ogg", Tags(title="Вечерняя песня о море", artist="Пробный оркестр")),
        track("emoji.ogg", Tags(title="🎷 Sunday 🌧️ Rain 👩‍👩‍👧", artist="Deej Demo · Jazz")),
        track("untagged take\n(final) caf\udce9.mp3", seconds=4210.0),
    ]  # fmt: skip


def cover(wanted: Track, styles: Sequence[Style] = STYLES) -> bytes | None:
    """Return a picture for the albums of `STYLES`, as a PNG file."""
    style = next((style for style in styles if style.album == wanted.tags.album), None)
    return _draw(style, styles.index(style)) if style is not None else None


def _draw(style: Style, kind: int) -> bytes:
    side = 480
    image = QImage(side, side, QImage.Format.Format_RGB32)
    dark, bright, pale = (QColor(color) for color in style.colors)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QLinearGradient(0, 0, side * 0.4, side)
    ground.setColorAt(0, dark.lighter(135))
    ground.setColorAt(1, dark)
    painter.fillRect(image.rect(), ground)
    painter.setPen(Qt.PenStyle.NoPen)
    if kind == 0:
        painter.setBrush(bright)
        painter.drawEllipse(QPointF(300, 190), 92, 92)
        for row in range(7):
            painter.setPen(QPen(pale if row % 2 else bright, 9 - row))
            painter.drawLine(QPointF(40 + row * 12, 300 + row * 24), QPointF(440, 300 + row * 24))
    elif kind == 1:
        for column in range(6):
            height = (190, 300, 240, 350, 270, 160)[column]
            painter.setBrush(bright if column % 2 else pale)
            painter.drawRect(QRectF(40 + column * 68, side - height, 56, height))
    elif kind == 2:
        for ring in range(9):
            painter.setBrush(QColor(bright.red(), bright.green(), bright.blue(), 46))
            painter.drawEllipse(QPointF(150 + ring * 22, 330 - ring * 20), 150, 90)
        painter.setBrush(pale)
        painter.drawEllipse(QPointF(370, 110), 34, 34)
    else:
        painter.setBrush(bright)
        painter.drawPie(QRectF(70, 90, 340, 340), 30 * 16, 210 * 16)
        painter.setBrush(pale)
        painter.drawEllipse(QPointF(300, 300), 78, 78)
        painter.setBrush(dark)
        painter.drawEllipse(QPointF(300, 300), 20, 20)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
