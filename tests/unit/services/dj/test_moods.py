from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from deej_desktop.domain.sound import Sound, Waveform
from deej_desktop.domain.units import Seconds
from deej_desktop.library.sound import SoundStore
from deej_desktop.library.store import Store
from deej_desktop.recommend.space import Space
from deej_desktop.services.dj.moods import Moods
from tests.unit.recommend.libraries import directions, track


def sound(bands: Sequence[float]) -> Sound:
    """Of two minutes: silence, then half of it at these amplitudes, then all at a tenth of them."""
    rows = np.outer(np.array(bands), np.repeat([0.0, 1.0, 0.1], [100, 200, 200]))
    return Sound(-20.0, 1.0, Seconds(24.0), Seconds(120.0), Waveform.of(rows.max(axis=0), rows))


@pytest.fixture
def sounds(store: Store) -> SoundStore:
    return SoundStore(store)


def test_soft_parts_bass_and_treble_are_measured_where_there_is_sound(sounds: SoundStore) -> None:
    tracks = [track(number) for number in range(4)]
    space = Space.of(tracks, directions(4))
    sounds.save(tracks[0].content_id, sound([0.4, 0.4, 0.4]))
    sounds.save(tracks[1].content_id, sound([0.02, 0.2, 0.02]))
    sounds.save(tracks[2].content_id, sound([0.0, 0.0, 0.0]))
    found = Moods(sounds).measures(space)
    assert found.levels_db[:2] == pytest.approx([-23.2, -33.9], abs=0.3)
    assert found.bass_db[:2] == pytest.approx([-4.8, -20.1], abs=0.3)
    assert found.treble_db[:2] == pytest.approx([-4.8, -20.1], abs=0.3)
    for part in (found.levels_db, found.bass_db, found.treble_db):
        assert np.isnan(part[2:]).all(), "silence, and what was not heard in full"


def test_what_is_heard_later_is_measured_later(sounds: SoundStore) -> None:
    tracks = [track(number) for number in range(2)]
    space = Space.of(tracks, directions(2))
    moods = Moods(sounds)
    assert np.isnan(moods.measures(space).levels_db).all()
    sounds.save(tracks[1].content_id, sound([0.4, 0.4, 0.4]))
    assert np.isnan(moods.measures(space).levels_db).tolist() == [True, False]


def test_no_library_has_no_measures(sounds: SoundStore) -> None:
    assert Moods(sounds).measures(Space.of([], directions(0))).levels_db.shape == (0,)
