"""deej mix: one levelled sound file of a whole playlist, with cross-fades and chapters."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.app.argument_types import amount
from deej_desktop.app.command_line import Context
from deej_desktop.app.seeding import playlist_tracks
from deej_desktop.app.wiring import open_engines
from deej_desktop.domain.text import displayable
from deej_desktop.services.mixing import mix


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("playlist", type=Path, metavar="PLAYLIST", help="m3u, m3u8, pls or xspf")
    parser.add_argument(
        "output", type=Path, metavar="OUT.mp3", help="mp3, m4a, flac, ogg or opus, by its name"
    )
    parser.add_argument(
        "--cross-fade",
        type=amount,
        metavar="SECONDS",
        help="how long two tracks overlap; as suits them",
    )
    parser.add_argument("--cue", action="store_true", help="write a cue sheet beside it, too")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        tracks = playlist_tracks(engines, arguments.playlist, context)
    with context.output.progress() as progress:
        report = mix(
            tracks,
            arguments.output,
            progress,
            context.cancel,
            fade_s=arguments.cross_fade,
            cue_sheet=arguments.cue,
        )
    for sentence in report.left_out:
        context.output.note(f"Left out: {sentence}")
    context.output.result(
        {
            "path": str(arguments.output),
            "duration_s": round(report.length, 3),
            "lufs": None if report.lufs is None else round(report.lufs, 2),
            "tracks": [
                {"title": chapter.title, "start_s": round(chapter.start, 3)}
                for chapter in report.chapters
            ],
        },
        [
            *(f"{_clock(chapter.start)}  {chapter.title}" for chapter in report.chapters),
            f"{_clock(report.length)}  {displayable(arguments.output)}",
        ],
    )
    return 0


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes:3}:{rest:02}"
