"""`python -m training_music OUT`: compose and play music in many styles.

Needs fluidsynth, espeak-ng and the soundfonts of Debian's fluid-soundfont-gm and
timgm6mb-soundfont. What lies there already is not made again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import wave
import zlib
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training_music.compose import band, compose
from training_music.midi import midi_file
from training_music.speech import talk
from training_music.styles import STYLES, Style

_SAMPLE_RATE = 22_050
_FONTS = (
    Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"),
    Path("/usr/share/sounds/sf2/TimGM6mb.sf2"),
)
_SPOKEN = 6
_Sound = npt.NDArray[np.float32]


def main(arguments: list[str] | None = None) -> int:
    """Make what is missing; returns the exit status."""
    parser = argparse.ArgumentParser(prog="training_music", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--albums", type=int, default=2, metavar="N", help="of each style (2)")
    parser.add_argument("--pieces", type=int, default=4, metavar="N", help="on each album (4)")
    parser.add_argument("--seconds", type=float, default=75.0, metavar="S", help="a piece (75)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="at once (2)")
    options = parser.parse_args(arguments)
    works = [
        (style, album, piece, options.out / style.name / str(album + 1) / f"{piece + 1}.wav")
        for style in STYLES
        for album in range(options.albums)
        for piece in range(options.pieces)
    ]
    spoken = [options.out / "spoken word" / f"{n + 1}.wav" for n in range(_SPOKEN)]
    with ThreadPoolExecutor(options.jobs) as pool:
        jobs = [
            pool.submit(_play, style, album, piece, options.seconds, path)
            for style, album, piece, path in works
            if not path.exists()
        ]
        jobs += [pool.submit(_say, options.seconds, p) for p in spoken if not p.exists()]
        for job in as_completed(jobs):
            sys.stderr.write(f"{job.result()}\n")
    return 0


def _chance(*what: object) -> np.random.Generator:
    """The same for the same work on every machine."""
    return np.random.default_rng(zlib.crc32(repr(what).encode()))


def _play(style: Style, album: int, piece: int, seconds: float, path: Path) -> Path:
    players = band(style, _chance(style.name, album))
    chance = _chance(style.name, album, piece)
    score = compose(style, players, seconds, chance)
    with tempfile.TemporaryDirectory(prefix="deej-") as passing:
        midi, played = Path(passing) / "score.mid", Path(passing) / "played.wav"
        midi.write_bytes(midi_file(score.voices, score.clock))
        font = _FONTS[album % len(_FONTS)]
        command = ("fluidsynth", "-niq", "-r", str(_SAMPLE_RATE), "-g", "0.6", "-F")
        subprocess.run([*command, played, font, midi], check=True, stdout=subprocess.DEVNULL)
        sound = _read(played)
        if style.speech:
            said = Path(passing) / "said.wav"
            talk(seconds, said, chance)
            _lay_over(sound, _read(said), level_db=float(chance.uniform(-3, 4)))
    _write(sound, path)
    return path


def _say(seconds: float, path: Path) -> Path:
    with tempfile.TemporaryDirectory(prefix="deej-") as passing:
        said = Path(passing) / "said.wav"
        talk(seconds, said, _chance("spoken", path.stem))
        _write(_read(said), path)
    return path


def _lay_over(sound: _Sound, speech: _Sound, level_db: float) -> None:
    """Add speech from a little after the start, at a level relative to the music's."""
    begin = min(len(sound), 8 * _SAMPLE_RATE)
    speech = speech[: len(sound) - begin]
    gain = np.std(sound) / max(float(np.std(speech)), 1e-6) * 10 ** (level_db / 20)
    sound[begin : begin + len(speech)] += speech * np.float32(gain)


def _read(path: Path) -> _Sound:
    """All of a 16-bit WAV, mono."""
    with wave.open(str(path)) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        sound: _Sound = frames.reshape(-1, file.getnchannels()).mean(axis=1).astype(np.float32)
    return sound


def _write(sound: _Sound, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    loudest = max(float(np.abs(sound).max()), 1.0)
    unfinished = path.with_suffix(".part")
    with wave.open(str(unfinished), "wb") as file:
        file.setparams((1, 2, _SAMPLE_RATE, 0, "NONE", ""))
        file.writeframes((sound * (30_000 / loudest)).astype("<i2").tobytes())
    unfinished.replace(path)


if __name__ == "__main__":
    sys.exit(main())
