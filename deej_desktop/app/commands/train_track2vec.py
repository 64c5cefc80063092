"""deej train track2vec: learn from playlists which tracks go together."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from deej_desktop.app.argument_types import non_negative, positive, share
from deej_desktop.app.command_line import Context
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import counted, displayable
from deej_desktop.domain.whole_file import written_whole
from deej_desktop.library.store import Store
from deej_desktop.services.encoders.installed import workplace
from deej_desktop.services.tuning.lessons import own_playlists
from deej_desktop.training.continuation import HeldOut, judge_track2vec
from deej_desktop.training.playlists import Listed, Playlist, PlaylistFolder, Spooled, sound_or_path
from deej_desktop.training.report import Report
from deej_desktop.training.track2vec import Track2Vec, Track2VecSettings, train_track2vec

_USUAL = Track2VecSettings()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="DIR",
        help="with M3U, PLS and XSPF files, slices of the Million Playlist Dataset (.json), or .csv"
        " tables; your own playlists and history if none is given",
    )
    parser.add_argument("--history", action="store_true", help="your own, besides the folders'")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.npz", help="keep the vectors")
    parser.add_argument(
        "--test",
        nargs="?",
        type=share,
        const=0.1,
        metavar="SHARE",
        help="hold out so many of the playlists (0.1) and try to guess how they go on",
    )
    parser.add_argument("--dimensions", type=positive, default=_USUAL.dimensions, metavar="N")
    parser.add_argument(
        "--window", type=positive, default=_USUAL.window, metavar="N", help="tracks to either side"
    )
    parser.add_argument("--epochs", type=positive, default=_USUAL.epochs, metavar="N")
    parser.add_argument(
        "--min-count",
        type=positive,
        default=_USUAL.minimum_count,
        metavar="N",
        help="leave out tracks that are listed less often (%(default)s)",
    )
    parser.add_argument(
        "--skip-gram", action="store_true", help="predict the company from the track"
    )
    parser.add_argument("--random-seed", type=non_negative, default=_USUAL.seed, metavar="S")
    parser.add_argument(
        "--workers",
        type=positive,
        default=_USUAL.workers,
        metavar="N",
        help="threads; with more than one no two trainings are quite the same",
    )


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    if arguments.output is None and arguments.test is None:
        raise DeejError("Nothing would come of it: name a file with -o, or try it with --test.")
    if arguments.test is not None and not 0 < arguments.test < 1:
        raise DeejError("--test holds out a share between 0 and 1, for some must be left: try 0.1.")
    settings = Track2VecSettings(
        dimensions=arguments.dimensions,
        window=arguments.window,
        epochs=arguments.epochs,
        minimum_count=arguments.min_count,
        skip_gram=arguments.skip_gram,
        seed=arguments.random_seed,
        workers=arguments.workers,
    )
    folders = [PlaylistFolder(folder, sound_or_path) for folder in arguments.folders]
    sources: list[Iterable[Playlist]] = [*folders]
    if arguments.history or not folders:
        sources.append(_own(context.data_dir))
    report: Report | None = None
    # A million playlists take gigabytes, which a system's folder for passing files may lack.
    with _output(arguments.output) as output, workplace(context.data_dir) as folder:
        with context.output.progress() as shown:
            file = folder / "playlists"
            playlists = Spooled(chain(*sources), file, shown, context.cancel)
        _tell_left_out(folders, context)
        if not len(playlists):
            raise DeejError(
                "There is no playlist to learn from: name a folder that has some, or play music."
            )
        with context.output.progress() as shown:
            held_out = HeldOut(playlists, arguments.test or 0.0)
            model = train_track2vec(held_out.training(), settings, shown, context.cancel)
            if arguments.test is not None:
                report = judge_track2vec(model, held_out)
        if output is not None:
            model.save(output)
    _print(model, len(playlists), report, arguments, context)
    return 0


def _tell_left_out(folders: Iterable[PlaylistFolder], context: Context) -> None:
    left_out = [file for folder in folders for file in folder.left_out]
    if left_out:
        context.output.note(
            f"{counted(len(left_out), 'file')} could not be read, {displayable(left_out[0])} for"
            " one; the log says why."
        )


def _own(data_dir: Path) -> Iterator[Playlist]:
    store = Store.open(data_dir)
    try:
        found = own_playlists(store)
    finally:
        store.close()
    for listed in found:
        yield [Listed(content_id) for content_id in listed]


@contextmanager
def _output(file: Path | None) -> Iterator[Path | None]:
    """Where to write what becomes `file`; that it cannot be is told before all the learning."""
    if file is None:
        yield None
        return
    try:
        with written_whole(file) as partial:
            yield partial
    except OSError as error:
        raise DeejError(
            f"{displayable(file)} cannot be written ({error.strerror}); choose another place."
        ) from error


def _print(
    model: Track2Vec,
    playlists: int,
    report: Report | None,
    arguments: argparse.Namespace,
    context: Context,
) -> None:
    output: Path | None = arguments.output
    lines = [
        f"{counted(len(model.keys), 'track')} in {model.vectors.shape[1]} dimensions from"
        f" {counted(playlists, 'playlist')}"
        + (f", in {displayable(output)}" if output is not None else "")
    ]
    if output is not None:
        lines.append(
            "Train an encoder that hears it by"
            f' "deej train encoder --track2vec {displayable(output)} --music DIR".'
        )
    if report is not None:
        lines += ["", *report.as_text().splitlines()]
    context.output.result(
        {
            "tracks": len(model.keys),
            "playlists": playlists,
            "dimensions": model.vectors.shape[1],
            "output": output and os.fspath(output),
            "test": report and report.as_json(),
        },
        lines,
    )
