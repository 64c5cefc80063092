"""deej similar: the tracks most like one."""

from __future__ import annotations

import argparse

from deej_desktop.app.argument_types import non_negative
from deej_desktop.app.command_line import Context
from deej_desktop.app.seeding import named_tracks, space_with
from deej_desktop.app.tracks_out import chosen_as_json, numbered_lines
from deej_desktop.app.wiring import open_engines
from deej_desktop.recommend.similarity import nearest
from deej_desktop.services.api import QueuedTrack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("seed", metavar="SEED", help="a file, or words to search for")
    parser.add_argument("-n", "--count", type=non_negative, default=10, help="how many tracks")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        (seed,) = named_tracks(engines, [arguments.seed], context)
        space = space_with(engines, [seed], context)
    row = space.row_of(seed)
    assert row is not None
    others = space.proposable.copy()
    others[row] = False
    neighbours = nearest(space, space.direction_of([row]), arguments.count, others)
    entries = [
        QueuedTrack(
            key=place,
            track=space.tracks[neighbour.row],
            closeness=neighbour.similarity,
            why=f"Closer than {neighbour.percentile:.0%} of pairs in your library.",
        )
        for place, neighbour in enumerate(neighbours)
    ]
    context.output.result(
        {"tracks": [chosen_as_json(entry) for entry in entries]},
        numbered_lines(entries, explain=True),
    )
    return 0
