"""Writing tags of every kind with mutagen, as tag editors do."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import mutagen
import mutagen.apev2
import mutagen.asf
import mutagen.flac
import mutagen.id3
import mutagen.mp4

# Typed so little by mutagen that they are better not typed at all.
new_picture: Any = mutagen.flac.Picture
new_ape_tag: Any = mutagen.apev2.APEv2
new_id3_tag: Any = mutagen.id3.ID3
binary: Any = mutagen.apev2.APEBinaryValue
byte_array: Any = vars(mutagen.asf)["ASFByteArrayAttribute"]
mp4_cover: Any = mutagen.mp4.MP4Cover

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 20
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 20


def retag(path: Path, title: str, cover: bytes = b"") -> None:
    """Give a file the full tags that `test_tags` expects, this title, and this front cover."""
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    kind = type(file).__name__
    {"MP3": _id3, "WAVE": _id3, "AIFF": _id3, "MP4": _mp4, "WavPack": _ape, "ASF": _asf}.get(
        kind, _vorbis
    )(file, title, cover)
    file.save()


def tell_loudness(path: Path, told: dict[str, str]) -> None:
    """Write ReplayGain, or what Opus has in its place, by its names in Vorbis comments."""
    file: Any = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for name, text in told.items():
        kind = type(file).__name__
        if kind in {"MP3", "WAVE", "AIFF"}:
            file.tags.add(vars(mutagen.id3)["TXXX"](3, name.upper(), [text]))
        elif kind == "MP4":
            file[f"----:com.apple.iTunes:{name}"] = [text.encode()]
        else:
            file[name] = text
    file.save()


def tell_volume(path: Path, desc: str, gain_db: float, peak: float) -> None:
    """Write a gain and a peak as an ID3 frame made for that."""
    tag = new_id3_tag(path)
    tag.add(vars(mutagen.id3)["RVA2"](desc, 1, gain_db, peak))
    tag.save(path)


def add_trailing_tags(path: Path) -> None:
    """Put an APEv2 tag with a picture and an ID3v1 tag behind the audio."""
    tag = new_ape_tag()
    tag["Title"] = "Behind"
    tag["Cover Art (Front)"] = binary(b"cover.jpg\0" + JPEG * 100)
    tag.save(path)
    with path.open("ab") as file:
        file.write(b"TAG" + b"Behind".ljust(125, b"\0"))


def piped(path: Path) -> Path:
    """Copy a wav as it would be had it been written to a pipe: its sizes say only "much"."""
    data = bytearray(path.read_bytes())
    for place in (4, data.index(b"data") + 4):
        data[place : place + 4] = b"\xff" * 4
    copy = path.with_name(f"piped {path.name}")
    copy.write_bytes(data)
    return copy


def id3_text(name: str, *texts: str) -> Any:
    """An ID3 frame that holds texts."""
    return vars(mutagen.id3)[name](3, list(texts))


def id3_picture(kind: int, data: bytes) -> Any:
    """An ID3 frame that holds a picture; the front cover is of kind 3."""
    new_frame: Any = mutagen.id3.APIC
    return new_frame(3, "image/jpeg", kind, str(kind), data)


def _id3(file: Any, title: str, cover: bytes) -> None:
    tags = file.tags
    tags.delall("APIC")
    for name, text in (
        ("TIT2", title), ("TPE1", "Artist"), ("TALB", "Album"), ("TPE2", "Album artist"),
        ("TCON", "(17)"), ("TDRC", "2003-05-01"), ("TPOS", "2/2"), ("TRCK", "3/12"),
    ):  # fmt: skip
        tags.setall(name, [id3_text(name, text)])
    if cover:
        tags.add(id3_picture(3, cover))


def _mp4(file: Any, title: str, cover: bytes) -> None:
    file.update(
        {
            "\xa9nam": [title], "\xa9ART": ["Artist"], "\xa9alb": ["Album"],
            "aART": ["Album artist"], "\xa9gen": ["Rock"], "\xa9day": ["2003-05-01"],
            "disk": [(2, 2)], "trkn": [(3, 12)], "covr": [mp4_cover(cover)] if cover else [],
        }
    )  # fmt: skip


def _ape(file: Any, title: str, cover: bytes) -> None:
    file.tags.update(
        {
            "Title": title, "Artist": "Artist", "Album": "Album", "Album Artist": "Album artist",
            "Genre": "Rock", "Year": "2003", "Disc": "2", "Track": "3/12",
        }
    )  # fmt: skip
    file.tags.pop("Cover Art (Front)", None)
    if cover:
        file.tags["Cover Art (Front)"] = binary(b"cover.jpg\0" + cover)


def _asf(file: Any, title: str, cover: bytes) -> None:
    file.update(
        {
            "Title": [title], "Author": ["Artist"], "WM/AlbumTitle": ["Album"],
            "WM/AlbumArtist": ["Album artist"], "WM/Genre": ["Rock"], "WM/Year": ["2003"],
            "WM/PartOfSet": ["2/2"], "WM/TrackNumber": [3],
        }
    )  # fmt: skip
    file.tags["WM/Picture"] = []
    if cover:
        texts = "image/jpeg\0cover\0".encode("utf-16-le")
        value = b"\x03" + len(cover).to_bytes(4, "little") + texts + cover
        file.tags["WM/Picture"] = [byte_array(value)]


def _vorbis(file: Any, title: str, cover: bytes) -> None:
    file.update(
        {
            "title": [title], "artist": ["Artist"], "album": ["Album"],
            "albumartist": ["Album artist"], "genre": ["Rock"], "date": ["2003-05-01"],
            "discnumber": ["2"], "tracknumber": ["3"],
        }
    )  # fmt: skip
    picture = new_picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", cover
    if type(file).__name__ == "FLAC":
        file.clear_pictures()
        if cover:
            file.add_picture(picture)
    else:
        block = base64.b64encode(picture.write()).decode()
        file["metadata_block_picture"] = [block] if cover else []
