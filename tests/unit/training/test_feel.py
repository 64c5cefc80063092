from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.training.corpus import Piece, piece_of
from deej_desktop.training.feel import EPSILONS, effect_of_epsilon


def pieces(albums: str) -> list[Piece]:
    return [
        piece_of(
            Track(None, Path(f"/{n}/a.mp3"), ContentId(f"{n}"), Seconds(60), Tags(album=album))
        )
        for n, album in enumerate(albums)
    ]


def test_each_epsilon_has_a_row_and_the_encoders_own_comes_first() -> None:
    random = np.random.default_rng(0)
    centres = random.normal(size=(2, 8))[[0, 0, 0, 1, 1, 1]]
    tracks = [(centre + 0.1 * random.normal(size=(6, 8))).astype(np.float32) for centre in centres]
    report = effect_of_epsilon(tracks, pieces("AAABBB"), 0.01)
    assert report is not None
    names = [row.name for row in report.rows]
    assert names[0] == "epsilon 0.01"
    assert sorted(names) == sorted(f"epsilon {epsilon:g}" for epsilon in EPSILONS)
    assert report.rows[0].scores["album mAP"].mean() == 1


def test_nothing_in_common_has_no_effect_to_tell_of() -> None:
    tracks = [np.eye(4, dtype=np.float32)[[n, n]] for n in range(4)]
    alone = [replace(piece, album=f"{n}") for n, piece in enumerate(pieces("ABCD"))]
    assert effect_of_epsilon(tracks, alone, 0.01) is None
