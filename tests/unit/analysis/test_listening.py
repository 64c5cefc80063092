from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.analysis.heard import Heard
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.errors import Cancelled, EncoderUnusable, UnreadableAudio
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.units import Seconds
from tests.audio import silence, tune, write_audio
from tests.fakes.decoders import SOUND, decode_as_named
from tests.fakes.encoders import (
    FakeEncoder,
    load_dying_encoder,
    load_fake_encoder,
    load_slow_encoder,
    write_fake_encoder,
)

PATIENCE = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    write_fake_encoder(folder)
    return folder


@pytest.fixture(scope="module")
def listener(folder: Path) -> Iterator[Listener]:
    with Listener(
        folder, 1, decode_limit=Seconds(3), decode=decode_as_named, load=load_fake_encoder
    ) as listener:
        yield listener


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def worker_pids() -> set[int]:
    children = multiprocessing.active_children()
    return {child.pid for child in children if child.pid and child.name.startswith("deej")}


def alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    return "State:\tZ" not in status


def test_a_file_is_decoded_and_encoded(listener: Listener) -> None:
    heard = listener.listen(Path("a.mp3")).result(PATIENCE)
    form = listener.card.preprocessing
    found = decode_as_named(Path("a.mp3"), form, Listen.FULL).slices
    expected = FakeEncoder(listener.card).encode(found.slices)
    np.testing.assert_allclose(heard.vectors, expected, rtol=1e-5)
    assert heard.sound == SOUND


def test_a_first_listen_measures_nothing(listener: Listener) -> None:
    first = listener.listen(Path("a.mp3"), Listen.FIRST).result(PATIENCE)
    assert (first.listen, first.sound) == (Listen.FIRST, None)
    assert listener.listen(Path("a.mp3")).result(PATIENCE).listen is Listen.FULL


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("crash", "the decoder crashed on it"),
        ("hang", "it took longer than 3 s to decode"),
        ("fault", "the decoder failed on it"),
        ("damaged", "it is damaged"),
        ("silent", "it is silent"),
    ],
)
def test_a_bad_file_costs_itself_alone(listener: Listener, name: str, reason: str) -> None:
    bad = listener.listen(Path(f"{name}.mp3"))
    good = listener.listen(Path("good.mp3"))
    with pytest.raises(UnreadableAudio, match=reason) as caught:
        bad.result(PATIENCE)
    assert caught.value.path == Path(f"{name}.mp3")
    assert good.result(PATIENCE).vectors.shape == (2, 20)


def test_a_name_in_bytes_that_are_no_utf8_reaches_the_decoder(listener: Listener) -> None:
    path = Path(os.fsdecode(b"damaged \xe9.mp3"))
    with pytest.raises(UnreadableAudio) as caught:
        listener.listen(path).result(PATIENCE)
    assert caught.value.path == path


def test_a_decoder_lost_to_the_system_tries_again(listener: Listener, tmp_path: Path) -> None:
    assert listener.listen(tmp_path / "killed").result(PATIENCE).vectors.shape == (2, 20)


def test_workers_killed_while_idle_are_replaced(listener: Listener) -> None:
    listener.listen(Path("a.mp3")).result(PATIENCE)
    before = worker_pids()
    assert len(before) == 2
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert listener.listen(Path("a.mp3")).result(PATIENCE).vectors.shape == (2, 20)
    assert not before & worker_pids()


def test_workers_leave_interrupts_to_their_parent_and_step_back(listener: Listener) -> None:
    listener.listen(Path("a.mp3")).result(PATIENCE)
    before = worker_pids()
    for pid in before:
        os.kill(pid, signal.SIGINT)
        assert os.getpriority(os.PRIO_PROCESS, pid) > os.getpriority(os.PRIO_PROCESS, 0)
    listener.listen(Path("a.mp3")).result(PATIENCE)
    assert worker_pids() == before


def test_the_urgent_goes_first_and_the_cancelled_not_at_all(listener: Listener) -> None:
    finished: list[Future[Heard]] = []
    slow = listener.listen(Path("slow.mp3"))
    wait_until(slow.running)
    usual, unwanted, last = (listener.listen(Path(name)) for name in ("usual", "unwanted", "last"))
    urgent = listener.listen(Path("urgent"), urgent=True)
    assert unwanted.cancel()
    for future in (slow, usual, last, urgent):
        future.add_done_callback(finished.append)
    wait_until(lambda: len(finished) == 4)
    assert finished == [slow, urgent, usual, last]


def test_live_slices_are_encoded_at_once(listener: Listener) -> None:
    form = listener.card.preprocessing
    slices = np.random.default_rng(0).random((3, form.n_mels, form.frames), np.float32)
    vectors = listener.encode(slices).result(PATIENCE)
    np.testing.assert_allclose(vectors, FakeEncoder(listener.card).encode(slices), rtol=1e-5)
    assert listener.encode(slices[:0]).result(PATIENCE).shape == (0, 20)


def test_live_slices_come_before_files_and_in_the_midst_of_long_ones(tmp_path: Path) -> None:
    card = write_fake_encoder(tmp_path)
    finished: list[str] = []
    with Listener(tmp_path, 1, decode=decode_as_named, load=load_slow_encoder) as listener:
        long = listener.listen(Path("long.mp3"))
        usual = listener.listen(Path("usual.mp3"))
        wait_until(long.running)
        form = card.preprocessing
        live = listener.encode(np.zeros((1, form.n_mels, form.frames), np.float32))
        for name, future in (("long", long), ("usual", usual), ("live", live)):
            future.add_done_callback(lambda _, name=name: finished.append(name))  # type: ignore[misc]
        assert long.result(PATIENCE).vectors.shape == (300, 20)
        usual.result(PATIENCE)
    assert finished == ["live", "long", "usual"]


def test_the_slices_of_a_file_can_be_had_without_the_encoder(listener: Listener) -> None:
    found = listener.slices(Path("a.mp3")).result(PATIENCE)
    form = listener.card.preprocessing
    expected = decode_as_named(Path("a.mp3"), form, Listen.FULL).slices
    np.testing.assert_array_equal(found.slices, expected.slices)
    np.testing.assert_array_equal(found.positions, expected.positions)
    with pytest.raises(UnreadableAudio, match="it is silent"):
        listener.slices(Path("silent.mp3")).result(PATIENCE)


def test_closing_ends_the_processes_and_cancels_what_waits(folder: Path) -> None:
    others = worker_pids()
    listener = Listener(folder, 2, decode=decode_as_named, load=load_fake_encoder)
    with listener:
        futures = [listener.listen(Path("hang.mp3")) for _ in range(5)]
        wait_until(lambda: len(worker_pids() - others) == 3)
        assert listener.capacity >= 2
    futures.append(listener.listen(Path("a.mp3")))
    for future in futures:
        with pytest.raises(Cancelled):
            future.result(PATIENCE)
    with pytest.raises(Cancelled):
        listener.encode(np.zeros((1, 96, 216), np.float32)).result(PATIENCE)
    assert worker_pids() == others
    listener.close()


def test_an_altered_encoder_stops_the_work_not_the_file(folder: Path, tmp_path: Path) -> None:
    card = write_fake_encoder(tmp_path)
    (tmp_path / card.weights).write_bytes(b"altered")
    with (
        Listener(tmp_path, 1, decode=decode_as_named) as listener,
        pytest.raises(EncoderUnusable, match="not the file that its card describes"),
    ):
        listener.listen(Path("a.mp3")).result(PATIENCE)


def test_an_encoder_that_dies_stops_the_work(folder: Path) -> None:
    with (
        Listener(folder, 1, decode=decode_as_named, load=load_dying_encoder) as listener,
        pytest.raises(EncoderUnusable, match="does not stay alive"),
    ):
        listener.listen(Path("a.mp3")).result(PATIENCE)


def test_a_missing_encoder_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnusable):
        Listener(tmp_path)


def test_real_files(folder: Path, tmp_path: Path) -> None:
    paths = [write_audio(tmp_path / f"{n}.ogg", tune(12, seed=n)) for n in range(3)]
    paths.append(write_audio(tmp_path / "silent.ogg", silence(12)))
    with Listener(folder, 1, load=load_fake_encoder) as listener:
        futures = [listener.listen(path) for path in paths]
        assert [future.result(PATIENCE).vectors.shape for future in futures[:3]] == [(2, 20)] * 3
        with pytest.raises(UnreadableAudio, match="it is silent"):
            futures[3].result(PATIENCE)


PARENT = """
import multiprocessing, sys, time
from pathlib import Path
from deej_desktop.analysis.listening import Listener
from tests.fakes.decoders import decode_as_named
from tests.fakes.encoders import load_fake_encoder

if __name__ == "__main__":
    listener = Listener(Path(sys.argv[1]), 2, decode=decode_as_named, load=load_fake_encoder)
    listener.listen(Path("a.mp3")).result(60)
    futures = [listener.listen(Path("hang.mp3")) for _ in range(2)]
    while len(multiprocessing.active_children()) < 3 or not all(f.running() for f in futures):
        time.sleep(0.02)
    assert not {"tensorflow", "av", "librosa"} & set(sys.modules)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(1000)
"""


@pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="looks at processes as Linux shows them"
)
def test_workers_die_with_a_parent_that_is_killed(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, script, folder],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 3
        assert all(alive(pid) for pid in pids)
        parent.kill()
    wait_until(lambda: not any(alive(pid) for pid in pids))
