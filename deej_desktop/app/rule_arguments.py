"""The rules of a good set on the command line: the listener's own, but for what is said there."""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

from deej_desktop.app.argument_types import amount, minutes, non_negative
from deej_desktop.app.wiring import Engines, rule_options
from deej_desktop.domain.units import Seconds
from deej_desktop.library.history import History
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.services.dj.lately import Lately

_HOUR_S = 3600.0


def add_rule_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the rules; those not given are as in the settings of the window."""
    rules = parser.add_argument_group("rules")
    rules.add_argument(
        "--artist-apart", type=non_negative, metavar="N", help="no artist twice within N tracks"
    )
    rules.add_argument(
        "--album-apart", type=non_negative, metavar="N", help="no album twice within N tracks"
    )
    rules.add_argument(
        "--any-recording", action="store_true", help="let a song come in several recordings"
    )
    rules.add_argument("--shortest", type=minutes, metavar="MINUTES", help="no shorter tracks")
    rules.add_argument(
        "--interludes", action="store_true", help="let what lasts under half a minute come, too"
    )
    rules.add_argument("--longest", type=minutes, metavar="MINUTES", help="no longer tracks")
    rules.add_argument(
        "--exclude-genre", action="append", default=[], metavar="GENRE", help="none of that genre"
    )
    rules.add_argument(
        "--exclude-folder",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        help="nothing from in there",
    )
    rules.add_argument(
        "--any-season", action="store_true", help="let Christmas music come at any time"
    )
    rules.add_argument(
        "--not-heard-for",
        type=amount,
        default=0.0,
        metavar="HOURS",
        help="nothing that Deej has played within so many hours (%(default)g: any)",
    )


def chosen_rules(arguments: argparse.Namespace, engines: Engines) -> RuleOptions:
    """The rules that the arguments ask for."""
    options = rule_options(engines.settings.current)
    if arguments.artist_apart is not None:
        options = replace(options, artist_apart=arguments.artist_apart)
    if arguments.album_apart is not None:
        options = replace(options, album_apart=arguments.album_apart)
    if arguments.shortest is not None:
        options = replace(options, shortest_s=Seconds(60.0 * arguments.shortest))
    if arguments.longest is not None:
        options = replace(options, longest_s=Seconds(60.0 * arguments.longest))
    return replace(
        options,
        one_recording=options.one_recording and not arguments.any_recording,
        interlude_s=Seconds(0.0) if arguments.interludes else options.interlude_s,
        today=None if arguments.any_season else options.today,
        excluded_genres=(*options.excluded_genres, *arguments.exclude_genre),
        excluded_folders=(
            *options.excluded_folders,
            *(Path(os.path.abspath(folder)) for folder in arguments.exclude_folder),  # noqa: PTH100
        ),
        # Lists are to be had again, so what the window has played counts only when asked for.
        heard_lately_s=Seconds(_HOUR_S * arguments.not_heard_for),
    )


def heard_lately(options: RuleOptions, engines: Engines) -> Lately:
    """What the window has played as lately as the rules care for."""
    if options.heard_lately_s <= 0:
        return Lately()
    return Lately(History(engines.store).since(time.time() - options.heard_lately_s))
