"""The command line: which command, which data folder, how to print, how to fail.

Exit status 0 is done, 1 failed with one sentence on standard error, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Protocol, cast

from deej_desktop import __version__, paths
from deej_desktop.app.argument_types import positive
from deej_desktop.app.logs import log_crashes, start_logging
from deej_desktop.app.output import Output
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import displayable
from deej_desktop.library.store import FILE_NAME

COMMANDS = {
    "scan": "find new music and listen to it",
    "status": "how things stand with the library",
    "playlist": "tracks to follow one or several seeds",
    "join": "a journey from waypoint to waypoint",
    "similar": "the tracks most like one",
    "search": "find tracks by words",
    "mix": "one levelled sound file of a whole playlist",
    "listen": "what plays in the room, and what to play next",
    "vectors": "write the vectors to a file",
    "train": "train an encoder",
    "evaluate": "measure how well the encoder hears",
    "encoders": "list and choose encoders",
    "doctor": "what is wrong and how to mend it",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What every command gets."""

    data_dir: Path
    output: Output
    cancel: CancelToken


class Command(Protocol):
    """A module of `deej_desktop.app.commands`."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Describe the command's own arguments."""

    def execute(self, arguments: argparse.Namespace, context: Context) -> int:
        """Do it and return the exit status; a `DeejError` may be left to the caller."""


def run(arguments: Sequence[str]) -> int:
    """Run one command, or open the window when there is none, and return the exit status."""
    parsed = _parse(arguments)
    output = Output(as_json=parsed.json, quiet=parsed.quiet)
    data_dir = paths.data_dir(parsed.data_dir)
    start_logging(data_dir, verbose=parsed.verbose)
    log_crashes()
    context = Context(data_dir, output, CancelToken())
    command = _command(parsed.command)
    try:
        _spare_the_store(parsed, data_dir)
        with _interruptible(context.cancel):
            return command.execute(parsed, context)
    except DeejError as error:
        output.error(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has enough, as `head` does; nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _spare_the_store(arguments: argparse.Namespace, data_dir: Path) -> None:
    """Refuse to write over the listener's library, as it would be gone without a word."""
    for name in ("output", "export"):
        path = getattr(arguments, name, None)
        if path is not None and path.resolve() == (data_dir / FILE_NAME).resolve():
            raise DeejError(f"{displayable(path)} is Deej's own database; choose another name.")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options = common.add_argument_group("options of every command")
    options.add_argument("--data-dir", type=Path, metavar="DIR", help="where Deej keeps its data")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    options.add_argument("--quiet", action="store_true", help="no progress and no remarks")
    options.add_argument("-v", "--verbose", action="store_true", help="log to standard error")
    # They may stand anywhere, before the command or after it.
    parsed, rest = common.parse_known_args(arguments)
    if rest and rest[0] in COMMANDS:
        parsed.command = rest.pop(0)
        parser = argparse.ArgumentParser(
            prog=f"deej {parsed.command}", parents=[common], description=COMMANDS[parsed.command]
        )
        # Only the command in hand is imported: `deej status` must not wait for the others.
        _command(parsed.command).add_arguments(parser)
    else:
        parsed.command = "window"
        parser = _window_parser(common)
    given = vars(parsed)
    return argparse.Namespace(**{**vars(parser.parse_args(rest)), **given})


def _window_parser(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deej",
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Play music, and go on with what a good DJ would play next.",
        epilog="commands (deej COMMAND --help tells more):\n"
        + "\n".join(f"  {name:<10} {purpose}" for name, purpose in COMMANDS.items()),
    )
    parser.add_argument("--version", action="version", version=f"deej {__version__}")
    parser.add_argument("--car", action="store_true", help="open the car and party screen")
    parser.add_argument(
        "--demo",
        type=positive,
        metavar="SECONDS",
        help="play so much of each track, its most typical part",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="play these")
    return parser


def _command(name: str) -> Command:
    return cast("Command", importlib.import_module(f"deej_desktop.app.commands.{name}"))


class _interruptible:  # noqa: N801 - reads as a statement
    """While the block runs, Ctrl-C asks politely first and interrupts the second time."""

    def __init__(self, cancel: CancelToken) -> None:
        self._cancel = cancel

    def __enter__(self) -> None:
        self._previous = signal.signal(signal.SIGINT, self._ask)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._previous)

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        if self._cancel.cancelled:
            raise KeyboardInterrupt
        self._cancel.cancel()
