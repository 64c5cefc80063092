from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.native.pulse import ServerState
from deej_desktop.playback.output import NO_OUTPUT, NO_SINK, SERVER_GONE, LinuxOutput


class FakeConnection:
    """A connection whose state a test sets."""

    def __init__(self, state: ServerState, sinks: frozenset[str]) -> None:
        self.now = state
        self.sinks = sinks
        self.closed = False

    def state(self) -> ServerState:
        return self.now

    def close(self) -> None:
        self.closed = True


class Bench:
    """A watch over a fake server, with a clock of the test's own."""

    def __init__(self, folder: Path, *, library: bool = True, server: bool = True) -> None:
        self.now = 0.0
        self.folder = folder
        self.library = library
        self.server = server
        self.sinks = frozenset({"speakers"})
        self.connections: list[FakeConnection] = []
        self.output = LinuxOutput(self._connect, lambda: self.now, folder)

    def _connect(self) -> FakeConnection:
        if not self.library:
            raise OSError("no libpulse")
        state = ServerState.READY if self.server else ServerState.GONE
        self.connections.append(FakeConnection(state, self.sinks))
        return self.connections[-1]

    def kill(self) -> None:
        self.server = False
        self.connections[-1].now = ServerState.GONE


def test_a_server_that_answers_is_used(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    status = bench.output.status()
    assert (status.module, status.problem) == ("pulse", None)
    assert bench.output.status() == status
    assert len(bench.connections) == 1


def test_a_server_that_goes_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "pcmC0D0p").touch()
    bench = Bench(tmp_path)
    before = bench.output.status()
    bench.kill()
    bench.now = 5.0
    assert bench.output.status().problem == SERVER_GONE
    assert bench.connections[0].closed
    bench.now = 6.0
    assert bench.output.status().problem == SERVER_GONE
    bench.server = True
    bench.now = 7.0
    after = bench.output.status()
    assert (after.module, after.problem) == ("pulse", None)
    assert after.era != before.era


def test_nobody_is_asked_too_often(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.output.status()
    bench.kill()
    for _ in range(100):
        bench.now += 0.01
        bench.output.status()
    assert len(bench.connections) <= 4


def test_without_a_server_a_sound_card_will_do(tmp_path: Path) -> None:
    (tmp_path / "pcmC0D0c").touch()
    bench = Bench(tmp_path, server=False)
    assert bench.output.status().problem == NO_OUTPUT
    (tmp_path / "pcmC0D0p").touch()
    status = bench.output.status()
    assert (status.module, status.problem) == ("alsa", None)
    bench.now = 10.0
    assert bench.output.status() == status


@pytest.mark.parametrize("card", [True, False])
def test_without_the_library_too(tmp_path: Path, card: bool) -> None:
    if card:
        (tmp_path / "pcmC1D0p").touch()
    bench = Bench(tmp_path, library=False)
    status = bench.output.status()
    assert status.problem == (None if card else NO_OUTPUT)


def test_a_server_that_comes_late_is_taken(tmp_path: Path) -> None:
    bench = Bench(tmp_path, server=False)
    first = bench.output.status()
    bench.server = True
    bench.now = 6.0
    second = bench.output.status()
    assert second.problem is None
    assert second.era != first.era


@pytest.mark.parametrize("left", [frozenset(), frozenset({"auto_null"})])
def test_the_last_output_is_waited_for_when_it_is_unplugged(
    tmp_path: Path, left: frozenset[str]
) -> None:
    bench = Bench(tmp_path)
    before = bench.output.status()
    (connection,) = bench.connections
    connection.sinks = left
    assert bench.output.status().problem == NO_SINK
    connection.sinks = frozenset({"headphones"})
    after = bench.output.status()
    assert after.problem is None
    assert after.era != before.era
    connection.sinks = frozenset({"headphones", "speakers"})
    assert bench.output.status() == after


def test_a_server_that_never_had_any_output_but_its_stand_in_is_taken_as_it_is(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    bench.sinks = frozenset({"auto_null"})
    before = bench.output.status()
    assert before.problem is None
    bench.connections[0].sinks = frozenset({"auto_null", "speakers"})
    assert bench.output.status() == before
