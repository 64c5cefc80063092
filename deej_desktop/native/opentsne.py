"""The door to openTSNE, which lays points of many dimensions out in two."""

from __future__ import annotations

from typing import Any

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary

_FEW = 8000
"""Up to so many points the tree of Barnes and Hut is quicker than interpolating on a grid."""


class Embedding:
    """A layout under way: each call of `go` takes it some steps further."""

    def __init__(self, vectors: FloatArray, initial: FloatArray | None, perplexity: float) -> None:
        """Find the neighbours of each point.

        Args:
            vectors: (n, d), at least four of them.
            initial: Where to begin, (n, 2), or None for the two main directions.
            perplexity: How many neighbours count, less than a third of the points.

        Raises:
            MissingLibrary: openTSNE cannot be loaded.
        """
        opentsne = _opentsne()
        # One thread: threads of OpenMP wait by spinning, which on a busy machine takes many times
        # as long as it saves.
        affinities = opentsne.affinity.PerplexityBasedNN(
            vectors, perplexity=perplexity, metric="euclidean", n_jobs=1, random_state=0
        )
        if initial is None:
            start = opentsne.initialization.pca(vectors, random_state=0)
        else:
            # Small, as openTSNE asks for, and larger where old places are to be kept.
            start = np.ascontiguousarray(initial, np.float64)
        self._embedding = opentsne.TSNEEmbedding(
            start,
            affinities,
            negative_gradient_method="bh" if len(vectors) <= _FEW else "fft",
            n_jobs=1,
            random_state=0,
        )

    def go(self, steps: int, exaggeration: float, momentum: float) -> FloatArray:
        """Take `steps` steps and return where the points are now, (n, 2)."""
        self._embedding = self._embedding.optimize(
            steps, exaggeration=exaggeration, momentum=momentum
        )
        return np.asarray(self._embedding, dtype=np.float32)


def _opentsne() -> Any:  # noqa: ANN401 - it has no types
    try:
        import openTSNE
        import openTSNE.affinity
        import openTSNE.initialization
    except ImportError as error:
        raise MissingLibrary("openTSNE", "draw the map", "install Deej again") from error
    return openTSNE
