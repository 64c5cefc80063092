from __future__ import annotations

from pathlib import Path

from deej_desktop.services.encoders.installed import chosen_encoder
from deej_desktop.services.encoders.shelf import EncoderShelf
from tests.fakes.encoders import write_fake_encoder


def test_it_names_what_ships_first_and_what_was_added(tmp_path: Path) -> None:
    write_fake_encoder(tmp_path / "encoders" / "fake")
    shelf = EncoderShelf(tmp_path, chosen_encoder(tmp_path, None))
    first, *added = shelf.installed()
    assert shelf.in_use == first
    assert first.choice is None
    assert [chosen_encoder(tmp_path, one.choice).card.name for one in added] == [added[0].name]
