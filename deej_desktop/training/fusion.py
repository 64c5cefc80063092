"""One vector from three views of a slice: what was learned, what was told, and plain timbre.

The network has learned what of a song stays whatever a room does to it, descriptors tell which
recording it is, and the timbre how an album as a whole sounds. Linear discriminants turn the first
and the last into the directions in which albums differ, the second into those in which songs do;
each part has a length of its own, so that neither drowns the other. How much a view is trusted was
found by trying: what is spread wider suffers less from the shrinkage of the scatter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the final vector.

    Attributes:
        trust: In each view that it is made of.
        dimensions: Of the part.
        shrinkage: For `discriminants`.
        length: Of the part.
    """

    trust: Mapping[str, float]
    dimensions: int
    shrinkage: float
    length: float


ALBUMS = Part({"learned": 0.5, "timbre": 1.0}, dimensions=40, shrinkage=0.3, length=1.4)
SONGS = Part({"told": 1.0}, dimensions=60, shrinkage=0.3, length=1.0)
DIMENSIONS = ALBUMS.dimensions + SONGS.dimensions

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
        A Keras model from slices (n, n_mels, frames) to vectors (n, DIMENSIONS) of one length.

    Raises:
        Cancelled: If asked to stop.
    """
    keras = load_keras()
    views = {
        "learned": network.get_layer(SEEN).output,
        "told": descriptors(network.input, preprocessing),
        "timbre": timbre(network.input, preprocessing),
    }
    see = load_tensorflow().function(
        keras.Model(network.input, views), autograph=False, reduce_retracing=True
    )
    seen, members = _show(see, songs, preprocessing, augmentation, seed, cancel)
    _, album_of = np.unique(np.asarray(albums), return_inverse=True)
    # Few albums tell too few directions apart.
    enough = len(set(albums)) > ALBUMS.dimensions
    parts = [
        _part(views, seen, album_of[members] if enough else members, ALBUMS),
        _part(views, seen, members, SONGS),
    ]
    return keras.Model(network.input, keras.layers.Concatenate()(parts), name="deej")


def _part(
    views: Mapping[str, Tensor],
    seen: Mapping[str, FloatArray],
    classes: IntArray,
    part: Part,
) -> Tensor:
    layers = load_keras().layers
    vectors = np.concatenate([seen[name] for name in part.trust], axis=1)
    trust = np.concatenate([np.full(views[name].shape[-1], t) for name, t in part.trust.items()])
    weights, offset = discriminants(
        vectors, classes, part.dimensions, part.shrinkage, trust.astype(np.float32)
    )
    projection = layers.Dense(part.dimensions)
    view, *others = (views[name] for name in part.trust)
    projected = projection(layers.Concatenate()([view, *others]) if others else view)
    projection.set_weights([weights, offset])
    return layers.Rescaling(part.length)(layers.UnitNormalization()(projected))


def _show(
    see: Callable[[FloatArray], Mapping[str, Tensor]],
    songs: Sequence[Sequence[Spectrogram]],
    preprocessing: Preprocessing,
    augmentation: Augmentation,
    seed: int,
    cancel: CancelToken | None,
) -> tuple[dict[str, FloatArray], IntArray]:
    """All songs' slices, as they are and changed: what each view sees (n, d), and whose (n,)."""
    random = np.random.default_rng(seed)
    whole = replace(augmentation, time_mask=0, band_mask=0)
    frames, top_db = preprocessing.frames, preprocessing.top_db
    seen: list[dict[str, FloatArray]] = []
    for song in songs:
        if cancel is not None:
            cancel.raise_if_cancelled()
        recording = song[int(random.integers(len(song)))]
        plain = scale(cut_windows(recording, frames, _SLICES_OF_A_SONG, random), top_db)
        windows = cut_windows(recording, window_frames(frames), _SLICES_OF_A_SONG, random)
        changed = augment(windows, frames, top_db, whole, random)
        slices = np.concatenate([plain.transpose(0, 2, 1), changed])
        seen.append({name: np.asarray(view) for name, view in see(slices).items()})
    members = np.repeat(np.arange(len(songs)), 2 * _SLICES_OF_A_SONG)
    return {name: np.concatenate([one[name] for one in seen]) for name in seen[0]}, members
