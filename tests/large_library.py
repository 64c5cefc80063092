"""A large library that nobody owns: a store full of invented tracks, for benchmarks.

Run it as `python -m tests.large_library DATA_DIR [TRACKS]` to look at it with
`deej --data-dir DATA_DIR`; no file that it names exists.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, EncoderId, Seconds, TrackId
from deej_desktop.library import search_index
from deej_desktop.library.store import Store
from deej_desktop.library.stored_paths import to_stored
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.pooling.library import pool_library

FOLDER = Path("/music")
GENRES = (
    "Rock", "Pop", "House", "Techno", "Jazz", "Soul", "Funk", "Hip-Hop", "Ambient", "Classical",
    "Folk", "Country", "Blues", "Reggae", "Dub", "Metal", "Punk", "Indie", "Disco", "Electro",
    "Drum & Bass", "Trip-Hop", "Bossa Nova", "Flamenco", "Chanson", "Krautrock", "Gospel", "Ska",
    "Новая волна", "歌謡曲",
)  # fmt: skip
_SUFFIXES = (".mp3", ".mp3", ".mp3", ".flac", ".m4a", ".ogg", ".opus")
_SOUNDS = tuple(f"{consonant}{vowel}" for consonant in "bdfgklmnprstvz" for vowel in "aeiou")
_CYRILLIC = tuple(f"{consonant}{vowel}" for consonant in "бвдзклмнпрст" for vowel in "аеио")
_ALBUM_TRACKS = 12


def fill(
    store: Store, tracks: int, encoder_id: EncoderId | None = None, epsilon: float = 0.001
) -> None:
    """Fill an empty store with `tracks` invented tracks, listened to if an encoder is given.

    They are pooled at `epsilon`; a window that wants another pools them all anew.
    """
    chance = random.Random(7)
    with store.writing() as connection:
        connection.execute("INSERT INTO folder VALUES (?, 0)", (to_stored(FOLDER),))
        for track in invented(tracks, chance):
            connection.execute(
                "INSERT INTO track (id, path, size, mtime_ns, content_id, duration_s, title,"
                " artist, album, album_artist, genre, year, disc_number, track_number, added_at)"
                " VALUES (?, ?, 5000000, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    track.id,
                    to_stored(track.path),
                    track.content_id,
                    track.duration_s,
                    track.tags.title,
                    track.tags.artist,
                    track.tags.album,
                    track.tags.album_artist,
                    track.tags.genre,
                    track.tags.year,
                    track.tags.disc_number,
                    track.tags.track_number,
                    chance.randrange(1_400_000_000, 1_700_000_000),
                ),
            )
            search_index.put(connection, track)
    if encoder_id is not None:
        _listen(store, encoder_id, epsilon)


def invented(tracks: int, chance: random.Random) -> Iterator[Track]:
    """Invent tracks in albums by artists, each of one genre or two."""
    words = _Words(chance)
    artists = [words.name() for _ in range(max(1, tracks // 40))]
    genres = [chance.choices(GENRES, k=2) for _ in artists]
    number = 0
    while number < tracks:
        at = chance.randrange(len(artists))
        artist, album, year = artists[at], words.name(), chance.randrange(1955, 2026)
        suffix = chance.choice(_SUFFIXES)
        owner = artist if chance.random() < 0.5 else ""
        folder = FOLDER / artist / f"{album} ({year})"
        for place in range(1, _ALBUM_TRACKS + 1):
            number += 1
            if number > tracks:
                return
            tags = Tags(
                title=words.name(),
                artist=artist,
                album=album,
                album_artist=owner,
                genre=chance.choice(genres[at]),
                year=year,
                disc_number=1,
                track_number=place,
            )
            path = folder / f"{place:02} {tags.title} {number}{suffix}"
            yield Track(
                TrackId(number),
                path,
                ContentId(f"content-{number}"),
                Seconds(round(chance.lognormvariate(5.4, 0.35), 2)),
                tags,
            )


def _listen(store: Store, encoder_id: EncoderId, epsilon: float) -> None:
    """Make up what was heard: artists near their styles, tracks near their artists."""
    vectors = VectorStore(store, encoder_id)
    with store.reading() as connection:
        rows = connection.execute("SELECT id, content_id, artist, genre FROM track").fetchall()
    chance = np.random.default_rng(7)
    styles = {name: chance.standard_normal(100) for name in GENRES}
    artists: dict[str, np.ndarray] = {}
    sound = np.empty((len(rows), 100), np.float32)
    for row, (_, _, artist, genre) in enumerate(rows):
        if artist not in artists:
            artists[artist] = styles[genre] + 0.7 * chance.standard_normal(100)
        sound[row] = artists[artist] + 0.4 * styles[genre] + 0.5 * chance.standard_normal(100)
    sound /= np.linalg.norm(sound, axis=1, keepdims=True)
    with store.writing() as connection:
        connection.executemany(
            "INSERT INTO slices (content_id, encoder_id, count, vectors) VALUES (?, ?, 1, ?)",
            (
                (content, encoder_id, vector.astype("<f2").tobytes())
                for (_, content, _, _), vector in zip(rows, sound, strict=True)
            ),
        )
    pool_library(vectors, epsilon)


class _Words:
    """Invented words, few of them common and most of them rare, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._latin = [self._word(_SOUNDS) for _ in range(20_000)]
        self._cyrillic = [self._word(_CYRILLIC) for _ in range(2_000)]

    def name(self) -> str:
        """One to four words, now and then in Cyrillic."""
        pool = self._cyrillic if self._chance.random() < 0.05 else self._latin
        count = self._chance.choice((1, 2, 2, 3, 4))
        return " ".join(
            pool[int(len(pool) * self._chance.random() ** 3)] for _ in range(count)
        ).title()

    def _word(self, sounds: tuple[str, ...]) -> str:
        syllables = self._chance.choice((1, 2, 2, 3, 3, 4))
        end = self._chance.choice(("", "", "n", "r", "s", "l", "t")) if sounds is _SOUNDS else ""
        return "".join(self._chance.choices(sounds, k=syllables)) + end


def main(arguments: list[str]) -> int:
    """Fill the store in the given folder."""
    from deej_desktop.services.encoders.installed import chosen_encoder

    folder = Path(arguments[0])
    store = Store.open(folder)
    card = chosen_encoder(folder, None).card
    count = int(arguments[1]) if len(arguments) > 1 else 100_000
    fill(store, count, card.id, card.epsilon)
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
