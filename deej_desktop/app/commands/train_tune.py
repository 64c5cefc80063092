"""deej train tune: tune the encoder in use to the listener's own library."""

from __future__ import annotations

import argparse

from deej_desktop.app.argument_types import non_negative
from deej_desktop.app.command_line import Context
from deej_desktop.app.wiring import open_engines
from deej_desktop.services.tuning.tune import tune_to_library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    parser.add_argument(
        "--keep", action="store_true", help="go on using the present one; install the new one only"
    )
    parser.add_argument("--random-seed", type=non_negative, default=0, metavar="S")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    with open_engines(context.data_dir) as engines:
        with context.output.progress() as progress:
            tuned = tune_to_library(
                engines.store,
                context.data_dir,
                engines.encoder,
                engines.settings.current.epsilon,
                arguments.random_seed,
                progress,
                context.cancel,
            )
        used = tuned.encoder is not None and not arguments.keep
        if tuned.encoder is not None and used:
            engines.settings.change(encoder=tuned.encoder.card.id)
    lines = [*tuned.judgement.report.as_text().splitlines(), "", tuned.sentence]
    if tuned.encoder is not None:
        lines.append(
            '"deej encoders use deej-default" goes back to the one that ships.'
            if used
            else f'Choose it by "deej encoders use {tuned.encoder.card.id}".'
        )
    judgement = tuned.judgement
    context.output.result(
        {
            "encoder": tuned.encoder and tuned.encoder.card.id,
            "better": judgement.better,
            "in_use": used,
            "before": judgement.before.mean,
            "after": judgement.after.mean,
            "lead": [judgement.lead.mean, judgement.lead.low, judgement.lead.high],
            **judgement.report.as_json(),
        },
        lines,
    )
    return 0
