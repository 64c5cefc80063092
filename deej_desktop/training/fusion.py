"""One vector from two views of a slice: what was learned, and what was told.

The learned half knows what goes together, the told half which recording it is; each is turned by
linear discriminants into the directions that tell songs apart, and brought to a length of its own,
so that neither drowns the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.domain.arrays import FloatArray, IntArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.native.tensorflow import load_keras, load_tensorflow
from deej_desktop.training.augment import Augmentation, augment, scale, window_frames
from deej_desktop.training.discriminant import Projection, discriminants
from deej_desktop.training.network import Model, Tensor
from deej_desktop.training.spectrograms import Spectrogram, cut_windows

_SLICES_OF_A_SONG = 24
_SHRINKAGE_LEARNED = 0.6
_SHRINKAGE_TOLD = 0.9


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
        network: From `build_network`, with as many dimensions as the encoder is to have.
        songs: That it was trained on.
        preprocessing: What slices look like.
        augmentation: What rooms do to slices; its masks are left out.
        seed: Of the slices chosen.
        cancel: Asked before each song.

    Returns:
        A Keras model from slices (n, n_mels, frames) to vectors (n, d), the first half of which
        is learned and the second told, each of length one.

    Raises:
        Cancelled: If asked to stop.
    """
    keras = load_keras()
    views = [network.output, network.get_layer("descriptors").output]
    collected = _collect(
        keras.Model(network.input, views), songs, preprocessing, augmentation, seed, cancel
    )
    half = network.output_shape[-1] // 2
    learned = discriminants(collected.learned, collected.songs, half, _SHRINKAGE_LEARNED)
    told = discriminants(collected.told, collected.songs, half, _SHRINKAGE_TOLD)
    parts = [
        keras.layers.UnitNormalization(name=f"{name}_half")(_project(view, projection, name))
        for name, view, projection in zip(("learned", "told"), views, (learned, told), strict=True)
    ]
    return keras.Model(network.input, keras.layers.Concatenate()(parts), name="deej")


class _Collected(NamedTuple):
    """Slices as both views see them, (n, d) each, and whose they are, (n,)."""

    learned: FloatArray
    told: FloatArray
    songs: IntArray


def _collect(
    views: Model,
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None,
) -> _Collected:
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    see = load_tensorflow().function(lambda slices: views(slices, training=False), autograph=False)
    learned, told = [], []
    for song in songs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        recording = song[int(random.integers(len(song)))]
        clean = scale(cut_windows(recording, frames, _SLICES_OF_A_SONG, random), top_db)
        windows = cut_windows(recording, window_frames(frames), _SLICES_OF_A_SONG, random)
        changed = augment(windows, frames, top_db, whole, random)
        seen = see(np.concatenate([clean.transpose(0, 2, 1), changed]))
        learned.append(np.asarray(seen[0]))
        told.append(np.asarray(seen[1]))
    members = np.repeat(np.arange(len(songs)), 2 * _SLICES_OF_A_SONG)
    return _Collected(np.concatenate(learned), np.concatenate(told), members)


def _project(view: Tensor, projection: Projection, name: str) -> Tensor:
    layer = load_keras().layers.Dense(len(projection.offset), name=name)
    projected = layer(view)
    layer.set_weights([projection.weights, projection.offset])
    return projected
