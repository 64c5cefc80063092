from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.training.corpus import find_music, hold_out, is_effect, piece_of, songs_of
from tests.audio import silence, write_audio


def track(path: str, **tags: str) -> Track:
    return Track(None, Path(path), ContentId(path), Seconds(100), Tags(**tags))  # type: ignore[arg-type]


def test_copies_jingles_effects_and_damage_are_left_out(tmp_path: Path) -> None:
    for name in ("a/one.wav", "a/jingle.wav", "sounds/wind.wav", "sounds/music/two.wav"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        seconds = 5 if "jingle" in name else 27 + len(name)
        write_audio(file, silence(seconds, 8_000), 8_000)
    shutil.copy(tmp_path / "a/one.wav", tmp_path / "a/uno.wav")
    (tmp_path / "a/link.wav").symlink_to(tmp_path / "a/one.wav")
    (tmp_path / "a/text.mp3").write_text("no music")
    found = find_music([tmp_path])
    assert [track.path.name for track in found] == ["one.wav", "two.wav"]
    assert found[0].duration_s == pytest.approx(27 + len("a/one.wav"), abs=0.1)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeejError, match="nowhere"):
        find_music([tmp_path / "nowhere"])


def test_looking_stops_when_asked(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_music([tmp_path], cancel=cancel)


@pytest.mark.parametrize(
    ("path", "effect"),
    [
        ("/m/album/x.ogg", False),
        ("/game/sounds/x.ogg", True),
        ("/game/Sounds/ambience/x.ogg", True),
        ("/game/sounds/music/x.ogg", False),
        ("/game/music/sfx/x.ogg", True),
    ],
)
def test_folders_tell_effects_from_music(path: str, effect: bool) -> None:
    assert is_effect(Path(path)) is effect


def test_the_album_is_the_tagged_one_by_its_artist_or_else_the_folder() -> None:
    one = piece_of(track("/a/1.mp3", album="Hits", artist="Ann"))
    same = piece_of(track("/b/2.mp3", album="hits", artist="ANN"))
    other = piece_of(track("/a/3.mp3", album="Hits", artist="Bob"))
    untagged, beside = piece_of(track("/a/4.mp3")), piece_of(track("/a/5.mp3"))
    assert one.album == same.album
    assert len({one.album, other.album, untagged.album}) == 3
    assert untagged.album == beside.album


def test_stems_are_one_song() -> None:
    paths = ["/s/a/song.ogg", "/s/a/guitar.ogg", "/s/b/song.ogg", "/s/b/other.ogg"]
    assert songs_of([piece_of(track(path)) for path in paths]) == [[0, 1], [2], [3]]


def test_whole_albums_are_held_out() -> None:
    pieces = [piece_of(track(f"/{album}/{n}.mp3")) for album in range(20) for n in range(5)]
    kept, held = hold_out(pieces, 0.3, seed=1)
    assert len(held) == 30
    assert len(kept) == 70
    assert not {piece.album for piece in kept} & {piece.album for piece in held}
    assert hold_out(pieces, 0.3, seed=1) == (kept, held)
    assert hold_out(pieces, 0.3, seed=2) != (kept, held)
