"""deej playlist and deej join with all they can be asked, in this process and with a quick ear."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deej_desktop.app import command_line, wiring
from deej_desktop.library.playlist_files import PlaylistEntry, read_playlist, write_playlist
from deej_desktop.services.encoders.installed import chosen_encoder
from deej_desktop.services.indexing.indexer import Indexer
from tests.audio import tune, write_audio
from tests.fakes.ears import FakeEar

RATE = 22_050
TUNES = 8

Told = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight tunes by four bands, listened to."""
    folder = tmp_path_factory.mktemp("library")
    card = chosen_encoder(folder, None).card
    for number in range(TUNES):
        album = folder / "music" / f"album {number // 2}"
        album.mkdir(parents=True, exist_ok=True)
        tags = {
            "title": f"Tune {number}",
            "artist": f"Band {number % 4}",
            "album": f"Album {number // 2}",
            "genre": "Noise" if number == 7 else "Pop",
        }
        write_audio(album / f"{number}.flac", tune(6.0 + number, number, RATE), RATE, tags=tags)
    with wiring.open_engines(folder / "data") as engines:
        Indexer(engines.store, card, 0.001, FakeEar(card).lend).scan([folder / "music"])
    return folder


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command with --json and give what it told."""

    def run(*words: str | Path) -> Any:
        line = [*map(str, words), "--json", "--data-dir", str(folder / "data")]
        assert command_line.run(line) == 0, capsys.readouterr().err
        return json.loads(capsys.readouterr().out)

    return run


def titles(told: Any) -> list[str]:
    return [track["title"] for track in told["tracks"]]


def test_less_of_a_track_pushes_it_back(told: Told) -> None:
    plain = titles(told("playlist", "tune 0", "-n", "7"))
    last = titles(told("playlist", "tune 0", "-n", "7", "--less-of", plain[0].lower()))
    assert last.index(plain[0]) > 0
    steered = titles(told("playlist", "tune 0", "-n", "7", "--more-of", plain[-1].lower()))
    assert steered.index(plain[-1]) <= plain.index(plain[-1])


def test_rules_hold_as_asked(told: Told) -> None:
    assert "Tune 7" not in titles(told("playlist", "tune 0", "-n", "7", "--exclude-genre", "noise"))
    short = titles(told("playlist", "tune 0", "-n", "7", "--longest", str(9.5 / 60)))
    assert sorted(short) == ["Tune 1", "Tune 2", "Tune 3"]
    long = titles(told("playlist", "tune 0", "-n", "7", "--shortest", str(10.5 / 60)))
    assert sorted(long) == ["Tune 5", "Tune 6", "Tune 7"]


def test_a_folder_is_kept_out_and_bands_apart(told: Told, folder: Path) -> None:
    out = folder / "music" / "album 1"
    tracks = told("playlist", "tune 0", "-n", "7", "--exclude-folder", out)["tracks"]
    assert out not in [Path(track["path"]).parent for track in tracks]
    roundabout = folder / "music" / ".." / "music"
    assert told("playlist", "tune 0", "-n", "7", "--exclude-folder", roundabout)["tracks"] == []
    bands = [track["artist"] for track in told("playlist", "tune 0", "-n", "6")["tracks"]]
    free = ["--artist-apart", "0", "--album-apart", "0"]
    assert all(one != other for one, other in zip(["Band 0", *bands], bands, strict=False))
    assert len(told("playlist", "tune 0", "-n", "7", *free)["tracks"]) == 7


def test_a_playlist_is_made_longer(told: Told, folder: Path, tmp_path: Path) -> None:
    given, longer = tmp_path / "given.m3u8", tmp_path / "longer.m3u8"
    paths = [folder / "music" / "album 0" / name for name in ("0.flac", "1.flac")]
    write_playlist(given, [*map(PlaylistEntry, paths), PlaylistEntry(tmp_path / "gone.mp3")])
    tracks = told("playlist", "--extend", given, "-n", "3", "-o", longer)["tracks"]
    assert len(tracks) == 3
    written = [entry.path for entry in read_playlist(longer)]
    assert written == [*paths, *(Path(track["path"]) for track in tracks)]


def test_a_playlist_is_put_in_a_smoother_order(told: Told, folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.m3u8"
    paths = [folder / "music" / f"album {number // 2}" / f"{number}.flac" for number in range(6)]
    write_playlist(given, list(map(PlaylistEntry, paths)))
    tracks = told("playlist", "--reorder", given, "--last-stays")["tracks"]
    assert [tracks[0]["title"], tracks[-1]["title"]] == ["Tune 0", "Tune 5"]
    assert tracks[0]["similarity"] is None
    assert sorted(Path(track["path"]) for track in tracks) == sorted(paths)
    assert all(-1 <= track["similarity"] <= 1 for track in tracks[1:])


def test_radio_keeps_close_to_a_playlist(told: Told, folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.m3u8"
    paths = [folder / "music" / "album 0" / name for name in ("0.flac", "1.flac")]
    write_playlist(given, list(map(PlaylistEntry, paths)))
    heard = titles(told("playlist", "--extend", given, "--radio", "playlist", "-n", "6"))
    assert sorted(heard) == [f"Tune {number}" for number in range(2, TUNES)]


@pytest.mark.parametrize("kinship", ["album", "artist", "folder"])
def test_radio_goes_on_from_what_belongs_together(told: Told, kinship: str) -> None:
    heard = titles(told("playlist", "tune 2", "--radio", kinship, "-n", "7"))
    assert sorted(heard) == [f"Tune {number}" for number in range(TUNES) if number != 2]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--reorder", "x.m3u", "tune"),
        ("--radio", "moon", "x"),
        ("tune", "--last-stays"),
        ("tune", "--radio", "playlist"),
    ],
)
def test_wrong_usage_is_told_apart_from_failure(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        command_line.run(["playlist", *words])
    assert left.value.code == 2


def test_a_playlist_of_nothing_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.m3u").write_text("gone.mp3\n")
    line = ["playlist", "--extend", str(tmp_path / "empty.m3u")]
    assert command_line.run([*line, "--data-dir", str(folder / "data")]) == 1
    assert "no music in" in capsys.readouterr().err


def test_a_journey_arrives_when_it_should(told: Told) -> None:
    journey = told("join", "tune 0", "tune 5", "--arrive-at", "00:00", "--artist-apart", "0")
    assert [journey["tracks"][0]["title"], journey["tracks"][-1]["title"]] == ["Tune 0", "Tune 5"]


def test_a_journey_arrives_at_a_mood(told: Told) -> None:
    journey = told("join", "tune 0", "--mood", "lively", "--between", "1", "--artist-apart", "0")
    assert [track["waypoint"] for track in journey["tracks"]] == [True, False, True]
    assert "the liveliest fifth of your music" in journey["tracks"][-1]["why"]


def test_a_playlist_becomes_one_sound_file(
    told: Told, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [folder / "music" / "album 0" / "0.flac", folder / "music" / "album 1" / "2.flac"]
    given, out = tmp_path / "given.m3u8", tmp_path / "out.flac"
    write_playlist(given, [*map(PlaylistEntry, paths), PlaylistEntry(tmp_path / "gone.mp3")])
    mixed = told("mix", given, out, "--cross-fade", "1")
    assert out.is_file()
    assert [track["title"] for track in mixed["tracks"]] == ["Band 0 - Tune 0", "Band 2 - Tune 2"]
    assert mixed["lufs"] == pytest.approx(-14.0, abs=0.5)
    assert mixed["duration_s"] == pytest.approx(6 + 8 - 1, abs=0.3)
    line = ["mix", str(given), str(tmp_path / "out.txt"), "--data-dir", str(folder / "data")]
    assert command_line.run(line) == 1
    printed = capsys.readouterr().err
    assert "gone.mp3 cannot be used" in printed
    assert "name it .mp3" in printed
