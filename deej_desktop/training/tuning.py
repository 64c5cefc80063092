"""Learning from one library which differences between its tracks matter to its owner.

Tracks that belong together (one album, artist, genre, playlist, evening) show in which directions
of the encoder's space they differ nevertheless. Those directions are shrunk, after the within-class
covariance normalisation of A. O. Hatch et al. (Interspeech 2006), and each is kept as far as tracks
in general differ more in it than those that belong together. That is the least contrastive learning
can be: a linear map in closed form, in seconds and without hearing anything again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from deej_desktop.analysis.tuning import Tuning
from deej_desktop.domain.arrays import BoolArray, FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.native.late import Late
from deej_desktop.training.metrics import Estimate, estimate, unit_rows
from deej_desktop.training.report import Report, Row

linalg = Late("scipy.linalg")

WEIGHTS = {
    "album": 1.0,
    "artist": 1.0,
    "genre": 0.5,
    "playlist": 1.0,
    "Track2Vec": 1.0,
    "evening": 0.3,
}
"""How much each way of belonging together counts."""

_JUDGED = ("album", "artist", "genre", "playlist")
"""What the listener said; what was played may have been Deej's own choice."""

_SLICES_WEIGHT = 0.2
_SHRINKAGES = (0.1, 0.3, 0.6)
_FOLDS = 5

FEWEST_ALBUMS = 8
"""Of two tracks or more; with fewer there is nothing to learn from and to judge by."""

_Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lessons:
    """What a library tells of its tracks.

    Attributes:
        slices: For each track its slice vectors (n, d), n of at least 1.
        albums: For each track what it came out with; never empty.
        together: By the names of `WEIGHTS`, groups of tracks that belong together, as indices.
    """

    slices: Sequence[FloatArray]
    albums: Sequence[str]
    together: Mapping[str, Sequence[IntArray]]

    def among(self, chosen: IntArray) -> Lessons:
        """The lessons of some tracks alone, renumbered."""
        place = np.full(len(self.slices), -1)
        place[chosen] = np.arange(len(chosen))
        together = {
            name: [kept for group in groups if len(kept := place[group][place[group] >= 0]) > 1]
            for name, groups in self.together.items()
        }
        return Lessons(
            [self.slices[index] for index in chosen],
            [self.albums[index] for index in chosen],
            together,
        )


@dataclass(frozen=True)
class Judgement:
    """How well tracks of albums that a tuning had not seen find what belongs to them.

    Attributes:
        report: Mean average precision with the tuning and without, for each way of belonging.
        before: Over all of them, without, an album counting once.
        after: The same with the tuning.
        lead: What it gains, album by album.
    """

    report: Report
    before: Estimate
    after: Estimate
    lead: Estimate

    @property
    def better(self) -> bool:
        """Whether the tuning is surely better: chance alone explains the lead in 1 of 40 cases."""
        return self.lead.low > 0


def learn_tuning(lessons: Lessons, shrinkage: float) -> Tuning:
    """Learn the map.

    Args:
        lessons: Of at least two tracks.
        shrinkage: Share in 0..1 of sameness in the scatter of what belongs together; 1 leaves all
            directions alike.
    """
    counts = np.asarray([len(track) for track in lessons.slices])
    units = unit_rows(np.concatenate(lessons.slices)).astype(np.float64)
    means = _means(units, counts)
    total = np.cov(means.T, bias=True)
    size = len(total)
    residues = (units - means.repeat(counts, axis=0)) / np.sqrt(counts.repeat(counts))[:, None]
    within = _SLICES_WEIGHT * residues.T @ residues / len(counts)
    weight_sum = _SLICES_WEIGHT
    for name, groups in lessons.together.items():
        if groups:
            within += WEIGHTS[name] * _scatter(means, groups)
            weight_sum += WEIGHTS[name]
    within /= weight_sum
    level = max(np.trace(within) / size, 1e-12)
    within = (1 - shrinkage) * within + shrinkage * level * np.eye(size)
    spread, directions = linalg.eigh(total, within)
    gains = np.sqrt(np.maximum(spread - 1, 0) / np.maximum(spread, 1e-12))
    if not gains.any():
        gains = np.ones(size)
    weights = directions * gains
    offset = -means.mean(axis=0) @ weights
    return Tuning(weights.astype(np.float32), offset.astype(np.float32))


def judge_tuning(
    lessons: Lessons,
    seed: int = 0,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> tuple[Judgement, float]:
    """Hold out every album once, and choose the shrinkage by albums that are not held out.

    Args:
        lessons: All there are.
        seed: Of the split.
        progress: Told after each part.
        cancel: Asked before each.

    Returns:
        The judgement, and the shrinkage that is best for all lessons.

    Raises:
        DeejError: There are too few albums.
        Cancelled: If asked to stop.
    """
    names, counts = np.unique(np.asarray(lessons.albums), return_counts=True)
    albums = int((counts > 1).sum())
    if albums < FEWEST_ALBUMS:
        raise DeejError(
            f"{albums} albums of two tracks or more are too few to tune to: add music until there"
            f" are {FEWEST_ALBUMS}, listened to and with their albums in the tags."
        )
    random = np.random.default_rng(seed)
    fold_of_album = dict(zip(names, random.permutation(len(names)) % _FOLDS, strict=True))
    folds = np.array([fold_of_album[album] for album in lessons.albums])
    meter = ProgressMeter("Checking on albums held out", _FOLDS, progress)
    before, after = (np.full((len(_JUDGED), len(folds)), np.nan, np.float32) for _ in range(2))
    gains = np.zeros(len(_SHRINKAGES))
    # These matrices are small: threads of BLAS would wait for each other, and for the window.
    with threadpool_limits(1):
        for fold in range(_FOLDS):
            known, new = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            totals = np.zeros(len(_SHRINKAGES))
            for other in set(folds[known].tolist()):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                train = lessons.among(known[folds[known] != other])
                test = lessons.among(known[folds[known] == other])
                totals += [_total(test, learn_tuning(train, part)) for part in _SHRINKAGES]
            gains += totals
            tuning = learn_tuning(lessons.among(known), _SHRINKAGES[int(totals.argmax())])
            test = lessons.among(new)
            before[:, new], after[:, new] = _scores(test, None), _scores(test, tuning)
            meter.advance()
    judgement = _judgement(np.asarray(lessons.albums), before, after)
    return judgement, _SHRINKAGES[int(gains.argmax())]


def _judgement(albums: npt.NDArray[np.str_], before: FloatArray, after: FloatArray) -> Judgement:
    asked = ~np.isnan(before)
    rows = [
        Row(
            name,
            {
                f"{way} mAP": scores[which][asked[which]]
                for which, way in enumerate(_JUDGED)
                if asked[which].any()
            },
        )
        for name, scores in (("tuned to your library", after), ("as it was", before))
    ]
    known = asked.any(axis=0)
    old, new = (np.nanmean(scores[:, known], axis=0) for scores in (before, after))
    # Tracks of an album stand and fall together, so an album is what counts once.
    _, members, counts = np.unique(albums[known], return_inverse=True, return_counts=True)
    old, new = (
        np.asarray(np.bincount(members, scores) / counts, np.float32) for scores in (old, new)
    )
    report = Report(int(known.sum()), tuple(rows))
    return Judgement(report, estimate(old), estimate(new), estimate(new - old))


def matching_epsilon(slices: Sequence[FloatArray], tuning: Tuning, epsilon: float) -> float:
    """The cosine distance that makes as many slices of a track the same "word" as before.

    Args:
        slices: Of some tracks, as they were.
        tuning: What becomes of them.
        epsilon: The distance before.
    """
    before: list[FloatArray] = []
    after: list[FloatArray] = []
    for track in slices:
        upper = np.triu_indices(len(track), 1)
        for vectors, distances in ((track, before), (tuning.apply(track), after)):
            units = unit_rows(vectors)
            distances.append((1 - units @ units.T)[upper])
    joined = np.concatenate(before) if before else np.zeros(0)
    if not joined.size:
        return epsilon
    share = float((joined < epsilon).mean())
    if share == 0:
        return epsilon
    return float(np.clip(np.quantile(np.concatenate(after), share), 1e-5, 0.5))


def _means(rows: _Matrix, counts: IntArray) -> _Matrix:
    """Means (t, d) of rows (n, d) that follow each other by `counts` (t,), each at least 1."""
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    sums: _Matrix = np.add.reduceat(rows, starts, axis=0)
    return sums / counts[:, None]


def _scatter(means: _Matrix, groups: Sequence[IntArray]) -> _Matrix:
    """How much tracks scatter within groups, every track counting once for each of its groups."""
    residues = [
        (means[group] - means[group].mean(axis=0)) * np.sqrt(len(group) / (len(group) - 1))
        for group in groups
    ]
    joined = np.concatenate(residues)
    scatter: _Matrix = joined.T @ joined / len(joined)
    return scatter


def _vectors(lessons: Lessons, tuning: Tuning | None) -> FloatArray:
    slices = np.concatenate(lessons.slices)
    units = unit_rows(slices if tuning is None else tuning.apply(slices))
    counts = np.asarray([len(track) for track in lessons.slices])
    return unit_rows(_means(units.astype(np.float64), counts).astype(np.float32))


def _relevance(lessons: Lessons, name: str) -> BoolArray:
    relevant = np.zeros((len(lessons.slices),) * 2, bool)
    for group in lessons.together.get(name, ()):
        relevant[np.ix_(group, group)] = True
    np.fill_diagonal(relevant, val=False)
    return relevant


def _scores(lessons: Lessons, tuning: Tuning | None) -> FloatArray:
    """Average precision of each track by each way of belonging, over all others by cosine.

    Returns:
        (len(_JUDGED), t); NaN for tracks that belong to no other.
    """
    count = len(lessons.slices)
    scores = np.full((len(_JUDGED), count), np.nan, np.float32)
    if count < 2:
        return scores
    vectors = _vectors(lessons, tuning)
    similarity = vectors @ vectors.T
    np.fill_diagonal(similarity, -np.inf)
    order = np.argsort(-similarity, axis=1, kind="stable")[:, :-1]
    for which, name in enumerate(_JUDGED):
        relevant = _relevance(lessons, name)
        asked = np.flatnonzero(relevant.any(axis=1))
        hits = np.take_along_axis(relevant[asked], order[asked], axis=1)
        precision = np.cumsum(hits, axis=1) / np.arange(1, count)
        scores[which, asked] = (precision * hits).sum(axis=1) / hits.sum(axis=1)
    return scores


def _total(lessons: Lessons, tuning: Tuning) -> float:
    scores = _scores(lessons, tuning)
    known = ~np.isnan(scores).all(axis=0)
    return float(np.nanmean(scores[:, known], axis=0).sum())
