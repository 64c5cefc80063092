"""One vector from three views of a slice: what was learned, what was told, and plain timbre.

The network has learned what of a song stays whatever a room does to it; descriptors tell which
recording it is, and the timbre how an album as a whole sounds. Linear discriminants find in all of
them together the directions in which songs differ more than their own slices do, those included
that a room has changed. How much each view is trusted was found by trying: what is spread wider
suffers less from the shrinkage of the scatter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.native.tensorflow import load_keras, load_tensorflow
from deej_desktop.training.augment import Augmentation, augment, scale, window_frames
from deej_desktop.training.descriptors import descriptors, timbre
from deej_desktop.training.discriminant import discriminants
from deej_desktop.training.network import SEEN, Model, Tensor
from deej_desktop.training.spectrograms import Spectrogram, cut_windows

DIMENSIONS = 100

_SLICES_OF_A_SONG = 24
_TRUST = {"learned": 0.4, "told": 0.2, "timbre": 1.0}
_SHRINKAGE = 0.15


def fuse(
    network: Model,
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None = None,
) -> Model:
    """Make the final encoder of a trained network.

    Args:
        network: From `build_network`.
        songs: That it was trained on.
        preprocessing: What slices look like.
        augmentation: What rooms do to slices; its masks are left out.
        seed: Of the slices chosen.
        cancel: Asked before each song.

    Returns:
        A Keras model from slices (n, n_mels, frames) to vectors (n, DIMENSIONS) of length one.

    Raises:
        Cancelled: If asked to stop.
    """
    keras = load_keras()
    views = {
        "learned": network.get_layer(SEEN).output,
        "told": descriptors(network.input, preprocessing),
        "timbre": timbre(network.input, preprocessing),
    }
    sizes = [view.shape[-1] for view in views.values()]
    trust = np.repeat([_TRUST[name] for name in views], sizes).astype(np.float32)
    together = keras.layers.Concatenate()(list(views.values()))
    see = load_tensorflow().function(
        keras.Model(network.input, together), autograph=False, reduce_retracing=True
    )
    seen, members = _show(see, songs, preprocessing, augmentation, seed, cancel)
    weights, offset = discriminants(seen, members, DIMENSIONS, _SHRINKAGE, trust)
    projection = keras.layers.Dense(DIMENSIONS, name="discriminants")
    projected = projection(together)
    projection.set_weights([weights, offset])
    return keras.Model(network.input, keras.layers.UnitNormalization()(projected), name="deej")


def _show(
    see: Callable[[FloatArray], Tensor],
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None,
) -> tuple[FloatArray, IntArray]:
    """All songs' slices, as they are and changed: what the views see (n, d), and whose (n,)."""
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    seen = []
    for song in songs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        recording = song[int(random.integers(len(song)))]
        plain = scale(cut_windows(recording, frames, _SLICES_OF_A_SONG, random), top_db)
        windows = cut_windows(recording, window_frames(frames), _SLICES_OF_A_SONG, random)
        changed = augment(windows, frames, top_db, whole, random)
        slices = np.concatenate([plain.transpose(0, 2, 1), changed])
        seen.append(np.asarray(see(slices)))
    members = np.repeat(np.arange(len(songs)), 2 * _SLICES_OF_A_SONG)
    return np.concatenate(seen), members
