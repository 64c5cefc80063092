"""A large library that takes seconds to make: files with a name and no sound, and what is known."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from deej_desktop.domain.units import EncoderId
from deej_desktop.library.store import Store

SLICES = 10
"""Of each track; as many as a first listen finds."""

EPSILON = 1e-6
"""Made-up slices have no structure that would let pooling pass anything over at a usual epsilon."""


def make_files(folder: Path, count: int) -> None:
    """Empty files, a hundred in a folder."""
    for number in range(count):
        if number % 100 == 0:
            inside = folder / f"artist {number // 1000}" / f"album {number // 100}"
            inside.mkdir(parents=True)
        (inside / f"{number:06} song.mp3").touch()


def know_files(store: Store, folder: Path, encoder_id: EncoderId) -> None:
    """Enter all files in `folder` as songs that were listened to in full."""
    chance = np.random.default_rng(0)
    with store.writing() as connection:
        for number, path in enumerate(sorted(folder.rglob("*.mp3"))):
            status = path.stat()
            name = f"content {number}"
            connection.execute(
                "INSERT INTO track (path, size, mtime_ns, content_id, duration_s, title, artist,"
                " album, album_artist, genre, added_at)"
                " VALUES (?, ?, ?, ?, 200, ?, ?, ?, '', '', 0)",
                (
                    os.fsencode(path),
                    status.st_size,
                    status.st_mtime_ns,
                    name,
                    path.stem,
                    path.parent.parent.name,
                    path.parent.name,
                ),
            )
            slices = chance.standard_normal((SLICES, 100)).astype("<f2")
            connection.execute(
                "INSERT INTO slices (content_id, encoder_id, count, vectors) VALUES (?, ?, ?, ?)",
                (name, encoder_id, SLICES, slices.tobytes()),
            )
            connection.execute(
                "INSERT INTO sound VALUES (?, -14, 0.9, 0, 200, ?)", (name, bytes(3_200))
            )
