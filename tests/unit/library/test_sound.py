from __future__ import annotations

from deej_desktop.domain.sound import Sound, Waveform
from deej_desktop.domain.units import ContentId, EncoderId, Seconds
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from tests.unit.library.test_vectors import some

X, Y = ContentId("x"), ContentId("y")
SOUND = Sound(-13.7, 1.02, Seconds(0.4), Seconds(201.25), Waveform(bytes(range(200))))
FAINT = Sound(None, 0.0001, Seconds(0.0), Seconds(3.0), Waveform(bytes(8)))


def test_what_was_measured_is_kept(store: Store) -> None:
    sounds = SoundStore(store)
    assert sounds.of(X) is None
    sounds.save(X, FAINT)
    sounds.save(Y, FAINT)
    sounds.save(X, SOUND)
    assert (sounds.of(X), sounds.of(Y)) == (SOUND, FAINT)


def test_many_are_read_together(store: Store) -> None:
    sounds = SoundStore(store)
    names = [ContentId(str(number)) for number in range(1_100)]
    for name in names[::100]:
        sounds.save(name, SOUND)
    assert sounds.many(names).keys() == set(names[::100])
    assert sounds.many([]) == {}


def test_a_full_listen_keeps_both_and_a_first_leaves_what_was_measured(store: Store) -> None:
    vectors, sounds = VectorStore(store, EncoderId("e")), SoundStore(store)
    vectors.save_slices(X, some(0))
    assert sounds.of(X) is None
    vectors.save_slices(X, some(1), SOUND)
    assert sounds.of(X) == SOUND
    VectorStore(store, EncoderId("another")).save_slices(X, some(2))
    assert sounds.of(X) == SOUND
