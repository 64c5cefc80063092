"""Listens to files in a program of its own: as Deej does, or as the first Deej-A.I. did.

Prints one line of JSON: seconds from the start of the process until it could begin.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def as_deej(folder: Path, files: list[Path]) -> None:
    """Each file at once, by as many processes as there are cores."""
    from deej_desktop.analysis.listening import Listener

    with Listener(folder, os.cpu_count()) as listener:
        say_ready()
        for promise in [listener.listen(path) for path in files]:
            promise.result()


def as_the_first_way(folder: Path, files: list[Path]) -> None:
    """File by file, by librosa and TensorFlow, with the same encoder."""
    import numpy as np

    from deej_desktop.analysis.card import read_card
    from deej_desktop.native.librosa import load_librosa
    from deej_desktop.native.tensorflow import load_keras

    card = read_card(folder)
    librosa, form = load_librosa(), card.preprocessing
    model = load_keras().saving.load_model(folder / card.weights, compile=False)
    say_ready()
    for path in files:
        samples, rate = librosa.load(path, sr=form.sample_rate, mono=True)
        power = librosa.feature.melspectrogram(
            y=samples, sr=rate, n_fft=form.n_fft, hop_length=form.hop, n_mels=form.n_mels
        )
        count = power.shape[1] // form.frames
        levels = librosa.power_to_db(power[:, : count * form.frames], ref=np.max)
        slices = np.split(levels / 80 + 1, count, axis=1)
        model.predict(np.stack(slices), verbose=0)


def say_ready() -> None:
    print(json.dumps({"ready_s": time.time() - float(sys.argv[1])}), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    way = {"deej": as_deej, "first": as_the_first_way}[sys.argv[2]]
    way(Path(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
