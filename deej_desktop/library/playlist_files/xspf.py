"""XSPF: XML, with names as URIs and lengths in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from deej_desktop.domain.units import Seconds
from deej_desktop.library.playlist_files.entry import PlaylistEntry
from deej_desktop.library.playlist_files.names import path_from_uri, uri_of

_NAMESPACE = "http://xspf.org/ns/0/"
_ANY = "{*}"


def parse(data: bytes, base: Path) -> list[PlaylistEntry]:
    """Read XSPF; see `PlaylistFormat`."""
    try:
        # Expat itself refuses entities that grow without bound, and external ones are not read.
        root = ET.fromstring(data)  # noqa: S314
    except ET.ParseError as error:
        raise ValueError("Not XML") from error
    entries = []
    for track in root.iterfind(f"{_ANY}trackList/{_ANY}track"):
        location = track.findtext(f"{_ANY}location", "")
        path = path_from_uri(location, base) if location.strip() else None
        if path is not None:
            said = [track.findtext(f"{_ANY}{name}", "").strip() for name in ("creator", "title")]
            length = track.findtext(f"{_ANY}duration", "").strip()
            duration = Seconds(int(length) / 1000) if length.isdecimal() else None
            entries.append(PlaylistEntry(path, " - ".join(filter(None, said)), duration))
    return entries


def compose(entries: Sequence[PlaylistEntry], base: Path | None) -> bytes:
    """Write XSPF; see `PlaylistFormat`."""
    root = ET.Element("playlist", {"version": "1", "xmlns": _NAMESPACE})
    tracks = ET.SubElement(root, "trackList")
    for entry in entries:
        track = ET.SubElement(tracks, "track")
        ET.SubElement(track, "location").text = uri_of(entry.path, base)
        if entry.title:
            ET.SubElement(track, "title").text = _allowed(entry.title)
        if entry.duration_s is not None:
            ET.SubElement(track, "duration").text = str(round(entry.duration_s * 1000))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _allowed(text: str) -> str:
    """Leave out what XML cannot say."""
    return "".join(sign for sign in text if sign.isprintable())
