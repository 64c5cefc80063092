"""What epsilon does: from genre to feel, as the listener's slider has it."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.analysis.mp3tovec import mp3tovec
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.progress import ProgressSink, ignore_progress
from deej_desktop.training.corpus import Piece
from deej_desktop.training.evaluation import by_labels
from deej_desktop.training.report import Report, Row

EPSILONS = (0.0001, 0.001, 0.01, 0.03, 0.1, 0.3)


def effect_of_epsilon(
    tracks: Sequence[FloatArray],
    pieces: Sequence[Piece],
    own: float,
    progress: ProgressSink = ignore_progress,
    cancel: CancelToken | None = None,
) -> Report | None:
    """Judge the pooled vectors of tracks, as the DJ uses them, at several epsilons.

    Args:
        tracks: The slice vectors (n, d) of each.
        pieces: The same tracks and what they belong to.
        own: The encoder's epsilon, with which the others are compared.
        progress: Told how far it has come.
        cancel: Asked now and then.

    Returns:
        A row for each epsilon, the encoder's own first; None if no two tracks share a label.

    Raises:
        Cancelled: If asked to stop.
    """
    rows = []
    for epsilon in (own, *(other for other in EPSILONS if other != own)):
        pooled = mp3tovec(tracks, epsilon, progress, cancel)
        scores = by_labels(pooled, pieces)
        if not scores:
            return None
        rows.append(Row(f"epsilon {epsilon:g}", scores))
    return Report(len(pieces), tuple(rows))
