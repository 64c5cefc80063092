from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.training.baselines import constant_baseline, mfcc_baseline
from deej_desktop.training.corpus import Piece, piece_of
from deej_desktop.training.evaluation import Candidate
from deej_desktop.training.robustness import HARDSHIPS, evaluate_robustness
from tests.audio import tune, write_audio

FORM = Preprocessing()


def pieces(folder: Path, count: int) -> list[Piece]:
    made = []
    for seed in range(count):
        path = write_audio(folder / f"{seed}.flac", tune(17, seed=seed), 22_050)
        made.append(piece_of(Track(None, path, ContentId(str(seed)), Seconds(17), Tags())))
    return made


def test_each_hardship_is_judged_and_noise_is_one(tmp_path: Path) -> None:
    def spectrum(slices: FloatArray) -> FloatArray:
        vectors: FloatArray = slices.mean(axis=2) - slices.mean()
        return vectors

    candidates = [
        Candidate("spectrum", FORM, spectrum),
        mfcc_baseline(FORM),
        constant_baseline(FORM),
    ]
    report = evaluate_robustness(candidates, pieces(tmp_path, 5))
    ours, _, constant = report.rows
    assert report.asked == 5
    assert set(ours.scores) == set(HARDSHIPS)
    means = {name: float(np.mean(scores)) for name, scores in ours.scores.items()}
    assert means["clean"] > 0.8
    assert means["noise 5 dB"] <= means["clean"]
    for name in HARDSHIPS:
        assert constant.scores[name].mean() < 0.4, name
    again = evaluate_robustness(candidates[:1], pieces(tmp_path, 5))
    assert again.as_json()["rows"][0] == report.as_json()["rows"][0]


def test_too_little_music_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeejError, match="3 usable tracks are too few"):
        evaluate_robustness([constant_baseline(FORM)], pieces(tmp_path, 3))
