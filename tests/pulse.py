"""A private sound server for tests, and ears to hear what was really played on it.

Every process started here is stopped here, by its own handle; no server of the machine is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deej_desktop.domain.arrays import FloatArray

RATE = 44_100
"""Samples per second of every sink and recording."""

SILENCE_DB = -120.0
"""What `level_db` calls digital silence."""


def missing_programs() -> list[str]:
    """The programs that a private sound server needs and this machine lacks."""
    return [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]


def _die_with_us() -> tuple[str, ...]:
    """What to put before a command so that it ends with the tests, even if these crash."""
    return ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()


def wait_until(condition: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Return as soon as `condition` holds.

    Raises:
        TimeoutError: It did not within `timeout_s`; the message says `what` was awaited.
    """
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {timeout_s:g} s in vain: {what}")
        time.sleep(0.02)


class SoundServer:
    """A PulseAudio server with null sinks only; can be killed and started again.

    Attributes:
        address: What PULSE_SERVER must be for a program to play here.
    """

    def __init__(self, folder: Path, sinks: tuple[str, ...] = ("cap",)) -> None:
        self._folder = folder
        self._sinks = sinks
        self._socket = folder / "s"
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"unix:{self._socket}"
        self.environment = {
            **os.environ,
            "PULSE_SERVER": self.address,
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [
            *_die_with_us(),
            "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "--disallow-exit", "-L",
            f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
        ]  # fmt: skip
        for sink in self._sinks:
            command += ["-L", f"module-null-sink sink_name={sink} rate={RATE}"]
        environment = {name: v for name, v in self.environment.items() if name != "PULSE_SERVER"}
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        wait_until(self._answers, 20, "the sound server answers")

    def _answers(self) -> bool:
        done = subprocess.run(
            ["pactl", "info"], env=self.environment, capture_output=True, check=False
        )
        return done.returncode == 0

    def kill(self) -> None:
        """End the server at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)
            self._process = None
            self._socket.unlink(missing_ok=True)

    def control(self, *arguments: str) -> str:
        """What `pactl` with these arguments prints."""
        done = subprocess.run(
            ["pactl", *arguments], env=self.environment, capture_output=True, check=True, text=True
        )
        return done.stdout

    @contextmanager
    def recording(self, sink: str = "cap") -> Iterator[Recording]:
        """Record what `sink` plays for as long as the block lasts, from before its first line."""
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".raw")
        os.close(handle)
        path = Path(name)
        command = [
            *_die_with_us(),
            "parec", "--raw", "-d", f"{sink}.monitor", "--latency-msec=20", "--format=float32le",
            f"--rate={RATE}", "--channels=2",
        ]  # fmt: skip
        with path.open("wb") as raw:
            process = subprocess.Popen(command, env=self.environment, stdout=raw)
        try:
            wait_until(lambda: path.stat().st_size > 0, 20, "the recording grows")
            yield Recording(path)
        finally:
            process.kill()
            process.wait(20)


@contextmanager
def sound_server(sinks: tuple[str, ...] = ("cap",)) -> Iterator[SoundServer]:
    """A running private sound server with the null sinks named; gone after the block."""
    # A socket's path has to be short, which pytest's own folders are not.
    with tempfile.TemporaryDirectory(prefix="deej-") as folder:
        server = SoundServer(Path(folder), sinks)
        try:
            server.start()
            yield server
        finally:
            server.kill()


class Recording:
    """What was heard so far, growing while the recording runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def samples(self) -> FloatArray:
        """Everything heard so far, mixed to mono: float32 (n,) in -1..1."""
        raw = np.fromfile(self._path, dtype="<f4")
        stereo = raw[: raw.size // 2 * 2].reshape(-1, 2)
        return np.asarray(stereo.mean(axis=1), dtype=np.float32)

    def seconds(self) -> float:
        """How much was heard so far."""
        return self._path.stat().st_size / 8 / RATE

    def wait_for(
        self, heard: Callable[[FloatArray], bool], timeout_s: float, what: str
    ) -> FloatArray:
        """Return the samples as soon as `heard` is true of them.

        Raises:
            TimeoutError: It was not within `timeout_s`.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            samples = self.samples()
            if heard(samples):
                return samples
            if time.monotonic() > deadline:
                raise TimeoutError(f"Waited {timeout_s:g} s in vain: {what}")
            time.sleep(0.1)


def level_db(samples: FloatArray, window_s: float = 0.02, hop_s: float | None = None) -> FloatArray:
    """Root-mean-square level of each window, in dB of full scale: float32 (n_windows,)."""
    windows = _windows(samples, window_s, hop_s)
    return _decibels(np.asarray(np.mean(windows**2, axis=1), dtype=np.float64))


def tone_db(
    samples: FloatArray, frequency_hz: float, window_s: float = 0.1, hop_s: float | None = None
) -> FloatArray:
    """Level of a tone in each window, as the root mean square it has by itself, in dB.

    Tones should be a few times 1 / `window_s` apart to be told from one another.
    """
    windows = _windows(samples, window_s, hop_s)
    n = windows.shape[1]
    taper = np.hanning(n)
    wave = np.exp(-2j * np.pi * frequency_hz / RATE * np.arange(n)) * taper
    amplitude = np.abs(windows @ wave) / taper.sum() * 2
    return _decibels(np.asarray(amplitude**2 / 2, dtype=np.float64))


def _windows(samples: FloatArray, window_s: float, hop_s: float | None) -> FloatArray:
    n = round(window_s * RATE)
    hop = n if hop_s is None else round(hop_s * RATE)
    if samples.size < n:
        return np.zeros((0, n), dtype=np.float32)
    return np.lib.stride_tricks.sliding_window_view(samples, n)[::hop]


def _decibels(power: npt.NDArray[np.float64]) -> FloatArray:
    floor = 10 ** (SILENCE_DB / 10)
    return np.asarray(10 * np.log10(np.maximum(power, floor)), dtype=np.float32)
