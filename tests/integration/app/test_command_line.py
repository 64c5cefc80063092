"""The main job from the command line: real files, real processes, the encoder that ships."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.mp3tovec import mp3tovec
from tests.audio import silence, tune, write_audio
from tests.integration.app.deej_command import PATIENCE_S, Deej

FORMATS = (".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wav", ".aiff", ".wv", ".wma")
RATE = 44_100


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("music")
    for seed, suffix in enumerate((*FORMATS, ".mp3", ".flac", ".ogg")):
        tags = {"title": f"Piece {seed}", "artist": f"Band {seed}", "album": f"Album {seed}"}
        album = folder / f"album {seed}"
        album.mkdir()
        write_audio(album / f"{seed}{suffix}", tune(16.0, seed), RATE, tags=tags)
    return folder


@pytest.fixture(scope="module")
def deej(tmp_path_factory: pytest.TempPathFactory, music: Path) -> Deej:
    """The command on a library that has been scanned."""
    command = Deej(tmp_path_factory.mktemp("data"))
    scanned = command("scan", music, "--json")
    assert scanned.status == 0, scanned.err
    report = scanned.json
    assert report["failed"] == []
    assert (report["found"], report["indexed"]) == (12, 12)
    return command


def test_status_tells_how_things_stand(deej: Deej) -> None:
    status = deej("status", "--json").json
    assert (status["tracks"], status["indexed"]) == (12, 12)
    assert (status["failed"], status["missing"]) == (0, 0)
    assert status["encoder"]
    assert Path(status["data_dir"]) == deej.data_dir


def test_a_playlist_has_ten_different_tracks_that_exist(deej: Deej, music: Path) -> None:
    seed = music / "album 2" / "2.flac"
    tracks = deej("playlist", seed, "-n", "10", "--json").json["tracks"]
    paths = [Path(track["path"]) for track in tracks]
    assert len(set(paths)) == 10
    assert seed not in paths
    assert all(path.is_file() for path in paths)
    assert all(-1 <= track["similarity"] <= 1 and track["why"] for track in tracks)


def test_the_same_seed_gives_the_same_and_drunk_gives_something_else(deej: Deej) -> None:
    def paths(*options: str) -> list[str]:
        told = deej("playlist", "piece 3", "-n", "6", "--json", *options).json["tracks"]
        return [track["path"] for track in told]

    assert paths() == paths()
    drunk = paths("--drunk", "0.8", "--random-seed", "1")
    assert drunk == paths("--drunk", "0.8", "--random-seed", "1")
    assert drunk != paths("--drunk", "0.8", "--random-seed", "2")


def test_a_seed_from_outside_is_as_good(deej: Deej, tmp_path: Path) -> None:
    outside = write_audio(tmp_path / "outside.mp3", tune(16.0, 77), RATE)
    tracks = deej("playlist", outside, "-n", "10", "--json").json["tracks"]
    assert len({track["path"] for track in tracks}) == 10
    assert str(outside) not in {track["path"] for track in tracks}
    nearest = deej("similar", outside, "-n", "3", "--json").json["tracks"]
    assert nearest[0]["similarity"] >= nearest[1]["similarity"] >= nearest[2]["similarity"]
    assert deej("status", "--json").json["tracks"] == 12


def test_a_playlist_file_names_the_tracks(deej: Deej, tmp_path: Path) -> None:
    out = tmp_path / "evening.m3u8"
    told = deej("playlist", "piece 0", "-n", "4", "-o", out, "--json").json["tracks"]
    lines = [line for line in out.read_text("utf-8").splitlines() if not line.startswith("#")]
    named = [(tmp_path / line).resolve() for line in lines]
    assert named == [Path(track["path"]).resolve() for track in told]


def test_a_journey_visits_its_waypoints_in_order(deej: Deej, music: Path) -> None:
    ends = [music / "album 0" / "0.mp3", music / "album 5" / "5.wav", music / "album 8" / "8.wma"]
    journey = deej("join", *ends, "--between", "2", "--json").json
    tracks = journey["tracks"]
    assert [track["waypoint"] for track in tracks] == [True, False, False] * 2 + [True]
    assert [Path(track["path"]) for track in tracks if track["waypoint"]] == ends
    assert len({track["path"] for track in tracks}) == 7
    assert journey["largest_jump"] >= journey["mean_jump"] > 0


def test_words_find_tracks_however_they_are_spelt(deej: Deej) -> None:
    hits = deej("search", "pieec", "7", "--json").json["tracks"]
    assert hits[0]["title"] == "Piece 7"
    playlist = deej("playlist", "pieec 7", "-n", "1")
    assert "Piece 7" in playlist.err


def test_exported_vectors_follow_the_formula(deej: Deej, tmp_path: Path) -> None:
    for kind in ("track", "head", "tail", "slices"):
        assert deej("vectors", "--kind", kind, "-o", tmp_path / f"{kind}.npz").status == 0
    slices = np.load(tmp_path / "slices.npz")
    tracks = np.load(tmp_path / "track.npz")
    assert list(slices["paths"]) == list(tracks["paths"])
    assert tracks["vectors"].shape == (12, 100)
    assert tracks["vectors"].dtype == np.float32
    offsets = slices["offsets"]
    own = [slices["vectors"][start:end] for start, end in itertools.pairwise(offsets)]
    expected = mp3tovec(own, float(slices["epsilon"]))
    np.testing.assert_allclose(tracks["vectors"], expected, atol=1e-5)
    for kind in ("head", "tail"):
        lengths = np.linalg.norm(np.load(tmp_path / f"{kind}.npz")["vectors"], axis=1)
        np.testing.assert_allclose(lengths, 1.0, atol=1e-5)


def test_bad_files_are_named_with_their_reasons_and_the_good_are_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "zero.mp3").touch()
    (folder / "text.mp3").write_text("Dear diary, this is no music.\n" * 200)
    whole = write_audio(tmp_path / "whole.flac", tune(30.0, 1), RATE).read_bytes()
    (folder / "truncated.flac").write_bytes(whole[: len(whole) // 3])
    write_audio(folder / "silent.ogg", silence(8.0), RATE)
    write_audio(folder / "short.wav", tune(1.0, 2), RATE)
    # Whoever is root may read it all the same, and then finds that it is no music.
    (folder / "locked.mp3").write_text("no music either")
    (folder / "locked.mp3").chmod(0)
    odd = os.fsencode(folder) + b"/caf\xe9.ogg"
    shutil.move(write_audio(tmp_path / "odd.ogg", tune(8.0, 3), RATE), os.fsdecode(odd))

    deej = Deej(tmp_path / "data")
    scanned = deej("scan", folder, "--json")
    assert scanned.status == 0, scanned.err
    report = scanned.json
    failed = {Path(item["path"]).name: item["reason"] for item in report["failed"]}
    assert sorted(failed) == ["locked.mp3", "silent.ogg", "text.mp3", "truncated.flac", "zero.mp3"]
    assert all(failed.values())
    assert report["indexed"] == 2
    tracks = deej("playlist", folder / "short.wav", "--json").json["tracks"]
    assert [os.fsencode(track["path"]) for track in tracks] == [odd]


def test_a_killed_scan_loses_nothing_that_was_finished(music: Path, tmp_path: Path) -> None:
    deej = Deej(tmp_path)
    scan = subprocess.Popen(deej.line("scan", music, "--jobs", "1"), stderr=subprocess.DEVNULL)
    finished = _wait_for_slices(tmp_path / "deej.db", 2, scan)
    workers = _children(scan.pid)
    scan.send_signal(signal.SIGKILL)
    scan.wait(PATIENCE_S)
    _wait_for_end(workers)
    kept = _slices(tmp_path / "deej.db")
    assert kept >= finished
    report = deej("scan", "--json").json
    assert report["indexed"] == 12 - kept
    assert deej("status", "--json").json["indexed"] == 12
    with sqlite3.connect(tmp_path / "deej.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["playlist", "anything"], 1, "deej scan"),
        (["scan"], 1, "No folders are known"),
        (["scan", "/no/such/folder"], 1, "does not exist"),
        (["encoders", "use", "nobody"], 1, "not installed"),
        (["similar", "/no/such/file.mp3"], 1, "is no file"),
        (["similar", "/"], 1, "is a folder"),
        (["evaluate", "--encoder", "nobody"], 1, "not installed"),
        (["evaluate", "--plot", "table.png"], 2, "ends in .svg"),
        (["join", "x"], 2, "WAYPOINT"),
        (["vectors"], 2, "--output"),
        (["join", "x", "y", "--between", "2", "--minutes", "9"], 2, "not allowed with"),
        (["playlist", " "], 1, "empty name"),
        (["playlist"], 2, "SEED"),
        (["playlist", "x", "--drunk", "7"], 2, "from 0 to 1"),
        (["scan", "--jobs", "0"], 2, "at least 1"),
    ],
)
def test_a_wrong_wish_gets_one_clear_sentence(
    tmp_path: Path, arguments: list[str], status: int, sentence: str
) -> None:
    ran = Deej(tmp_path)(*arguments)
    assert ran.status == status
    assert ran.out == ""
    assert sentence in ran.err
    if status == 1:
        assert len(ran.err.strip().splitlines()) == 1


def test_the_doctor_looks_at_everything(deej: Deej) -> None:
    seen = deej("doctor", "--json")
    checks = {item["name"]: item for item in seen.json["checks"]}
    assert set(checks) == {"playback", "sound", "microphone", "analysis", "encoder", "data"}
    assert all(checks[name]["ok"] for name in ("playback", "analysis", "encoder", "data"))
    assert all(item["detail"] for item in checks.values())
    assert seen.json["ok"] == all(item["ok"] for item in checks.values())
    assert seen.status == (0 if seen.json["ok"] else 1)


def _slices(database: Path) -> int:
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM slices").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # not made yet
    finally:
        connection.close()


def _wait_for_slices(database: Path, count: int, scan: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + PATIENCE_S
    while (found := _slices(database)) < count:
        assert scan.poll() is None, "the scan ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def _children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            if f"PPid:\t{pid}\n" in status.read_text():
                found.append(int(status.parent.name))
    return found


def _wait_for_end(pids: list[int]) -> None:
    assert pids
    until = time.monotonic() + PATIENCE_S
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < until, "workers outlived their parent"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return "zombie" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
