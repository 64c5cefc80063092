"""Every word of the window is translated, with the same blanks to fill in."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from deej_desktop import paths

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "deej_desktop"
FILES = sorted((paths.resources_dir() / "translations").glob("*.ts"))
_BLANK = re.compile(r"\{[^}]*\}|%n")


def said() -> set[str]:
    """Return every text that the sources pass to tr or translate."""
    return {text for file in SOURCES.rglob("*.py") for text in _said_in(file)}


def _said_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = {"tr": 0, "translate": 1}.get(name)
        if place is None or len(node.args) <= place:
            continue
        text = node.args[place]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value


def messages(file: Path) -> list[tuple[str, ET.Element]]:
    """Return each text of a translation and what it is translated by."""
    found = []
    for message in ET.parse(file).getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        found.append((message.findtext("source") or "", translation))
    return found


def test_there_is_spanish() -> None:
    assert "deej_es.ts" in [file.name for file in FILES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_that_is_said_is_translated(file: Path) -> None:
    known = {text for text, _ in messages(file)}
    missing = sorted(said() - known)
    assert missing == [], "make translations takes them up; then they are to be translated"
    unfinished = [
        text
        for text, translation in messages(file)
        if translation.get("type") or not translation.text
    ]
    assert unfinished == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_translations_have_the_same_blanks(file: Path) -> None:
    for text, translation in messages(file):
        blanks = sorted(_BLANK.findall(text))
        assert sorted(_BLANK.findall(translation.text or "")) == blanks, text
        assert text.endswith("…") == (translation.text or "").endswith("…"), text
        assert ("&" in text) == ("&" in (translation.text or "")), text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_ships_was_made_of_what_is_written(file: Path, tmp_path: Path) -> None:
    release = shutil.which("pyside6-lrelease", path=Path(sys.executable).parent)
    assert release is not None
    made = tmp_path / "made.qm"
    subprocess.run([release, str(file), "-qm", str(made)], check=True, capture_output=True)
    assert made.read_bytes() == file.with_suffix(".qm").read_bytes(), "run make translations"
