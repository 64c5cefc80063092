"""Everything there is: which styles, which pieces, what each is called and where it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demo_music import loudness
from demo_music.covers import cover
from demo_music.files import Label, write
from demo_music.piece import Style
from demo_music.sound import Audio
from demo_music.styles import ambient, chiptune, drum_and_bass, dub, folk, house, jazz, piano

STYLES: tuple[Style, ...] = (
    piano.STYLE,
    jazz.STYLE,
    folk.STYLE,
    dub.STYLE,
    house.STYLE,
    drum_and_bass.STYLE,
    chiptune.STYLE,
    ambient.STYLE,
)

_YEAR = 2026
_BIT_RATE = 50_000
_NUMERALS = ("I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the collection: a style and a number in it, from 0."""

    style: Style
    number: int

    @property
    def title(self) -> str:
        """What it is called."""
        return self.style.titles[self.number]

    @property
    def path(self) -> Path:
        """Where it lies, relative to the folder of the collection."""
        return Path(self.style.name) / f"{self.title}.opus"

    def label(self) -> Label:
        """Its tags and cover.

        Artist and album are another for each piece, though the style is the same: a DJ that does
        not play an artist or an album twice in a row could not stay within a style otherwise.
        """
        numeral = _NUMERALS[self.number]
        return Label(
            title=self.title,
            artist=f"Deej Demo · {self.style.name} {numeral}",
            album=f"{self.style.series} {numeral}",
            genre=self.style.name,
            year=_YEAR,
            track_number=1,
            comment="Composed and rendered by Deej's own demo_music; CC0 1.0.",
            cover=cover(self.style.name, self.number),
        )

    def render(self) -> Audio:
        """Compose, play and master it: stereo, (2, n)."""
        return loudness.trimmed(loudness.mastered(self.style.render(self.number)))


def pieces() -> Iterator[Piece]:
    """Every piece of every style."""
    for style in STYLES:
        for number in range(len(style.titles)):
            yield Piece(style, number)


def publish(piece: Piece, folder: Path) -> Path:
    """Render `piece` and write it below `folder`; returns the file."""
    path = folder / piece.path
    path.parent.mkdir(parents=True, exist_ok=True)
    write(piece.render(), piece.label(), path, _BIT_RATE)
    return path
