from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.training.baselines import constant_baseline, mfcc_baseline
from deej_desktop.training.corpus import Piece, piece_of
from deej_desktop.training.evaluation import Candidate, evaluate
from deej_desktop.training.report import Report, Row
from tests.audio import tune, write_audio

FORM = Preprocessing()


def pieces(folder: Path, count: int) -> list[Piece]:
    made = []
    for seed in range(count):
        path = write_audio(folder / f"{seed}.flac", tune(16, seed=seed), 22_050)
        tags = Tags(album="AB"[seed % 2])
        made.append(piece_of(Track(None, path, ContentId(str(seed)), Seconds(16), tags)))
    return made


def spectrum(slices: FloatArray) -> FloatArray:
    vectors: FloatArray = slices.mean(axis=2) - slices.mean()
    return vectors


def test_an_encoder_that_hears_beats_one_that_does_not(tmp_path: Path) -> None:
    told: list[Progress] = []
    music = pieces(tmp_path, 6)
    (tmp_path / "bad.mp3").write_text("no music")
    bad = piece_of(Track(None, tmp_path / "bad.mp3", ContentId("bad"), Seconds(30)))
    candidates = [
        Candidate("spectrum", FORM, spectrum),
        mfcc_baseline(FORM),
        constant_baseline(FORM),
    ]
    report = evaluate(candidates, [*music, bad], told.append)
    assert report.asked == 6
    assert told[-1].fraction == 1
    means = {
        row["name"]: {name: measure["mean"] for name, measure in row["measures"].items()}
        for row in report.as_json()["rows"]
    }
    assert set(means["spectrum"]) == {"album P@5", "album mAP", "slice MRR", "half MRR"}
    for measure in ("slice MRR", "half MRR"):
        assert means["spectrum"][measure] > 0.8
        assert means["MFCC mean and deviation"][measure] > 0.6
        assert means["constant vector"][measure] < 0.3


def test_each_candidate_gets_slices_as_it_wants_them(tmp_path: Path) -> None:
    loud = FORM.model_copy(update={"output": (-1.0, 1.0)})
    lowest: dict[str, float] = {}

    def remember(name: str) -> Candidate:
        def encode(slices: FloatArray) -> FloatArray:
            lowest[name] = float(slices.min())
            return spectrum(slices)

        return Candidate(name, FORM if name == "plain" else loud, encode)

    evaluate([remember("plain"), remember("loud")], pieces(tmp_path, 4))
    assert lowest["plain"] >= 0
    assert lowest["loud"] < 0


def test_too_little_music_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeejError, match="3 usable tracks are too few"):
        evaluate([constant_baseline(FORM)], pieces(tmp_path, 3))


def test_the_table_marks_sure_leads_only() -> None:
    random = np.random.default_rng(0)
    good = random.uniform(0.8, 1.0, 50).astype(np.float32)
    as_good = good + random.normal(0, 0.1, 50).astype(np.float32)
    rows = (
        Row("ours", {"mAP": good}),
        Row("worse", {"mAP": good - np.float32(0.3)}),
        Row("as good", {"mAP": as_good}),
    )
    report = Report(50, rows)
    text = report.as_text()
    marked = [line.split("  ")[0] for line in text.splitlines() if line.endswith("]*")]
    assert marked == ["worse"]
    assert "50 tracks" in text
    (_, worse, _) = json.loads(json.dumps(report.as_json()))["rows"]
    assert worse["measures"]["mAP"]["lead"]["mean"] == pytest.approx(0.3, abs=1e-3)
    assert worse["measures"]["mAP"]["asked"] == 50
