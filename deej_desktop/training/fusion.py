"""One vector from three views of a slice: what was learned, what was told, and plain timbre.

The network has learned what of a song stays whatever a room does to it, descriptors tell which
recording it is, and the timbre how an album as a whole sounds. Each number of a view is brought to
one spread and its extremes are bent in, since few slices with odd values would otherwise decide;
linear discriminants then find the directions in which albums and songs differ. How much a view is
trusted was found by trying: what is trusted less suffers more from the shrinkage of the scatter.
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

_TRUST = {"learned": 0.4, "told": 0.3, "timbre": 1.0}
_SHRINKAGE = 0.3
_BENT_FROM = 2.0
"""Deviations from the mean that no number can exceed, once bent in."""

_SLICES_OF_A_SONG = 24


def fuse(
    network: Model,
    songs: Sequence[Sequence[Spectrogram]],
    albums: Sequence[str],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None = None,
) -> Model:
    """Make the final encoder of a trained network.

    Args:
        network: From `build_network`.
        songs: That it was trained on.
        albums: That each song is on.
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
    together = keras.layers.Concatenate()(list(views.values()))
    see = load_tensorflow().function(
        keras.Model(network.input, together), autograph=False, reduce_retracing=True
    )
    seen, members = show(see, songs, preprocessing, augmentation, seed, cancel)
    mean, reach = seen.mean(axis=0), _BENT_FROM * (seen.std(axis=0) + 1e-6)
    bent = keras.layers.Rescaling((1 / reach).tolist(), (-mean / reach).tolist())(together)
    bent = keras.layers.Activation("tanh")(bent)
    _, album_of = np.unique(np.asarray(albums), return_inverse=True)
    trust = np.concatenate([np.full(view.shape[-1], _TRUST[name]) for name, view in views.items()])
    found = discriminants(
        np.tanh((seen - mean) / reach),
        members,
        album_of[members],
        DIMENSIONS,
        _SHRINKAGE,
        trust.astype(np.float32),
    )
    projection = keras.layers.Dense(DIMENSIONS)
    projected = projection(bent)
    projection.set_weights(list(found))
    return keras.Model(network.input, keras.layers.UnitNormalization()(projected), name="deej")


def show(
    see: Callable[[FloatArray], Tensor],
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None = None,
) -> tuple[FloatArray, IntArray]:
    """All songs' slices, as they are and changed: what is seen of them (n, d), and whose (n,).

    The arguments are those of `fuse`; `see` makes (m, d) of slices (m, n_mels, frames).
    """
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    seen: list[FloatArray] = []
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
