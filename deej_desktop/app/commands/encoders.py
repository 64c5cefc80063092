"""deej encoders: list those installed, and choose one."""

from __future__ import annotations

import argparse
import os

from deej_desktop.app.command_line import Context
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.domain.units import EncoderId
from deej_desktop.services.encoders import chosen_encoder, installed_encoders
from deej_desktop.settings.settings_file import SettingsFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="name those that are installed")
    use = actions.add_parser("use", help="listen with another one from now on")
    use.add_argument("encoder", metavar="ID")


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    settings = SettingsFile(context.data_dir)
    if arguments.action == "use":
        chosen = chosen_encoder(context.data_dir, arguments.encoder)
        # The default is not named by its id, which the next version of Deej may not ship.
        settings.change(encoder=None if chosen.is_default else chosen.card.id)
        context.output.note(f'In use: {chosen.card.name}. "deej scan" listens to what it lacks.')
    in_use = _in_use(settings, context)
    installed = installed_encoders(context.data_dir)
    context.output.result(
        {
            "in_use": in_use,
            "encoders": [
                {
                    "id": item.card.id,
                    "name": item.card.name,
                    "licence": item.card.licence,
                    "dimensions": item.card.dimensions,
                    "folder": os.fspath(item.folder),
                }
                for item in installed
            ],
        },
        [
            f"{'*' if item.card.id == in_use else ' '} {item.card.id}: {item.card.name} "
            f"({item.card.licence})"
            for item in installed
        ],
    )
    return 0


def _in_use(settings: SettingsFile, context: Context) -> EncoderId | None:
    """The id; None, with a remark, if the chosen one cannot be used: who reads on may choose."""
    try:
        return chosen_encoder(context.data_dir, settings.current.encoder).card.id
    except EncoderUnusable as error:
        context.output.note(str(error))
        return None
