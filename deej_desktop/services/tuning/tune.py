"""Tuning from the listener's store to a new encoder in it, if that is better."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deej_desktop.analysis.card import EncoderCard, sha256_of, write_card
from deej_desktop.analysis.tuning import Tuning
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import EncoderUnusable, NothingFound
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.derived_vectors import derive_vectors, forget_vectors
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.encoders.installed import (
    InstalledEncoder,
    base_of,
    encoders_dir,
    installed_encoders,
    workplace,
)
from deej_desktop.services.pooling.library import pool_library
from deej_desktop.services.tuning.lessons import gather_lessons
from deej_desktop.training.tuning import (
    Judgement,
    Lessons,
    judge_tuning,
    learn_tuning,
    matching_epsilon,
)

_TUNING = "tuning.npz"
_EPSILON_TRACKS = 500
"""Tracks whose slices say which epsilon fits: enough for two digits."""


@dataclass(frozen=True)
class Tuned:
    """What tuning came to.

    Attributes:
        judgement: On albums that were held out.
        base: The encoder that was tuned.
        encoder: The tuned one, installed and with all vectors; None if it was not better.
    """

    judgement: Judgement
    base: InstalledEncoder
    encoder: InstalledEncoder | None

    @property
    def sentence(self) -> str:
        """What came of it, for a person."""
        before, after, lead = self.judgement.before, self.judgement.after, self.judgement.lead
        numbers = (
            f"On albums held out, what belongs together is found with a mean average precision of"
            f" {after.mean:.3f} instead of {before.mean:.3f} (the difference is {lead.low:+.3f} to"
            f" {lead.high:+.3f} in 95 of 100 cases)"
        )
        if self.encoder is None:
            return f"{numbers}, which is not surely better: Deej's ear stays as it was."
        return f"{numbers}: Deej's ear is tuned to your library."


def tune_to_library(
    store: Store,
    data_dir: Path,
    in_use: InstalledEncoder,
    epsilon: float | None = None,
    seed: int = 0,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Tuned:
    """Tune the encoder in use, or the one it was tuned from, and install what is better.

    Nothing is decoded: the vectors that are stored are mapped. Choosing the new encoder is left
    to the caller.

    Args:
        store: The listener's.
        data_dir: The listener's.
        in_use: The encoder in use.
        epsilon: The listener's own; the one that fits if there is none.
        seed: Of everything random.
        progress: Told of each part.
        cancel: Asked all along; nothing is installed then.

    Raises:
        NothingFound: Nothing has been listened to yet.
        DeejError: There is too little music to learn from.
        EncoderUnusable: The encoder cannot be read, or the new one not written.
        StoreUnusable: The store cannot be read or written.
        Cancelled: If asked to stop.
    """
    base = base_of(data_dir, in_use)
    ProgressMeter("Looking at what belongs together", None, progress)
    lessons = gather_lessons(store, VectorStore(store, base.card.id), seed, progress, cancel)
    if not lessons.slices:
        raise NothingFound(
            'Nothing has been listened to with this encoder yet: run "deej scan", or let the window'
            " finish listening."
        )
    judgement, shrinkage = judge_tuning(lessons, seed, progress, cancel)
    if not judgement.better:
        return Tuned(judgement, base, None)
    tuning = learn_tuning(lessons, shrinkage)
    card = _tuned_card(base.card, tuning, lessons, judgement, seed)
    target = VectorStore(store, card.id)
    derive_vectors(store, base.card.id, card.id, tuning.apply, progress, cancel)
    pool_library(target, epsilon or card.epsilon, progress, cancel)
    made = _install(data_dir, base, card, tuning)
    _retire(store, data_dir, base, {made.card.id, in_use.card.id})
    return Tuned(judgement, base, made)


def _tuned_card(
    base: EncoderCard, tuning: Tuning, lessons: Lessons, judgement: Judgement, seed: int
) -> EncoderCard:
    random = np.random.default_rng(seed)
    count = min(len(lessons.slices), _EPSILON_TRACKS)
    some = random.choice(len(lessons.slices), count, replace=False)
    epsilon = matching_epsilon([lessons.slices[index] for index in some], tuning, base.epsilon)
    return base.model_copy(
        update={
            "id": EncoderId(f"{base.id[:60]}-tuned-{tuning.digest}"),
            "name": f"{base.name}, tuned to your library",
            "tuning": _TUNING,
            "base": base.id,
            "epsilon": epsilon,
            "source": "",
            "training": {
                "method": "within-class covariance of the listener's own groups",
                "tracks": len(lessons.slices),
                "groups": {name: len(groups) for name, groups in lessons.together.items()},
                "held_out_map_before": round(judgement.before.mean, 4),
                "held_out_map_after": round(judgement.after.mean, 4),
                "seed": seed,
            },
        }
    )


def _install(
    data_dir: Path, base: InstalledEncoder, card: EncoderCard, tuning: Tuning
) -> InstalledEncoder:
    target = encoders_dir(data_dir) / card.id
    with workplace(data_dir) as folder:
        try:
            for name in card.networks:
                _link_or_copy(base.folder / name, folder / name)
            tuning.save(folder / _TUNING)
            card = card.model_copy(update={"tuning_sha256": sha256_of(folder / _TUNING)})
            write_card(folder, card)
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                shutil.rmtree(target)  # the same tuning, from before
            folder.rename(target)
        except OSError as error:
            raise EncoderUnusable(
                f"The encoder cannot be kept as {displayable(target)} ({error.strerror or error}):"
                " make room there and try again."
            ) from error
    return InstalledEncoder(target, card)


def _retire(store: Store, data_dir: Path, base: InstalledEncoder, kept: set[EncoderId]) -> None:
    """Delete earlier tunings, which this one replaces, and what they take in the store."""
    for encoder in installed_encoders(data_dir):
        if encoder.card.base == base.card.id and encoder.card.id not in kept:
            shutil.rmtree(encoder.folder, ignore_errors=True)
            forget_vectors(store, encoder.card.id)


def _link_or_copy(source: Path, target: Path) -> None:
    """The same weights need no second place on the disk, where the file system can do that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
