"""How well the shipped encoder hears, beside encoders that only its training music can make.

Run by `make bench`. It prints what one slice costs, in time of one core, beside the published
network without its training. Once `make train` has been run, name the folder that it worked in
(~/.cache/deej-training) in DEEJ_BENCH_TRAINING. It then takes a good while longer and prints, for
the music that `make train` sets aside to judge by,

- the table of `deej evaluate` for Deej and for its rivals: descriptors turned by linear
  discriminants of songs into 50 dimensions, what the network has learned treated likewise, and both
  beside each other, as in the study that Deej's encoder began with;
- what Deej is ahead by, with intervals over packages instead of tracks, since tracks of one package
  have much in common.

The rivals are made of the shipped network and of the slices that its own discriminants saw. The
study did not say how its slices were chosen, and its network was smaller.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from deej_desktop import paths
from deej_desktop.analysis.card import Preprocessing, read_card
from deej_desktop.analysis.encoder import load_encoder
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.native.network import LoadedModel
from deej_desktop.native.onnxruntime import load_onnx
from deej_desktop.services.encoders.installed import DEFAULT_ENCODER
from deej_desktop.training.augment import Augmentation
from deej_desktop.training.baselines import descriptor_baseline, learned_baseline
from deej_desktop.training.corpus import Piece, find_music, piece_of
from deej_desktop.training.discriminant import discriminants
from deej_desktop.training.encoder_training import by_song
from deej_desktop.training.evaluation import Candidate, Encode, compare, encode_all
from deej_desktop.training.fusion import show
from deej_desktop.training.metrics import unit_rows
from deej_desktop.training.report import Report
from deej_desktop.training.spectrograms import SpectrogramCache
from tests.published_files import random_state, write_onnx

DIMENSIONS = 50
SHRINKAGE = {"descriptors": 0.3, "learned": 0.1}
RESAMPLES = 2_000
SEED = 1
"""Of the slices, as `make train` chooses them."""


SLICES = 16
"""Encoded at a time, as listening does."""

ROUNDS = 20


@pytest.fixture(scope="module")
def place() -> Path:
    folder = os.environ.get("DEEJ_BENCH_TRAINING")
    if not folder:
        pytest.skip("DEEJ_BENCH_TRAINING names no folder of make train")
    return Path(folder)


def test_what_a_slice_costs(tmp_path: Path) -> None:
    shipped = paths.shipped_models_dir() / DEFAULT_ENCODER
    card = read_card(shipped)
    assert card.onnx is not None
    published = tmp_path / "published.onnx"
    write_onnx(published, random_state(SEED, channels=(32, 64, 128), hidden=1_024))
    networks = [load_onnx(file, threads=1) for file in (shipped / card.onnx, published)]
    ours, other = np.min([[cost(net) for net in networks] for _ in range(ROUNDS)], axis=0)
    print(
        f"\nA slice takes {ours * 1e3:.2f} ms of one core in ONNX Runtime, the published network's"
        f" {other * 1e3:.2f} ms: {ours / other:.2f} of it. Least of {ROUNDS} times."
    )


def cost(network: LoadedModel) -> float:
    """Seconds of one core for a slice."""
    shape = tuple(size or 1 for size in network.input_shape)
    slices = np.random.default_rng(SEED).random((SLICES, *shape), np.float32)
    begun = time.process_time()
    network.predict(slices)
    return (time.process_time() - begun) / len(slices)


@pytest.mark.timeout(10_000)
def test_the_shipped_encoder_beside_its_rivals(place: Path) -> None:
    shipped = paths.shipped_models_dir() / DEFAULT_ENCODER
    encoder = load_encoder(shipped)
    form = encoder.card.preprocessing
    learned = learned_baseline(shipped)
    assert learned is not None
    told, seen = rivals(place, form, descriptor_baseline(form).encode, learned.encode)
    candidates = [
        Candidate("Deej", form, encoder.encode),
        Candidate("learned, 50", form, seen),
        Candidate("descriptors, 50", form, told),
        Candidate("both, 50 + 50", form, lambda slices: np.hstack([told(slices), seen(slices)])),
    ]
    pieces = [piece_of(track) for track in find_music([place / "judge"])]
    kept, vectors = encode_all(candidates, pieces)
    report = compare(candidates, kept, vectors)
    print("\n" + report.as_text())
    show_by_package(report, kept, [package_of(piece, place) for piece in kept])


def rivals(place: Path, form: Preprocessing, *views: Encode) -> list[Encode]:
    """Each view turned into DIMENSIONS dimensions of length one in which songs differ."""
    pieces = [piece_of(track) for track in find_music([place / "train"])]
    songs, _ = by_song(list(SpectrogramCache(place / "cache", form).get_all(pieces)))

    def turned(view: Encode, shrinkage: float) -> Encode:
        seen, members = show(view, songs, form, Augmentation(), SEED)
        weights, offset = discriminants(seen, members, members, DIMENSIONS, shrinkage)
        return lambda slices: unit_rows(view(slices) @ weights + offset)

    return [turned(view, share) for view, share in zip(views, SHRINKAGE.values(), strict=True)]


def package_of(piece: Piece, place: Path) -> str:
    return piece.track.path.relative_to((place / "judge").absolute()).parts[0]


def show_by_package(report: Report, pieces: Sequence[Piece], packages: Sequence[str]) -> None:
    sizes = Counter(piece.album for piece in pieces)
    asked = {"album": [sizes[piece.album] > 1 for piece in pieces]}
    everyone = [True] * len(pieces)
    names, codes = np.unique(packages, return_inverse=True)
    ours, *others = report.rows
    print(f"\nLeads with 95 % bootstrap intervals over {len(names)} packages:")
    for row in others:
        for measure in ("album mAP", "slice MRR", "half MRR"):
            lead = ours.scores[measure] - row.scores[measure]
            low, high = interval(lead, codes[asked.get(measure.split()[0], everyone)])
            print(f"{row.name:<28}{measure:<12}{lead.mean():+.3f} [{low:+.3f}, {high:+.3f}]")


def interval(scores: FloatArray, groups: IntArray) -> tuple[float, float]:
    random = np.random.default_rng(0)
    sums = np.bincount(groups, scores)
    counts = np.bincount(groups)
    picks = random.integers(0, len(sums), (RESAMPLES, len(sums)))
    low, high = np.percentile(sums[picks].sum(axis=1) / counts[picks].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)
