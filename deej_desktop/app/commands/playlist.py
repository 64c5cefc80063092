"""deej playlist: tracks to follow one or several seeds, or a playlist made longer or smoother."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from deej_desktop.app.argument_types import non_negative, share
from deej_desktop.app.command_line import Context
from deej_desktop.app.rule_arguments import add_rule_arguments, chosen_rules, heard_lately
from deej_desktop.app.seeding import named_tracks, playlist_tracks, space_with
from deej_desktop.app.tracks_out import chosen_as_json, numbered_lines
from deej_desktop.app.wiring import Engines, open_engines
from deej_desktop.domain.text import counted
from deej_desktop.domain.track import Track
from deej_desktop.library.playlist_files import PlaylistEntry, write_playlist
from deej_desktop.recommend.planner import Knobs
from deej_desktop.recommend.similarity import cosine
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.dj.radio import Kinship, kin_of
from deej_desktop.services.dj.session import DjSession
from deej_desktop.services.playlists.order import smoothest_places

_PLAYLIST = "playlist"
"""What a radio keeps close to besides each `Kinship`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("seeds", nargs="*", metavar="SEED", help="a file, or words to search for")
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
    parser.add_argument(
        "--more-of", action="append", default=[], metavar="SEED", help="steer towards it, too"
    )
    parser.add_argument(
        "--less-of", action="append", default=[], metavar="SEED", help="steer away from it"
    )
    parser.add_argument(
        "--radio",
        choices=[*(kinship.value for kinship in Kinship), _PLAYLIST],
        help="keep close to the whole album, artist or folder of the SEED, or to that of --extend",
    )
    whole = parser.add_mutually_exclusive_group()
    whole.add_argument(
        "--extend", type=Path, metavar="FILE", help="follow a playlist; OUT gets all of it"
    )
    whole.add_argument(
        "--reorder", type=Path, metavar="FILE", help="a playlist in its smoothest order instead"
    )
    parser.add_argument(
        "--last-stays", action="store_true", help="--reorder ends with the same track as before"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.m3u8", help="write it there, too")
    add_rule_arguments(parser)
    parser.set_defaults(wrong_usage=parser.error)


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    if arguments.reorder is not None:
        return _reorder(arguments, context)
    if arguments.last_stays:
        arguments.wrong_usage("--last-stays goes with --reorder")
    if arguments.radio == _PLAYLIST and arguments.extend is None:
        arguments.wrong_usage("name the playlist to keep close to with --extend")
    if not arguments.seeds and arguments.extend is None:
        arguments.wrong_usage("name a SEED, or a playlist with --extend or --reorder")
    with open_engines(context.data_dir) as engines:
        file = arguments.extend
        known = [] if file is None else playlist_tracks(engines, file, context)
        session = _session(engines, known, arguments, context)
    session.fill(arguments.count)
    if session.shortfall is not None:
        context.output.note(session.shortfall.text())
    return _tell(session.queue, arguments, context, before=known)


def _reorder(arguments: argparse.Namespace, context: Context) -> int:
    if arguments.seeds or arguments.more_of or arguments.less_of or arguments.radio:
        arguments.wrong_usage("--reorder takes a playlist as it is, without seeds")
    with open_engines(context.data_dir) as engines:
        tracks = playlist_tracks(engines, arguments.reorder, context)
        space = space_with(engines, tracks, context)
    rows = [space.row_of(track) for track in tracks]
    order = smoothest_places(space, rows, last_stays=arguments.last_stays)
    entries = []
    for place, at in enumerate(order):
        before, row = rows[order[place - 1]] if place else None, rows[at]
        closeness = None
        if before is not None and row is not None:
            closeness = cosine(float(space.sound.vectors[before] @ space.sound.vectors[row]))
        why = "The first stays the first." if closeness is None else "Follows smoothly."
        entries.append(QueuedTrack(place, tracks[at], why, closeness))
    return _tell(entries, arguments, context)


def _tell(
    entries: Sequence[QueuedTrack],
    arguments: argparse.Namespace,
    context: Context,
    before: Sequence[Track] = (),
) -> int:
    if arguments.output is not None:
        written = [*before, *(entry.track for entry in entries)]
        write_playlist(arguments.output, [PlaylistEntry.of(track) for track in written])
    context.output.result(
        {"tracks": [chosen_as_json(entry) for entry in entries]},
        numbered_lines(entries, explain=True),
    )
    return 0


def _session(
    engines: Engines, known: Sequence[Track], arguments: argparse.Namespace, context: Context
) -> DjSession:
    """A session in which `known` and the seeds have just been heard."""
    seeds = [*known, *named_tracks(engines, arguments.seeds, context)]
    more = named_tracks(engines, arguments.more_of, context)
    less = named_tracks(engines, arguments.less_of, context)
    space = space_with(engines, [*seeds, *more, *less], context)
    options = chosen_rules(arguments, engines)
    session = DjSession(
        space,
        options,
        Knobs(arguments.keep_on, arguments.drunk),
        arguments.random_seed,
        heard_lately(options, engines),
    )
    if arguments.radio is not None:
        by_tags = arguments.radio != _PLAYLIST
        kin = kin_of(seeds, Kinship(arguments.radio), space) if by_tags else known
        context.output.note(f"Keeping close to {counted(len(kin), 'track')}.")
        session.radio.tune_in(arguments.radio, kin, space)
    for track in more:
        session.steering.more_like(track)
    for track in less:
        session.steering.less_of(track)
    session.ask_for(seeds)
    for _ in seeds:
        session.take_next()
    return session
