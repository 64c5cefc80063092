"""A whole style, and what is written on every piece."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from demo_music import catalogue, covers
from demo_music.files import write
from demo_music.loudness import integrated_loudness, mastered, trimmed
from demo_music.sound import SAMPLE_RATE


def test_a_piece_is_the_same_each_time_and_within_range() -> None:
    piece = next(p for p in catalogue.pieces() if p.title == "Turbo Snail")
    mix = piece.style.render(piece.number)
    assert np.array_equal(mix, piece.style.render(piece.number))
    sound = trimmed(mastered(mix))
    assert 40.0 < sound.shape[1] / SAMPLE_RATE < 60.0
    assert abs(integrated_loudness(sound) + 16.0) < 1.0
    assert np.max(np.abs(sound)) < 0.9


def test_no_two_pieces_share_title_artist_album_or_cover() -> None:
    labels = [piece.label() for piece in catalogue.pieces()]
    assert len(labels) >= 24
    for field in ("title", "artist", "album", "cover"):
        assert len({getattr(label, field) for label in labels}) == len(labels)


def test_a_cover_is_a_small_square_picture() -> None:
    picture = covers.cover("Dub", 1)
    assert picture.startswith(b"\x89PNG")
    assert picture[16:20] == picture[20:24]
    assert len(picture) < 40_000


def test_the_same_sound_makes_the_same_file(tmp_path: Path) -> None:
    label = next(catalogue.pieces()).label()
    chance = np.random.default_rng(1)
    sound = 0.1 * chance.standard_normal((2, SAMPLE_RATE))
    for name in ("one.opus", "two.opus"):
        write(sound, label, tmp_path / name, 64_000)
    assert (tmp_path / "one.opus").read_bytes() == (tmp_path / "two.opus").read_bytes()
    with av.open(str(tmp_path / "one.opus")) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    assert sum(frame.shape[1] for frame in frames) >= SAMPLE_RATE
