"""deej playlist: tracks to follow one or several seeds."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.app.argument_types import non_negative, share
from deej_desktop.app.command_line import Context
from deej_desktop.app.seeding import named_tracks, session_from
from deej_desktop.app.tracks_out import chosen_as_json, numbered_lines
from deej_desktop.app.wiring import open_engines
from deej_desktop.library.playlist_files import PlaylistEntry, write_playlist
from deej_desktop.recommend.planner import Knobs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("seeds", nargs="+", metavar="SEED", help="a file, or words to search for")
    parser.add_argument("-n", "--count", type=non_negative, default=20, help="how many tracks")
    parser.add_argument(
        "--keep-on",
        type=non_negative,
        default=3,
        metavar="N",
        help="how many of the last tracks count; 0 for all (%(default)s)",
    )
    parser.add_argument(
        "--drunk", type=share, default=0.0, metavar="D", help="chance, 0 to 1 (%(default)s)"
    )
    parser.add_argument("--random-seed", type=non_negative, metavar="S", help="replays an evening")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.m3u8", help="write it there, too")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    knobs = Knobs(arguments.keep_on, arguments.drunk)
    with open_engines(context.data_dir) as engines:
        seeds = named_tracks(engines, arguments.seeds, context)
        session = session_from(engines, seeds, knobs, context, arguments.random_seed)
    session.fill(arguments.count)
    if arguments.output is not None:
        write_playlist(arguments.output, [PlaylistEntry.of(entry.track) for entry in session.queue])
    if session.shortfall is not None:
        context.output.note(session.shortfall.text())
    context.output.result(
        {"tracks": [chosen_as_json(entry) for entry in session.queue]},
        numbered_lines(session.queue, explain=True),
    )
    return 0
