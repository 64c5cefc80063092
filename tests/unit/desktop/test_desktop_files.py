"""What makes Deej known to a Linux desktop agrees with the program and with the standards."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from deej_desktop import paths

LINUX = Path(__file__).parents[3] / "packaging" / "linux"
DESKTOP = LINUX / "deej.desktop"
METAINFO = LINUX / "local.deej.deej.metainfo.xml"


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DESKTOP, encoding="utf-8")
    return parser["Desktop Entry"]


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"needs {program}")
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="there is no MPRIS elsewhere")
def test_files_that_open_with_deej_are_those_it_says_it_plays(
    entry: configparser.SectionProxy,
) -> None:
    from deej_desktop.desktop.mpris_interfaces import MIME_TYPES

    assert entry["MimeType"].rstrip(";").split(";") == list(MIME_TYPES)
    assert entry["Exec"] == "deej %F"


def test_the_icon_ships(entry: configparser.SectionProxy) -> None:
    assert (paths.resources_dir() / "icons" / f"{entry['Icon']}.svg").is_file()


def test_the_metainfo_is_of_this_program() -> None:
    root = ET.parse(METAINFO).getroot()
    assert root.findtext("launchable") == DESKTOP.name
    assert f"{root.findtext('id')}.metainfo.xml" == METAINFO.name


def test_the_desktop_file_is_valid() -> None:
    validate = need("desktop-file-validate")
    done = subprocess.run([validate, DESKTOP], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_metainfo_is_valid() -> None:
    validate = [need("appstreamcli"), "validate", "--no-net", str(METAINFO)]
    done = subprocess.run(validate, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
