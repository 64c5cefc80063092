"""Names of files in playlists: written so that others understand, read whoever wrote them."""

from __future__ import annotations

import codecs
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from urllib.parse import quote_from_bytes, unquote_to_bytes

# After UTF-8: what is widespread among old playlists. The last one reads any bytes.
_ENCODINGS = ("utf-8", "cp1252", "cp1251", "cp932", "gbk", "euc_kr", "latin-1")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def name_of(path: Path, base: Path | None) -> str:
    """Return what to write for `path`: relative to `base`, or absolute where that is None.

    A name that would not survive as a line of text is written as a file: URI.
    """
    name = _relative(path, base)
    sound = name.isprintable() and name == name.strip()
    if not sound:
        return path.absolute().as_uri()
    # A leading "#" would make a comment of it, and "http:x.mp3" a stream.
    risky = name.startswith("#") or (":" in name and not Path(name).is_absolute())
    return f".{os.sep}{name}" if risky else name


def uri_of(path: Path, base: Path | None) -> str:
    """Return the URI to write for `path`: relative to `base`, or absolute where that is None."""
    name = _relative(path, base)
    if Path(name).is_absolute():
        return path.absolute().as_uri()
    return quote_from_bytes(os.fsencode(Path(name).as_posix()))


def _relative(path: Path, base: Path | None) -> str:
    if base is not None:
        try:
            return os.path.relpath(path, base)
        except ValueError:  # another drive of Windows
            pass
    return str(path.absolute())


def path_from_name(name: bytes, base: Path) -> Path | None:
    """Return the path that a line of a playlist names; None for a stream and what names nothing.

    The bytes as they are come first, then every likely encoding of them, and names from Windows
    as well; the first that exists is the one. If none does, the first readable one is.
    """
    if name.lower().startswith(b"file:"):
        return path_from_uri(name.decode("ascii", "replace"), base)
    if b"://" in name or b"\0" in name:
        return None
    named = [base / text for text in _readings(name)]
    # Where a folder is a link, ".." behind it may mean either of two places.
    candidates = [*(Path(os.path.normpath(path)) for path in named), *named]
    return next((path for path in candidates if _exists(path)), candidates[0])


def path_from_uri(uri: str, base: Path) -> Path | None:
    """Return the path that a file: or a relative URI names; None as in `path_from_name`."""
    location = uri.strip()
    if location.lower().startswith("file:"):
        location = location[5:]
        if location.startswith("//"):
            location = "/" + location[2:].partition("/")[2]
    elif "://" in location:
        return None
    name = os.fsdecode(unquote_to_bytes(location))
    if "\0" in name:  # no system has files that are called so
        return None
    if os.name == "nt" and name.startswith("/") and name[2:3] == ":":
        name = name[1:]
    return Path(os.path.normpath(base / name))


def text_of(data: bytes) -> str:
    """Return a text in an unknown encoding as Unicode."""
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes anything")


def as_utf8(data: bytes) -> bytes:
    """Return `data` without its byte order mark, and in UTF-8 if the mark tells the encoding.

    Raises:
        ValueError: The mark lies.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding).removeprefix("\ufeff").encode()
    return data


def _readings(name: bytes) -> Iterator[str]:
    """Give every way to read a name, the likeliest first."""
    texts = [os.fsdecode(name)]
    for encoding in _ENCODINGS:
        try:
            texts.append(name.decode(encoding))
        except UnicodeDecodeError:
            continue
    for text in dict.fromkeys(texts):
        yield text
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, text)
        if os.sep != "\\" and "\\" in text:
            yield PureWindowsPath(text).as_posix()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or with a zero byte
        return False
