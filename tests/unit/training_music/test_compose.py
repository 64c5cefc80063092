from __future__ import annotations

import numpy as np
import pytest

from training_music.compose import Score, band, compose
from training_music.styles import STYLES, Style


def piece(style: Style, seed: int) -> Score:
    players = band(style, np.random.default_rng(1))
    return compose(style, players, 60.0, np.random.default_rng(seed))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("seed", range(3))
def test_every_style_makes_a_piece_that_can_be_played(style: Style, seed: int) -> None:
    score = piece(style, seed)
    assert bool(style.kits) == any(voice.drums for voice in score.voices)
    notes = [note for voice in score.voices for note in voice.notes]
    assert len(notes) > 60
    assert all(0 < note.velocity <= 1 and note.length > 0 for note in notes)
    assert all(20 <= note.pitch <= 110 for note in notes)
    end = max(score.clock.seconds(note.start + note.length) for note in notes)
    assert 35 < end < 100


def test_the_same_chance_makes_the_same_piece_and_another_another() -> None:
    first, again, other = (piece(STYLES[0], seed).voices for seed in (1, 1, 2))
    assert first == again
    assert first != other
