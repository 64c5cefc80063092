from __future__ import annotations

from pathlib import Path

import av
import av.error
import mutagen
import numpy as np
import pytest
from av.filter import Graph
from scipy import signal

from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, MixUnusable
from deej_desktop.domain.progress import Progress
from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.native.av_writing import SOUND_FORMATS
from deej_desktop.services.mixing import TARGET_LUFS, MixReport, mix
from deej_desktop.services.mixing.sound import stereo_blocks
from tests.audio import tune, write_audio

RATE = 44_100


def track_of(path: Path, tags: Tags | None = None) -> Track:
    return Track(None, path, ContentId(path.name), Seconds(9.0), tags or Tags(title=path.stem))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> list[Track]:
    """A soft track with silent ends, a loud one, and one that is soft but for some loud beats."""
    folder = tmp_path_factory.mktemp("three")
    silence = np.zeros((2 * RATE, 2), np.float32)
    beats = 0.02 * tune(6.0, 3, RATE)
    beats[RATE :: 2 * RATE] = 0.9
    sounds = {
        "soft": np.concatenate([silence, 0.05 * tune(6.0, 1, RATE), silence]),
        "loud": np.clip(3 * tune(6.0, 2, RATE), -1, 1),
        "beats": beats,
    }
    return [
        track_of(write_audio(folder / f"{name}.flac", sound, RATE))
        for name, sound in sounds.items()
    ]


def sound_of(path: Path) -> FloatArray:
    rate = SOUND_FORMATS[path.suffix].sample_rate
    return np.concatenate(list(stereo_blocks(path, rate)), axis=1)


def loudness_by_ffmpeg(path: Path) -> tuple[float, float]:
    """The integrated loudness in LUFS, and the largest true peak as a share of full scale."""
    said: dict[str, str] = {}
    with av.open(str(path)) as container:
        graph: Graph | None = None
        for frame in container.decode(container.streams.audio[0]):
            if graph is None:
                graph = Graph()
                graph.link_nodes(
                    graph.add_abuffer(template=container.streams.audio[0]),
                    graph.add("ebur128", "peak=true:metadata=1"),
                    graph.add("abuffersink"),
                ).configure()
            frame.pts = None
            graph.push(frame)
            while True:
                try:
                    said = dict(graph.pull().metadata) or said
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
    peaks = [float(said[f"lavfi.r128.true_peaks_ch{channel}"]) for channel in (0, 1)]
    return float(said["lavfi.r128.I"]), max(peaks)


def longest_silence_s(sound: FloatArray, rate: int) -> float:
    loud = np.flatnonzero(np.abs(sound).max(axis=0) > 0.001)
    return float(np.diff(loud).max()) / rate


@pytest.fixture(scope="module", params=sorted(SOUND_FORMATS))
def mixed(
    three: list[Track], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[Path, MixReport]:
    """The three in each format, and what was told of it."""
    out = tmp_path_factory.mktemp("out") / f"My evening{request.param}"
    return out, mix(three, out, cue_sheet=True)


def test_it_is_as_loud_as_it_should_be_without_clipping_or_gaps(
    mixed: tuple[Path, MixReport],
) -> None:
    out, report = mixed
    lufs, peak = loudness_by_ffmpeg(out)
    assert lufs == pytest.approx(TARGET_LUFS, abs=0.5)
    assert report.lufs == pytest.approx(lufs, abs=0.2)
    assert peak <= 10 ** (-1 / 20) + 0.005
    sound = sound_of(out)
    rate = SOUND_FORMATS[out.suffix].sample_rate
    assert sound.shape[1] / rate == pytest.approx(report.length, abs=0.1)
    assert longest_silence_s(sound, rate) < 0.15
    # Three of six seconds, less two fades of a tenth of that.
    assert report.length == pytest.approx(18 - 2 * 0.6, abs=0.4)


def test_chapters_tell_what_is_heard_when(mixed: tuple[Path, MixReport]) -> None:
    out, report = mixed
    with av.open(str(out)) as container:
        chapters = container.chapters()
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["soft", "loud", "beats"]
    starts = [float(chapter["start"] * (chapter["time_base"] or 1)) for chapter in chapters]
    assert starts == pytest.approx([chapter.start for chapter in report.chapters], abs=0.01)
    sheet = out.with_suffix(".cue").read_text("utf-8")
    assert f'FILE "{out.name}"' in sheet
    assert '    TITLE "loud"\n    INDEX 01 00:05' in sheet
    assert mutagen.File(out, easy=True)["title"] == ["My evening"]


def test_tracks_of_an_album_follow_each_other_without_a_seam(tmp_path: Path) -> None:
    whole = 0.3 * np.sin(2 * np.pi * 220 * np.arange(12 * RATE) / RATE).astype(np.float32)
    whole[5 * RATE :] *= 0.5  # one side is softer, and stays so
    tracks = []
    for number, part in enumerate(np.split(whole, [5 * RATE]), start=1):
        path = write_audio(tmp_path / f"{number}.flac", part, RATE)
        tracks.append(track_of(path, Tags(title=str(number), album="A", track_number=number)))
    out = tmp_path / "out.flac"
    report = mix(tracks, out)
    assert report.length == pytest.approx(12.0, abs=0.01)
    sound = sound_of(out)[0]
    before, after = sound[RATE : 4 * RATE], sound[6 * RATE : 9 * RATE]
    assert np.abs(before).max() / np.abs(after).max() == pytest.approx(2.0, rel=0.02)
    around = sound[5 * RATE - 2000 : 5 * RATE + 2000]
    assert np.abs(np.diff(around)).max() < 2.2 * np.abs(np.diff(before)).max()


def test_what_cannot_be_read_is_left_out_and_told(three: list[Track], tmp_path: Path) -> None:
    (tmp_path / "letter.mp3").write_text("Dear Deej")
    silent = write_audio(tmp_path / "silent.flac", np.zeros(RATE, np.float32), RATE)
    bad = [tmp_path / "gone.mp3", tmp_path / "letter.mp3", silent]
    report = mix([*map(track_of, bad), three[0]], tmp_path / "out.ogg")
    assert [chapter.title for chapter in report.chapters] == ["soft"]
    assert [path.name in said for path, said in zip(bad, report.left_out, strict=True)]
    assert len(report.left_out) == 3
    with pytest.raises(MixUnusable, match="check that its files are there"):
        mix([track_of(path) for path in bad], tmp_path / "none.ogg")
    assert not (tmp_path / "none.ogg").exists()


def test_a_place_or_name_that_will_not_do_is_told(three: list[Track], tmp_path: Path) -> None:
    with pytest.raises(MixUnusable, match=r"name it \.mp3"):
        mix(three, tmp_path / "out.doc")
    with pytest.raises(MixUnusable, match="choose another place"):
        mix(three[:1], tmp_path / "nowhere" / "out.flac")


def test_what_hinders_writing_is_told_before_anything_is_measured(
    three: list[Track], tmp_path: Path
) -> None:
    own = tmp_path / "own.flac"
    own.write_bytes(three[0].path.read_bytes())
    before = own.read_bytes()
    told: list[Progress] = []
    with pytest.raises(MixUnusable, match="it is one of the tracks"):
        mix([track_of(own), *three], own, told.append)
    assert own.read_bytes() == before
    (tmp_path / "folder.ogg").mkdir()
    for place in (tmp_path / "folder.ogg", tmp_path / "nowhere" / "out.ogg"):
        with pytest.raises(MixUnusable, match="choose another place"):
            mix(three, place, told.append)
    assert told == []
    assert not list(tmp_path.glob(".deej*"))


def test_stopping_leaves_nothing_behind(three: list[Track], tmp_path: Path) -> None:
    out = tmp_path / "out.flac"
    out.write_text("what was here before")
    asked = CancelToken()
    told: list[Progress] = []

    def watch(progress: Progress) -> None:
        told.append(progress)
        if progress.activity == "Mixing" and progress.done > 5:
            asked.cancel()

    with pytest.raises(Cancelled):
        mix(three, out, watch, asked)
    assert [path.name for path in tmp_path.iterdir()] == ["out.flac"]
    assert out.read_text() == "what was here before"
    assert {progress.activity for progress in told} == {"Measuring", "Mixing"}


def test_the_sound_of_a_fade_keeps_its_power(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    tracks = [
        track_of(
            write_audio(
                tmp_path / f"{n}.flac",
                0.1 * chance.standard_normal(20 * RATE).clip(-3, 3).astype(np.float32),
                RATE,
            )
        )
        for n in range(2)
    ]
    out = tmp_path / "out.flac"
    report = mix(tracks, out, fade_s=Seconds(5.0))
    assert report.length == pytest.approx(35.0, abs=0.2)
    power = signal.decimate(np.square(sound_of(out)[0]), 4410, ftype="fir")
    middle = slice(10, -10)
    assert power[middle].min() > 0.85 * np.median(power)
    assert power[middle].max() < 1.15 * np.median(power)
