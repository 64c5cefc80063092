from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deej_desktop.analysis.card import read_card, sha256_of, write_card
from deej_desktop.analysis.tuning import Tuning
from deej_desktop.app.command_line import run
from deej_desktop.domain.units import ContentId, EncoderId
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.store import Store
from deej_desktop.library.vectors import VectorStore
from deej_desktop.paths import shipped_models_dir
from deej_desktop.services.encoders.installed import workplace
from deej_desktop.settings.settings_file import SettingsFile
from tests.fakes.encoders import write_fake_encoder
from tests.unit.library.entries import enter

Deej = Callable[..., int]


@pytest.fixture
def deej(tmp_path: Path) -> Deej:
    """The command on a data folder that has an encoder of the listener's own, called "fake"."""
    write_fake_encoder(tmp_path / "encoders" / "fake")
    return lambda *words: run([*words, "--data-dir", str(tmp_path)])


def listed(deej: Deej, capsys: pytest.CaptureFixture[str]) -> Any:
    assert deej("encoders", "list", "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_an_encoder_is_chosen_and_used(deej: Deej, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(deej, capsys)["in_use"] != "fake"
    assert deej("encoders", "use", "fake") == 0
    assert "* fake" in capsys.readouterr().out
    assert listed(deej, capsys)["in_use"] == "fake"


def test_using_tells_what_is_left_to_hear_and_removing_can_forget_what_was(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(tmp_path)
    for name in ("a", "b"):
        enter(Catalogue(store), f"{name}.flac", name)
    heard = VectorStore(store, EncoderId("fake"))
    heard.save_slices(ContentId("a"), np.ones((1, 20), np.float32))
    assert deej("encoders", "use", "fake") == 0
    assert "listens to the 1 track that it has not heard" in capsys.readouterr().err
    heard.save_slices(ContentId("b"), np.ones((1, 20), np.float32))
    assert deej("encoders", "use", "fake") == 0
    told = capsys.readouterr()
    assert "has heard all the music" in told.err
    assert "2 tracks heard" in told.out
    assert deej("encoders", "use", "deej-default") == 0
    assert deej("encoders", "remove", "fake", "--forget") == 0
    assert "is forgotten" in capsys.readouterr().err
    assert heard.count() == 0
    store.close()


def test_who_follows_the_advice_after_the_chosen_encoder_is_gone_can_go_on(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deej("encoders", "use", "fake") == 0
    shutil.rmtree(tmp_path / "encoders" / "fake")
    capsys.readouterr()
    assert deej("status") == 1
    sentence = capsys.readouterr().err
    advised = re.findall(r'"deej ([^"]+)"', sentence)
    assert len(advised) == 2
    for command in advised:
        assert deej(*command.split()) == 0, command
    assert deej("status") == 0


def test_the_list_is_shown_though_the_chosen_encoder_is_gone(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deej("encoders", "use", "fake") == 0
    shutil.rmtree(tmp_path / "encoders" / "fake")
    capsys.readouterr()
    assert deej("encoders", "list", "--json") == 0
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert told["in_use"] is None
    assert told["encoders"]
    assert "not installed" in printed.err


def test_who_chose_the_encoder_that_ships_keeps_it_when_its_version_changes(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = listed(deej, capsys)["in_use"]
    assert deej("encoders", "use", "fake") == 0
    assert deej("encoders", "use", shipped) == 0
    assert SettingsFile(tmp_path).current.encoder is None


def test_a_tuned_encoder_is_added_whole_and_looked_at_whole(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tuned"
    shutil.copytree(shipped_models_dir() / "deej-default", folder)
    card = read_card(folder)
    size = card.dimensions
    Tuning(np.eye(size, dtype=np.float32), np.zeros(size, np.float32)).save(folder / "tuning.npz")
    tuned = {"id": "tuned", "name": "Tuned", "tuning": "tuning.npz", "base": card.id}
    tuned["tuning_sha256"] = sha256_of(folder / "tuning.npz")
    write_card(folder, card.model_copy(update=tuned))
    assert deej("encoders", "add", str(folder)) == 0
    assert deej("encoders", "use", "tuned") == 0
    capsys.readouterr()
    deej("doctor")
    assert "ok  encoder: Tuned" in capsys.readouterr().out
    (tmp_path / "encoders" / "tuned" / "tuning.npz").write_bytes(b"something else")
    assert deej("doctor") == 1
    assert "BAD encoder: The encoder Tuned" in capsys.readouterr().out


def test_what_was_fetched_and_is_no_encoder_is_fetched_anew_next_time(
    deej: Deej, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://example.org/encoder"
    partial = tmp_path / "downloads" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
    partial.parent.mkdir()
    partial.write_bytes(b"no encoder")
    # As when all of it came: no network is needed then.
    note = {"validator": "x", "size": partial.stat().st_size}
    partial.with_suffix(".json").write_text(json.dumps(note))
    assert deej("encoders", "add", url) == 1
    assert "neither HDF5" in capsys.readouterr().err
    assert [file.name for file in partial.parent.iterdir()] == ["sums.json"]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    abandoned, recent = tmp_path / "adding-abandoned", tmp_path / "adding-recent"
    for folder in (abandoned, recent):
        folder.mkdir()
        (folder / "weights.keras").write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    with workplace(tmp_path):
        assert not abandoned.exists()
        assert recent.exists()
