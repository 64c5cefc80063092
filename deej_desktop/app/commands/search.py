"""deej search: find tracks by words, however they are spelt."""

from __future__ import annotations

import argparse

from deej_desktop.app.argument_types import non_negative
from deej_desktop.app.command_line import Context
from deej_desktop.app.tracks_out import numbered_lines, track_as_json
from deej_desktop.app.wiring import open_engines
from deej_desktop.library.search import Search
from deej_desktop.services.api import QueuedTrack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument("-n", "--count", type=non_negative, default=20, help="how many tracks")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        hits = Search(engines.store).find(" ".join(arguments.words), arguments.count)
    if not hits:
        context.output.note("Nothing in the library comes near these words.")
    context.output.result(
        {"tracks": [{**track_as_json(hit.track), "score": round(hit.score, 4)} for hit in hits]},
        numbered_lines([QueuedTrack(0, hit.track) for hit in hits], explain=False),
    )
    return 0
