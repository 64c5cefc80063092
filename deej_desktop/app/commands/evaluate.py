"""deej evaluate: measure how well an encoder hears, on your own music."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import open_engines
from deej_desktop.services.encoders import chosen_encoder
from deej_desktop.training.corpus import find_music
from deej_desktop.training.encoder_training import evaluate_encoder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument(
        "--music",
        nargs="+",
        type=Path,
        metavar="DIR",
        help="judge by the music in these folders; by the library if none is given",
    )
    parser.add_argument("--encoder", metavar="ID", help="judge this one; the one in use if not")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines, context.output.progress() as progress:
        encoder = engines.encoder
        if arguments.encoder is not None:
            encoder = chosen_encoder(context.data_dir, arguments.encoder)
        if arguments.music:
            tracks = find_music(arguments.music, progress, context.cancel)
        else:
            tracks = engines.catalogue.tracks()
        report = evaluate_encoder(encoder.folder, tracks, progress=progress, cancel=context.cancel)
    context.output.result(
        {"encoder": encoder.card.id, **report.as_json()}, report.as_text().splitlines()
    )
    return 0
