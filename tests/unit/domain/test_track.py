from __future__ import annotations

import os
import pickle
from copy import copy
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

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


def test_a_track_keeps_its_path_whatever_is_done_to_it() -> None:
    track = _track(b"/music/caf\xe9.ogg", Tags(title="One"))
    path = Path(os.fsdecode(b"/music/caf\xe9.ogg"))

    assert (track.path, track.location) == (path, os.fspath(path))
    assert track == _track(b"/music/caf\xe9.ogg", Tags(title="One"))
    assert hash(track) == hash(_track(b"/music/caf\xe9.ogg", Tags(title="One")))
    assert pickle.loads(pickle.dumps(track)) == copy(track) == track
    assert replace(track, path=Path("else.ogg")).path == Path("else.ogg") != track.path
    assert Track.located(None, track.location, ContentId("c"), Seconds(1.0), track.tags) == track
    assert repr(path) in repr(track)
    with pytest.raises(FrozenInstanceError):
        track.path = Path("else.ogg")  # type: ignore[misc]


def test_errors_survive_the_way_from_a_worker_process() -> None:
    errors: list[DeejError] = [
        UnreadableAudio(Path("x.mp3"), "it is empty"),
        MissingLibrary("libVLC", "play music", "install libvlc5"),
    ]
    for error in errors:
        arrived = pickle.loads(pickle.dumps(error))
        assert str(arrived) == str(error)
        assert vars(arrived) == vars(error)
