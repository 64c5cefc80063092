"""deej encoders: list those installed, choose one, add and remove others' encoders."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from deej_desktop.app.command_line import Context
from deej_desktop.domain.errors import DeejError, EncoderUnusable
from deej_desktop.domain.sound import Listen
from deej_desktop.domain.text import counted
from deej_desktop.domain.units import EncoderId
from deej_desktop.library.derived_vectors import forget_vectors
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.services.encoders.adding import (
    PUBLISHED_LICENCE,
    UNKNOWN_LICENCE,
    NotAnEncoder,
    Provenance,
    Published,
    add_encoder,
    remove_encoder,
)
from deej_desktop.services.encoders.downloads import Downloaded, Downloads, NotThere
from deej_desktop.services.encoders.installed import (
    InstalledEncoder,
    chosen_encoder,
    installed_encoders,
)
from deej_desktop.settings.settings_file import SettingsFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `Command`."""
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="name those that are installed")
    use = actions.add_parser("use", help="listen with another one from now on")
    use.add_argument("encoder", metavar="ID", help="or its name")
    add = actions.add_parser("add", help="add a published encoder of Deej-A.I.")
    what = add.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "source",
        nargs="?",
        metavar="SOURCE",
        help="a file (Keras h5, ONNX, safetensors, PyTorch), an encoder's folder, or an address",
    )
    what.add_argument(
        "--published",
        choices=[item.name.casefold() for item in Published],
        help="fetch it from where it was published (170 MB)",
    )
    add.add_argument("--name", help="what to call it")
    add.add_argument(
        "--sha256",
        type=_sum,
        metavar="SUM",
        help="what is fetched must have this sum; else that of the first time is kept and shown",
    )
    remove = actions.add_parser("remove", help="delete one that was added or trained")
    remove.add_argument("encoder", metavar="ID", help="or its name")
    remove.add_argument(
        "--forget", action="store_true", help="delete all that it heard, too; it is kept if not"
    )


def execute(arguments: argparse.Namespace, context: Context) -> int:
    """See `Command`."""
    settings = SettingsFile(context.data_dir)
    values: dict[str, object] = {}
    if arguments.action == "use":
        chosen = chosen_encoder(context.data_dir, arguments.encoder)
        # The default is not named by its id, which the next version of Deej may not ship.
        settings.change(encoder=None if chosen.is_default else chosen.card.id)
        context.output.note(f"In use: {chosen.card.name}. {_outlook(chosen, context)}")
    elif arguments.action == "add":
        added, sum_ = _add(arguments, context)
        context.output.note(
            f"Added: {added.card.name}."
            + (f" The file's SHA-256 is {sum_}." if sum_ else "")
            + f' Choose it by "deej encoders use {added.card.id}".'
        )
        values = {"added": added.card.id} | ({"sha256": sum_} if sum_ else {})
    elif arguments.action == "remove":
        removed = remove_encoder(
            context.data_dir, arguments.encoder, _in_use(settings, context) or None
        )
        if arguments.forget:
            _forget(removed, context)
        kept = "forgotten" if arguments.forget else "kept, in case it comes back"
        context.output.note(f"Removed: {removed.card.name}. What it heard is {kept}.")
        values = {"removed": removed.card.id}
    _print_list(settings, context, values)
    return 0


def _outlook(encoder: InstalledEncoder, context: Context) -> str:
    store = Store.open(context.data_dir)
    try:
        lacking = len(VectorStore(store, encoder.card.id).lacking(Listen.FIRST))
    finally:
        store.close()
    if lacking:
        return f'"deej scan" listens to the {counted(lacking, "track")} that it has not heard.'
    return "It has heard all the music that is known."


def _forget(encoder: InstalledEncoder, context: Context) -> None:
    store = Store.open(context.data_dir)
    try:
        forget_vectors(store, encoder.card.id)
    finally:
        store.close()


def _sum(text: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise argparse.ArgumentTypeError("must be 64 hexadecimal digits")
    return text.casefold()


def _add(arguments: argparse.Namespace, context: Context) -> tuple[InstalledEncoder, str]:
    """The encoder, and the sum of what was fetched for it or ""."""
    if arguments.published is not None:
        urls = Published[arguments.published.upper()].value
        licence = PUBLISHED_LICENCE
    elif re.match(r"[a-z]+://", arguments.source):
        urls, licence = (arguments.source,), UNKNOWN_LICENCE
    else:
        if arguments.sha256 is not None:
            raise DeejError("A sum goes with an address; the file is here already.")
        provenance = Provenance(Path(arguments.source).name, name=arguments.name)
        with context.output.progress() as progress:
            file = Path(arguments.source)
            return add_encoder(context.data_dir, file, provenance, progress, context.cancel), ""
    downloads = Downloads(context.data_dir / "downloads")
    fetched = _fetch(downloads, urls, arguments.sha256, context)
    with context.output.progress() as progress:
        provenance = Provenance(fetched.url, licence, arguments.name)
        try:
            added = add_encoder(
                context.data_dir, fetched.file, provenance, progress, context.cancel
            )
        except NotAnEncoder:
            # Else it would be tried for ever, whatever the address gives by then.
            downloads.forget(fetched)
            raise
    downloads.forget(fetched)
    return added, fetched.sha256


def _fetch(
    downloads: Downloads, urls: tuple[str, ...], sha256: str | None, context: Context
) -> Downloaded:
    def announce(size: int | None) -> None:
        told = "a file of unknown size" if size is None else f"{size / 1e6:.0f} MB"
        context.output.note(f"Fetching {told} from {url}")

    for url in urls:
        try:
            with context.output.progress() as progress:
                return downloads.fetch(url, sha256, announce, progress, context.cancel)
        except NotThere:
            if url == urls[-1]:
                raise
    raise AssertionError("there is always an address")


def _print_list(settings: SettingsFile, context: Context, values: dict[str, object]) -> None:
    in_use = _in_use(settings, context)
    installed = installed_encoders(context.data_dir)
    heard = _tracks_heard(context.data_dir, installed)
    context.output.result(
        {
            **values,
            "in_use": in_use,
            "encoders": [
                {
                    "id": item.card.id,
                    "name": item.card.name,
                    "licence": item.card.licence,
                    "dimensions": item.card.dimensions,
                    "format": item.card.format,
                    "source": _source(item),
                    "bytes": item.bytes,
                    "tracks": heard[item.card.id],
                    "folder": os.fspath(item.folder),
                }
                for item in installed
            ],
        },
        [
            f"{'*' if item.card.id == in_use else ' '} {item.card.id}: {item.card.name}, "
            f"{item.card.dimensions} dimensions, {item.bytes / 1e6:.1f} MB, {_source(item)} "
            f"({item.card.licence}); {counted(heard[item.card.id], 'track')} heard"
            for item in installed
        ],
    )


def _source(encoder: InstalledEncoder) -> str:
    if encoder.ships:
        return "ships with Deej"
    return f"from {encoder.card.source}" if encoder.card.source else "made here"


def _tracks_heard(data_dir: Path, installed: list[InstalledEncoder]) -> dict[EncoderId, int]:
    store = Store.open(data_dir)
    try:
        return {item.card.id: VectorStore(store, item.card.id).count() for item in installed}
    finally:
        store.close()


def _in_use(settings: SettingsFile, context: Context) -> EncoderId | None:
    """The id; None, with a remark, if the chosen one cannot be used: who reads on may choose."""
    try:
        return chosen_encoder(context.data_dir, settings.current.encoder).card.id
    except EncoderUnusable as error:
        context.output.note(str(error))
        return None
