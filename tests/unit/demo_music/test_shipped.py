"""The demo music as it lies in resources/demo."""

from __future__ import annotations

from collections import Counter

import pytest

from deej_desktop.library.covers import embedded_cover
from deej_desktop.library.tags import read_tags
from deej_desktop.paths import demo_music_dir
from demo_music import catalogue


def test_every_piece_ships_and_nothing_else_does() -> None:
    there = {path.relative_to(demo_music_dir()) for path in demo_music_dir().rglob("*.opus")}
    assert there == {piece.path for piece in catalogue.pieces()}


def test_it_is_small_enough() -> None:
    sizes = [p.stat().st_size for p in demo_music_dir().rglob("*") if p.is_file()]
    assert sum(sizes) < 15_000_000


def test_there_are_enough_styles_with_enough_pieces_each() -> None:
    counts = Counter(piece.style.name for piece in catalogue.pieces())
    assert len(counts) >= 8
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("piece", list(catalogue.pieces()), ids=lambda piece: piece.title)
def test_a_shipped_piece_says_what_it_is(piece: catalogue.Piece) -> None:
    path = demo_music_dir() / piece.path
    tags, duration = read_tags(path)
    label = piece.label()
    assert (tags.title, tags.artist, tags.album) == (label.title, label.artist, label.album)
    assert (tags.genre, tags.year, tags.track_number) == (label.genre, label.year, 1)
    assert 40.0 <= duration <= 60.5
    assert embedded_cover(path) == label.cover
