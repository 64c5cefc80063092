"""deej train encoder --track2vec: an encoder that hears where in Track2Vec space a track lies."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from deej_desktop.app.argument_types import amount, positive
from deej_desktop.app.command_line import Context
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import counted, displayable
from deej_desktop.domain.track import Track
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.services.encoders.adding import folder_for
from deej_desktop.services.encoders.installed import workplace
from deej_desktop.training.by_playlists import PlaylistRecipe, train_by_playlists
from deej_desktop.training.corpus import find_music
from deej_desktop.training.export import Identity
from deej_desktop.training.track2vec import Track2Vec

_USUAL = PlaylistRecipe()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    options = parser.add_argument_group("from playlists (see deej train track2vec)")
    options.add_argument(
        "--track2vec",
        type=Path,
        metavar="FILE",
        help="learn to hear these vectors, in the library's tracks if --music is not given; the"
        " files are those in the playlists, or called like the ids in them",
    )
    options.add_argument(
        "--architecture",
        choices=("default", "published"),
        default=_USUAL.architecture,
        help="Deej's own network, or that of Deej-A.I. (%(default)s)",
    )
    options.add_argument(
        "--width", type=amount, default=_USUAL.width, metavar="W", help="multiplies its channels"
    )
    options.add_argument("--epochs", type=positive, default=_USUAL.epochs, metavar="N")
    options.add_argument(
        "--patience",
        type=positive,
        default=_USUAL.patience,
        metavar="N",
        help="stop after so many epochs that are no better (%(default)s)",
    )


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    out: Path = arguments.out or folder_for(context.data_dir, arguments.id)
    model = Track2Vec.load(arguments.track2vec)
    recipe = PlaylistRecipe(
        architecture=arguments.architecture,
        width=arguments.width,
        epochs=arguments.epochs,
        patience=arguments.patience,
        seed=arguments.random_seed,
    )
    identity = Identity(arguments.id, arguments.name or arguments.id, epsilon=arguments.epsilon)
    # Spectrograms take gigabytes, which a system's folder for passing files may lack.
    with workplace(context.data_dir) as passing, context.output.progress() as progress:
        tracks = (
            find_music(arguments.music, progress, context.cancel)
            if arguments.music
            else _library(context.data_dir)
        )
        trained = train_by_playlists(
            tracks,
            model,
            out,
            identity,
            recipe,
            arguments.cache or passing,
            progress,
            context.cancel,
        )
    context.output.result(
        {
            "encoder": trained.card.id,
            "folder": os.fspath(trained.folder),
            "trained_on": trained.tracks,
            "epochs": trained.epochs,
            "losses": [round(loss, 5) for loss in trained.losses],
            "validation": trained.report.as_json(),
        },
        [
            f"{trained.card.name}: trained on {counted(trained.tracks, 'track')} in"
            f" {counted(trained.epochs, 'epoch')}, "
            f"in {displayable(trained.folder)}",
            "",
            *trained.report.as_text().splitlines(),
            "",
            f'Choose it by "deej encoders use {trained.card.id}".',
        ],
    )
    return 0


def _library(data_dir: Path) -> list[Track]:
    store = Store.open(data_dir)
    try:
        tracks = Catalogue(store).tracks()
    finally:
        store.close()
    if not tracks:
        raise DeejError(
            'There is no music to train on: name folders with --music, or run "deej scan".'
        )
    return tracks
