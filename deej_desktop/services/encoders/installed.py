"""The encoders on this machine: those that ship, and those the listener added or trained."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deej_desktop import paths
from deej_desktop.analysis.card import CARD_FILE, EncoderCard, read_card
from deej_desktop.domain.errors import EncoderUnusable
from deej_desktop.domain.text import displayable
from deej_desktop.domain.units import EncoderId

_log = logging.getLogger(__name__)

DEFAULT_ENCODER = EncoderId("deej-default")
"""The folder, and the start of the id, of the encoder used unless the listener chooses another."""

_WORKPLACE = "adding-"
_ABANDONED_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class InstalledEncoder:
    """An encoder that can be used.

    Attributes:
        folder: Holds its card and weights.
        card: What it says of itself.
    """

    folder: Path
    card: EncoderCard

    @property
    def is_default(self) -> bool:
        """Whether it is the one used unless the listener chooses another."""
        return self.folder == _default_folder()

    @property
    def ships(self) -> bool:
        """Whether it came with Deej."""
        return self.folder.parent == paths.shipped_models_dir()

    @property
    def bytes(self) -> int:
        """Its size on disk."""
        return sum(file.stat().st_size for file in self.folder.iterdir() if file.is_file())


def encoders_dir(data_dir: Path) -> Path:
    """Where the encoders lie that the listener added or trained."""
    return data_dir / "encoders"


def installed_encoders(data_dir: Path) -> list[InstalledEncoder]:
    """All usable encoders, the shipped ones first; unusable ones are logged and left out."""
    found = []
    for shelf in (paths.shipped_models_dir(), encoders_dir(data_dir)):
        for card_file in sorted(shelf.glob(f"*/{CARD_FILE}")):
            try:
                found.append(InstalledEncoder(card_file.parent, read_card(card_file.parent)))
            except EncoderUnusable as error:
                _log.warning("%s", error)
    return found


def chosen_encoder(data_dir: Path, wanted: str | None) -> InstalledEncoder:
    """The encoder that the listener chose, or the default one.

    Args:
        data_dir: The listener's data folder.
        wanted: An encoder's id, or its name if that is no other's id; None or `DEFAULT_ENCODER`
            for the default, whatever its version.

    Raises:
        EncoderUnusable: It is not there, or not whole.
    """
    if wanted in (None, DEFAULT_ENCODER):
        folder = _default_folder()
        return InstalledEncoder(folder, read_card(folder))
    installed = installed_encoders(data_dir)
    for encoder in installed:
        if encoder.card.id == wanted:
            return encoder
    for encoder in installed:
        if encoder.card.name == wanted:
            return encoder
    raise EncoderUnusable(
        f'The encoder "{wanted}" is not installed; "deej encoders list" names those that are, and '
        f'"deej encoders use {DEFAULT_ENCODER}" goes back to the one that ships.'
    )


def base_of(data_dir: Path, encoder: InstalledEncoder) -> InstalledEncoder:
    """The encoder that a tuned one was before, or itself.

    One that shipped with an earlier version of Deej has become the one that ships now.

    Raises:
        EncoderUnusable: It is not whole.
    """
    if encoder.card.base is None:
        return encoder
    for other in installed_encoders(data_dir):
        if other.card.id == encoder.card.base:
            return other
    return chosen_encoder(data_dir, None)


@contextmanager
def workplace(data_dir: Path) -> Iterator[Path]:
    """Give a folder beside the encoders that is gone afterwards, unless it became one of them.

    Raises:
        EncoderUnusable: The data folder cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(data_dir)
        folder = Path(tempfile.mkdtemp(prefix=_WORKPLACE, dir=data_dir))
    except OSError as error:
        raise EncoderUnusable(
            f"{displayable(data_dir)} cannot be written ({error.strerror or error}); choose another"
            " with --data-dir."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_abandoned(data_dir: Path) -> None:
    """Delete what a process left that was killed while it added an encoder."""
    for folder in data_dir.glob(f"{_WORKPLACE}*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(folder, ignore_errors=True)


def _default_folder() -> Path:
    return paths.shipped_models_dir() / DEFAULT_ENCODER
