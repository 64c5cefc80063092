from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.units import Seconds
from deej_desktop.training.augment import Augmentation
from deej_desktop.training.contrastive import Recipe, nt_xent, train_contrastive
from deej_desktop.training.network import Model, Width, build_network
from deej_desktop.training.spectrograms import Spectrogram

FORM = Preprocessing(n_mels=48, frames=128)
GENTLE = Augmentation(stretch=0.02, shift=0.5, mix_share=0, noise_share=0, time_mask=0, band_mask=0)


def by_hand(vectors: FloatArray, temperature: float) -> float:
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    half = len(units) // 2
    total = 0.0
    for i in range(len(units)):
        partner = (i + half) % len(units)
        powers = {j: np.exp(units[i] @ units[j] / temperature) for j in range(len(units)) if j != i}
        total -= np.log(powers[partner] / sum(powers.values()))
    return total / len(units)


@pytest.mark.parametrize("temperature", [0.1, 1.0])
def test_nt_xent_is_that_of_its_formula(temperature: float) -> None:
    vectors = np.random.default_rng(0).standard_normal((10, 6)).astype(np.float32)
    assert float(nt_xent(vectors, temperature)) == pytest.approx(
        by_hand(vectors, temperature), 1e-4
    )


def songs(count: int) -> list[list[Spectrogram]]:
    """Songs with a spectrum of their own and a rhythm of their own."""
    random = np.random.default_rng(0)
    made = []
    for _ in range(count):
        spectrum = random.normal(-20, 12, FORM.n_mels)
        beat = 10 * np.sin(np.arange(600) / random.uniform(1, 9))
        noise = random.normal(0, 3, (600, FORM.n_mels))
        made.append([(spectrum + beat[:, None] + noise).astype(np.float16)])
    return made


def small_network() -> Model:
    return build_network(FORM, 16, seed=1, width=Width(8, 8, 8, 8))


def test_training_lowers_the_loss_and_tells_of_it() -> None:
    told: list[Progress] = []
    recipe = Recipe(steps=60, songs=12, learning_rate=5e-3, warm_up=5, augmentation=GENTLE)
    outcome = train_contrastive(small_network(), songs(12), FORM, recipe, progress=told.append)
    assert outcome.steps == outcome.best_step == 60
    assert outcome.losses[-5:].mean() < outcome.losses[:5].mean() / 2
    assert told[-1].done == told[-1].total == 60
    assert "loss" in told[-1].detail


def test_the_same_seed_trains_the_same_network() -> None:
    recipe = Recipe(steps=2, songs=4, augmentation=GENTLE)
    first, second = (
        train_contrastive(small_network(), songs(4), FORM, recipe).losses for _ in range(2)
    )
    assert first == pytest.approx(second, rel=1e-4)


def test_the_best_weights_are_kept_and_vain_training_ends_early() -> None:
    network = small_network()
    scores = iter([0.5, 0.9, 0.3, 0.2, 0.1])
    seen = []

    def score(model: Model) -> float:
        seen.append(model.get_weights()[0])
        return next(scores)

    recipe = Recipe(steps=100, songs=4, warm_up=1, check_every=1, patience=3, augmentation=GENTLE)
    outcome = train_contrastive(network, songs(4), FORM, recipe, score)
    assert outcome.steps == 5
    assert outcome.best_step == 2
    assert [value for _, value in outcome.scores] == pytest.approx([0.5, 0.9, 0.3, 0.2, 0.1])
    assert np.array_equal(network.get_weights()[0], seen[1])
    assert not np.array_equal(network.get_weights()[0], seen[4])


def test_time_ends_training_too() -> None:
    recipe = Recipe(steps=10**9, songs=4, limit_s=Seconds(1e-9), augmentation=GENTLE)
    assert train_contrastive(small_network(), songs(4), FORM, recipe).steps == 0


def test_training_stops_when_asked() -> None:
    cancel = CancelToken()

    def stop_at_the_second(progress: Progress) -> None:
        if progress.done == 2:
            cancel.cancel()

    recipe = Recipe(steps=10**9, songs=4, augmentation=GENTLE)
    with pytest.raises(Cancelled):
        train_contrastive(
            small_network(), songs(4), FORM, recipe, progress=stop_at_the_second, cancel=cancel
        )


def test_what_was_interrupted_goes_on_as_if_it_never_had_been(tmp_path: Path) -> None:
    recipe = Recipe(steps=5, songs=4, check_every=2, augmentation=GENTLE)
    whole = train_contrastive(small_network(), songs(4), FORM, recipe)
    cancel = CancelToken()

    def stop_at_the_third(progress: Progress) -> None:
        if progress.done == 3:
            cancel.cancel()

    file = tmp_path / "new" / "checkpoint.npz"
    with pytest.raises(Cancelled):
        train_contrastive(
            small_network(),
            songs(4),
            FORM,
            recipe,
            progress=stop_at_the_third,
            cancel=cancel,
            checkpoint=file,
        )
    taken: list[Progress] = []
    on = train_contrastive(
        small_network(), songs(4), FORM, recipe, progress=taken.append, checkpoint=file
    )
    assert [told.done for told in taken] == [0, 2, 3, 4, 5]
    assert on.losses == pytest.approx(whole.losses, rel=1e-4)
