"""deej listen: what plays in the room, and what to play next."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deej_desktop.analysis.decode import decode_mono
from deej_desktop.app.argument_types import non_negative, positive
from deej_desktop.app.command_line import Context
from deej_desktop.app.seeding import space_with
from deej_desktop.app.tracks_out import chosen_as_json, numbered_lines, track_as_json, track_line
from deej_desktop.app.wiring import open_engines, rule_options
from deej_desktop.domain.progress import ProgressSink
from deej_desktop.domain.units import Seconds
from deej_desktop.microphone.gate import Heard
from deej_desktop.microphone.level import loudest
from deej_desktop.microphone.recorder import Recorder
from deej_desktop.services.api import QueuedTrack
from deej_desktop.services.room.hearing import WINDOW, Impression, RoomHearing
from deej_desktop.services.room.once import Moment, listen_once, moments_of, moments_with

_LOOKED_THROUGH = Seconds(600.0)
"""Of a file, for its loudest part."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--device", metavar="NAME", help="the microphone; the system's choice")
    source.add_argument("--input", type=Path, metavar="AUDIOFILE", help="hear a file instead")
    parser.add_argument(
        "--seconds",
        type=positive,
        default=15,
        metavar="S",
        help="how long to listen; of a file, how much of its loudest part (%(default)s)",
    )
    parser.add_argument("-n", "--count", type=non_negative, default=5, help="how many tracks")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        card = engines.encoder.card
        rate = card.preprocessing.sample_rate
        with (
            context.output.progress() as progress,
            # The source first: what is wrong with it is told at once.
            _source(arguments, rate, context, progress) as moments,
        ):
            space = space_with(engines, [], context)
            options = rule_options(engines.settings.current)
            with engines.open_ear() as ear:
                hearing = RoomHearing(
                    space,
                    engines.vectors,
                    card,
                    ear,
                    options,
                    arguments.count,
                    context.cancel,
                )
                impression = listen_once(moments, hearing, context.cancel, progress)
    context.output.result(_as_json(impression), _lines(impression))
    return 0


@contextmanager
def _source(
    arguments: argparse.Namespace, sample_rate: int, context: Context, progress: ProgressSink
) -> Iterator[Iterator[Moment]]:
    seconds = Seconds(max(WINDOW, float(arguments.seconds)))
    if arguments.input is not None:
        samples = decode_mono(arguments.input, sample_rate, at_most=_LOOKED_THROUGH)
        loud = loudest(samples, round(seconds * sample_rate))
        yield moments_of(loud, sample_rate, progress)
        return
    with Recorder(arguments.device) as recorder:
        context.output.note(f'Listening to "{recorder.device.name}" for {seconds:g} s.')
        yield _then_close(
            recorder, moments_with(recorder, seconds, sample_rate, progress, context.cancel)
        )


def _then_close(recorder: Recorder, moments: Iterator[Moment]) -> Iterator[Moment]:
    """The microphone is off as soon as enough was heard, not when all is thought over."""
    yield from moments
    recorder.close()


def _as_json(impression: Impression) -> dict[str, object]:
    this_is = impression.this_is
    return {
        "heard": impression.heard.value,
        "this_is": None if this_is is None else track_as_json(this_is.track),
        "tracks": [chosen_as_json(entry) for entry in _entries(impression)],
    }


def _lines(impression: Impression) -> list[str]:
    if impression.heard is not Heard.MUSIC:
        return [f"No music is heard, only {impression.heard.value}."]
    lines = []
    if impression.this_is is not None:
        minutes, seconds = divmod(round(impression.this_is.position), 60)
        lines.append(
            f"This is {track_line(impression.this_is.track)}, now at {minutes}:{seconds:02}."
        )
    return [*lines, *numbered_lines(_entries(impression), explain=True)]


def _entries(impression: Impression) -> list[QueuedTrack]:
    return [
        QueuedTrack(place, proposal.track, proposal.why, proposal.closeness)
        for place, proposal in enumerate(impression.follows)
    ]
