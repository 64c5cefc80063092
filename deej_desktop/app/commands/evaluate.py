"""deej evaluate: measure how well an encoder hears, on your own music."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.analysis.card import EncoderCard
from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import open_engines
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.text import displayable
from deej_desktop.services.encoders.installed import chosen_encoder
from deej_desktop.training.corpus import find_music
from deej_desktop.training.encoder_training import Judgement, evaluate_encoder
from deej_desktop.training.plot import svg_of
from deej_desktop.training.report import Report


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
    parser.add_argument(
        "--robustness",
        action="store_true",
        help="also tell what it stands: equalisers, noise, rooms, codecs",
    )
    parser.add_argument(
        "--plot", type=_drawing, metavar="FILE.svg", help="also draw the table here"
    )


def _drawing(name: str) -> Path:
    if Path(name).suffix.lower() != ".svg":
        raise argparse.ArgumentTypeError("the table is drawn as SVG: name a file that ends in .svg")
    return Path(name)


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    plot: Path | None = arguments.plot
    with open_engines(context.data_dir) as engines, context.output.progress() as progress:
        encoder = engines.encoder
        if arguments.encoder is not None:
            encoder = chosen_encoder(context.data_dir, arguments.encoder)
        if arguments.music:
            tracks = find_music(arguments.music, progress, context.cancel)
        else:
            tracks = engines.catalogue.tracks()
        judgement = evaluate_encoder(
            encoder.folder,
            tracks,
            progress=progress,
            cancel=context.cancel,
            robustness=arguments.robustness,
        )
    if plot is not None:
        _draw(judgement.table, plot)
    _tell(encoder.card, judgement, context)
    return 0


def _draw(table: Report, file: Path) -> None:
    try:
        file.write_text(svg_of(table), encoding="utf-8")
    except OSError as error:
        raise DeejError(
            f"{displayable(file)} cannot be written: name a file in a folder that can be."
        ) from error


def _tell(card: EncoderCard, judgement: Judgement, context: Context) -> None:
    lines = judgement.table.as_text().splitlines()
    values: dict[str, object] = {"encoder": card.id, **judgement.table.as_json()}
    if judgement.feel is not None:
        lines += ["", "Genre or feel: tracks as the DJ compares them, by epsilon", ""]
        lines += judgement.feel.as_text().splitlines()
        values["feel"] = judgement.feel.as_json()
    else:
        lines += ["", "No two tracks share an album, an artist or a genre: n/a by labels."]
    if judgement.robustness is not None:
        lines += ["", "A slice asks for its track after what a room or a codec did to it (MRR)", ""]
        lines += judgement.robustness.as_text().splitlines()
        values["robustness"] = judgement.robustness.as_json()
    context.output.result(values, lines)
