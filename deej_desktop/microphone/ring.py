"""The latest seconds of sound, in memory and nowhere else."""

from __future__ import annotations

import threading

import numpy as np

from deej_desktop.domain.arrays import FloatArray


class Ring:
    """Keeps the latest samples: one thread writes, another reads."""

    def __init__(self, size: int) -> None:
        self._samples = np.zeros(size, np.float32)
        self._written = 0
        self._lock = threading.Lock()

    @property
    def written(self) -> int:
        """How many samples ever came in."""
        return self._written

    def write(self, samples: FloatArray) -> None:
        """Add samples (n,), in place of the oldest."""
        size = self._samples.size
        kept = samples[-size:]
        with self._lock:
            start = (self._written + samples.size - kept.size) % size
            first = min(kept.size, size - start)
            self._samples[start : start + first] = kept[:first]
            self._samples[: kept.size - first] = kept[first:]
            self._written += samples.size

    def latest(self, count: int) -> FloatArray:
        """The latest `count` samples in order, or as many as there are: (n,), a copy."""
        with self._lock:
            n = min(count, self._written, self._samples.size)
            end = self._written % self._samples.size
            if n <= end:
                return self._samples[end - n : end].copy()
            return np.concatenate([self._samples[end - n :], self._samples[:end]])
