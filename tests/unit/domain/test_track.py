from __future__ import annotations

import os
import pickle
from pathlib import Path

from deej_desktop.domain.errors import DeejError, MissingLibrary, UnreadableAudio
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds


def _track(name: bytes, tags: Tags) -> Track:
    return Track(None, Path(os.fsdecode(name)), ContentId("c"), Seconds(1.0), tags)


def test_a_track_without_tags_is_named_by_its_file_whatever_its_bytes() -> None:
    track = _track(b"/music/caf\xe9.ogg", Tags())
    assert track.title == "caf\N{REPLACEMENT CHARACTER}"
    assert track.artist == ""
    assert not track.in_library


def test_tags_win_over_the_name_and_the_album_artist_stands_in() -> None:
    track = _track(b"/music/01.ogg", Tags(title="One", album_artist="Band"))
    assert (track.title, track.artist) == ("One", "Band")


def test_errors_survive_the_way_from_a_worker_process() -> None:
    errors: list[DeejError] = [
        UnreadableAudio(Path("x.mp3"), "it is empty"),
        MissingLibrary("libVLC", "play music", "install libvlc5"),
    ]
    for error in errors:
        copy = pickle.loads(pickle.dumps(error))
        assert str(copy) == str(error)
        assert vars(copy) == vars(error)
