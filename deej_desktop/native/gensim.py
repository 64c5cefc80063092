"""The door to gensim: word2vec, for which playlists are sentences and tracks are words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.errors import MissingLibrary


@dataclass(frozen=True, slots=True)
class Words:
    """What word2vec learned.

    Attributes:
        keys: The words, the most frequent first.
        vectors: One row for each, of any length, shape (n, d).
    """

    keys: tuple[str, ...]
    vectors: FloatArray


def train_words(
    sentences: Iterable[Sequence[str]],
    *,
    dimensions: int,
    window: int,
    epochs: int,
    minimum_count: int,
    skip_gram: bool,
    seed: int,
    workers: int,
    after_epoch: Callable[[], None],
) -> Words:
    """Train word2vec, going through `sentences` once for the vocabulary and once an epoch.

    Args:
        sentences: Can be gone through again and again; never held in memory as a whole.
        dimensions: Of the vectors.
        window: Words to either side that count as context.
        epochs: Times that all sentences are learned from.
        minimum_count: Rarer words are left out.
        skip_gram: Whether to predict the context from the word instead of the other way about.
        seed: Of the first vectors; with one worker the result is the same every time.
        workers: Threads.
        after_epoch: Called after each; what it raises ends the training.

    Returns:
        No words at all if all are too rare.

    Raises:
        MissingLibrary: gensim is not installed or broken.
    """
    try:
        from gensim.models import Word2Vec
        from gensim.models.callbacks import CallbackAny2Vec
    except (ImportError, OSError) as error:
        raise MissingLibrary("gensim", "learn from playlists", "install Deej again") from error
    # It tells every epoch and every batch of sentences at the level of news.
    logging.getLogger("gensim").setLevel(logging.WARNING)

    class AfterEpoch(CallbackAny2Vec):  # type: ignore[misc]
        def on_epoch_end(self, model: Any) -> None:  # noqa: ANN401, ARG002 - as gensim calls it
            after_epoch()

    model = Word2Vec(
        vector_size=dimensions,
        window=window,
        min_count=minimum_count,
        sg=int(skip_gram),
        seed=seed,
        workers=workers,
    )
    model.build_vocab(sentences)
    if not len(model.wv):
        return Words((), np.zeros((0, dimensions), np.float32))
    model.train(
        sentences, total_examples=model.corpus_count, epochs=epochs, callbacks=[AfterEpoch()]
    )
    return Words(tuple(model.wv.index_to_key), np.asarray(model.wv.vectors, np.float32))
