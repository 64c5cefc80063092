"""deej train: make an encoder from your own music, or from playlists, or tune one."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from deej_desktop.app.argument_types import (
    distance,
    encoder_id,
    minutes,
    non_negative,
    positive,
)
from deej_desktop.app.command_line import Context
from deej_desktop.app.commands import train_by_playlists, train_track2vec, train_tune
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import counted, displayable
from deej_desktop.domain.units import Seconds
from deej_desktop.services.encoders.adding import folder_for
from deej_desktop.training.contrastive import Recipe
from deej_desktop.training.encoder_training import train_encoder
from deej_desktop.training.export import Identity

_USUAL = Recipe()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    whats = parser.add_subparsers(dest="what", required=True)
    encoder = whats.add_parser(
        "encoder", help="train an encoder by contrastive learning, or by playlists"
    )
    encoder.add_argument("--music", nargs="+", type=Path, metavar="DIR")
    encoder.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="its folder, named like its id; among your own encoders if none is given",
    )
    encoder.add_argument(
        "--id", type=encoder_id, default="my-encoder", help="names its vectors (%(default)s)"
    )
    encoder.add_argument("--name", help="for a person; the id if none is given")
    encoder.add_argument("--steps", type=positive, default=_USUAL.steps, metavar="N")
    encoder.add_argument(
        "--songs", type=positive, default=_USUAL.songs, metavar="N", help="in each step"
    )
    encoder.add_argument("--minutes", type=minutes, metavar="M", help="stop in time for this")
    encoder.add_argument("--random-seed", type=non_negative, default=_USUAL.seed, metavar="S")
    encoder.add_argument(
        "--epsilon",
        type=distance,
        default=0.01,
        metavar="E",
        help="cosine distance under which two slices count as the same (%(default)s)",
    )
    encoder.add_argument(
        "--cache", type=Path, metavar="DIR", help="to go on if interrupted; 1 MB a min"
    )
    train_by_playlists.add_arguments(encoder)
    encoder.set_defaults(execute=_train_encoder)
    track2vec = whats.add_parser("track2vec", help="learn from playlists what goes together")
    train_track2vec.add_arguments(track2vec)
    track2vec.set_defaults(execute=train_track2vec.execute)
    tune = whats.add_parser("tune", help="tune the encoder in use to your own library")
    train_tune.add_arguments(tune)
    tune.set_defaults(execute=train_tune.execute)


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    status: int = arguments.execute(arguments, context)
    return status


def _train_encoder(arguments: argparse.Namespace, context: Context) -> int:
    if arguments.track2vec is not None:
        return train_by_playlists.execute(arguments, context)
    if not arguments.music:
        raise DeejError("Name the folders of music to train on with --music.")
    out: Path = arguments.out or folder_for(context.data_dir, arguments.id)
    limit = None if arguments.minutes is None else Seconds(60.0 * arguments.minutes)
    identity = Identity(arguments.id, arguments.name or arguments.id, epsilon=arguments.epsilon)
    recipe = Recipe(
        steps=arguments.steps, songs=arguments.songs, seed=arguments.random_seed, limit_s=limit
    )
    with context.output.progress() as progress:
        trained = train_encoder(
            arguments.music,
            out,
            identity,
            recipe,
            arguments.cache,
            progress,
            context.cancel,
        )
    outcome = trained.outcome
    context.output.result(
        {
            "encoder": trained.card.id,
            "folder": os.fspath(trained.folder),
            "songs": trained.songs,
            "steps": outcome.steps,
            "best_step": outcome.best_step,
        },
        [
            f"{trained.card.name}: trained on {counted(trained.songs, 'song')} in"
            f" {counted(outcome.steps, 'step')}, "
            f"in {displayable(trained.folder)}",
            f'Choose it by "deej encoders use {trained.card.id}".',
        ],
    )
    return 0
