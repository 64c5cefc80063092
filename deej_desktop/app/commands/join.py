"""deej join: a journey from waypoint to waypoint."""

from __future__ import annotations

import argparse
from pathlib import Path

from deej_desktop.app.argument_types import clock_time, minutes, non_negative, share
from deej_desktop.app.command_line import Context
from deej_desktop.app.rule_arguments import add_rule_arguments, chosen_rules, heard_lately
from deej_desktop.app.seeding import named_tracks, space_with
from deej_desktop.app.tracks_out import track_as_json, track_line
from deej_desktop.app.wiring import open_engines
from deej_desktop.library.playlist_files import PlaylistEntry, write_playlist
from deej_desktop.library.sound import SoundStore
from deej_desktop.recommend.journey import Journey, bridge
from deej_desktop.recommend.rules import standard_rules
from deej_desktop.services.api import JourneyWish, Mood
from deej_desktop.services.dj.journeys import find_journey, next_time
from deej_desktop.services.dj.moods import Moods


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument("first", metavar="WAYPOINT", help="a file, or words to search for")
    parser.add_argument("others", nargs="*", metavar="WAYPOINT")
    parser.add_argument(
        "--mood",
        choices=[mood.value for mood in Mood],
        help="arrive there after the last waypoint, at a track that the journey is near",
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--between",
        type=non_negative,
        default=5,
        metavar="N",
        help="tracks between two waypoints (%(default)s)",
    )
    length.add_argument("--minutes", type=minutes, metavar="M", help="how long it should last")
    length.add_argument(
        "--arrive-at",
        type=clock_time,
        metavar="HH:MM",
        help="when the last track should begin, if the first one begins now",
    )
    parser.add_argument(
        "--drunk", type=share, default=0.0, metavar="D", help="chance, 0 to 1 (%(default)s)"
    )
    parser.add_argument("--random-seed", type=non_negative, metavar="S", help="repeats a journey")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.m3u8", help="write it there, too")
    add_rule_arguments(parser)
    parser.set_defaults(wrong_usage=parser.error)


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    if not arguments.others and arguments.mood is None:
        arguments.wrong_usage("name at least two WAYPOINTs, or one and a --mood to arrive at")
    with open_engines(context.data_dir) as engines:
        names = [arguments.first, *arguments.others]
        waypoints = named_tracks(engines, names, context)
        space = space_with(engines, waypoints, context)
        options = chosen_rules(arguments, engines)
        lately = heard_lately(options, engines).within(options.heard_lately_s)
        rules = standard_rules(options)
        wish = JourneyWish(
            waypoints=tuple(waypoints),
            between=arguments.between,
            minutes=arguments.minutes,
            drunk=arguments.drunk,
            random_seed=arguments.random_seed,
            arrive_at=None if arguments.arrive_at is None else next_time(arguments.arrive_at),
            mood=None if arguments.mood is None else Mood(arguments.mood),
        )
        moods = Moods(SoundStore(engines.store))
        journey = find_journey(space, wish, rules, moods, space.rows_of(lately))
    if arguments.output is not None:
        write_playlist(arguments.output, [PlaylistEntry.of(stop.track) for stop in journey.stops])
    if journey.missing:
        context.output.note(journey.shortfall_text())
    found = bridge(space, journey, rules)
    if found is not None:
        context.output.note(
            f"The largest jump is to number {found.before + 1}; a waypoint there would help: "
            f"{track_line(found.track)}"
        )
    context.output.result(_as_json(journey), _lines(journey))
    return 0


def _as_json(journey: Journey) -> dict[str, object]:
    return {
        "tracks": [
            {
                **track_as_json(stop.track),
                "waypoint": stop.waypoint,
                "similarity": round(1.0 - stop.jump, 6) if number else None,
                "why": _why(journey, number),
            }
            for number, stop in enumerate(journey.stops)
        ],
        "largest_jump": round(journey.largest_jump, 6),
        "mean_jump": round(journey.mean_jump, 6),
    }


def _lines(journey: Journey) -> list[str]:
    return [
        f"{number + 1:3}. {'*' if stop.waypoint else ' '} {track_line(stop.track)}"
        f"{'   <- the largest jump' if number == journey.largest else ''}"
        for number, stop in enumerate(journey.stops)
    ]


def _why(journey: Journey, number: int) -> str:
    stop = journey.stops[number]
    asked = "A waypoint." if stop.waypoint else "On the way."
    if journey.mood is not None and number == len(journey.stops) - 1:
        asked = journey.mood.why
    return asked if number == 0 else f"{asked} {stop.jump:.3f} from the track before."
