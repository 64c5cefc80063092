"""Fetching one large file: told its size first, resumed where it stopped, checked by its hash."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from deej_desktop.analysis.card import sha256_of
from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import ProgressMeter, ProgressSink, ignore_progress
from deej_desktop.domain.text import displayable

LARGEST = 1_000_000_000
"""Bytes; no encoder that Deej could run comes near."""

_BLOCK = 1 << 20
_TIMEOUT_S = 30.0
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PINS = "sums.json"


class NotThere(DeejError):  # noqa: N818 - named as those in domain.errors
    """The server is reached and has no such file."""


class Downloaded(NamedTuple):
    """A file that was fetched whole.

    Attributes:
        file: Where it lies.
        sha256: Of its content.
        url: Where it is from.
    """

    file: Path
    sha256: str
    url: str


@dataclass(frozen=True)
class Downloads:
    """A folder for files on their way, and the sums of all that ever came.

    Attributes:
        folder: Made when needed.
    """

    folder: Path

    def fetch(
        self,
        url: str,
        sha256: str | None = None,
        announce: Callable[[int | None], None] = lambda _: None,
        progress: ProgressSink = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Downloaded:
        """Fetch a file, going on from what an earlier attempt left.

        What an address gave when it was first used is what it must give ever after, unless the
        sum is named.

        Args:
            url: https; http for this machine, or with a sum.
            sha256: What the content must hash to, in hexadecimal digits.
            announce: Told the size in bytes, or None if the server does not say, before anything
                is fetched.
            progress: Told of every megabyte.
            cancel: Asked whenever something has come; all that has is kept for another time.

        Raises:
            NotThere: There is no such file on the server.
            DeejError: It cannot be reached, broke off, is too large, or is not what was expected.
            Cancelled: If asked to stop.
        """
        _see_that_it_is_safe(url, sha256)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            partial = self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
            self._transfer(url, partial, announce, progress, cancel)
            found = sha256_of(partial)
            self._check(url, partial, found, sha256)
            self._pin(url, found)
        except urllib.error.HTTPError as error:
            raise _refused(url, error) from error
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError) as error:
            reason = getattr(error, "reason", None) or error
            raise DeejError(
                f"{url} cannot be reached ({reason}): see that the network is there and try again,"
                " which goes on where this stopped, or fetch the file by hand and add that."
            ) from error
        except OSError as error:
            raise DeejError(
                f"{displayable(self.folder)} cannot be written ({error.strerror or error}):"
                " make room there and try again."
            ) from error
        return Downloaded(partial, found, url)

    def forget(self, download: Downloaded) -> None:
        """Delete a file that is no longer needed; its sum is kept."""
        download.file.unlink(missing_ok=True)
        _note_of(download.file).unlink(missing_ok=True)

    def _transfer(
        self,
        url: str,
        partial: Path,
        announce: Callable[[int | None], None],
        progress: ProgressSink,
        cancel: CancelToken | None,
    ) -> None:
        note = _read_json(_note_of(partial))
        have = partial.stat().st_size if partial.exists() and note.get("validator") else 0
        if have and have == note.get("size"):
            announce(have)
            return
        headers = {"User-Agent": "Deej", "Accept-Encoding": "identity"}
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": str(note["validator"])}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - looked at above
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as response:  # noqa: S310
            _see_that_it_is_safe(response.url, None if url.startswith("https:") else "given")
            if response.status != http.HTTPStatus.PARTIAL_CONTENT:
                have = 0
            rest = response.headers["Content-Length"]
            size = have + int(rest) if rest and rest.isdigit() else None
            self._see_that_it_fits(url, size, have, response.headers.get_content_type())
            announce(size)
            validator = response.headers["ETag"] or response.headers["Last-Modified"] or ""
            _write_json(_note_of(partial), {"validator": validator, "size": size})
            meter = ProgressMeter("Downloading", size and -(-size // _BLOCK), progress)
            told = have // _BLOCK
            meter.advance(_megabytes(have), told)
            with partial.open("ab" if have else "wb") as out:
                while some := _read_some(response):
                    out.write(some)
                    have += len(some)
                    if have > LARGEST:
                        raise _too_large(url)
                    if have // _BLOCK > told:
                        meter.advance(_megabytes(have), have // _BLOCK - told)
                        told = have // _BLOCK
                    if cancel is not None:
                        cancel.raise_if_cancelled()
        if size is not None and have < size:
            raise urllib.error.URLError(f"it broke off after {_megabytes(have)}")
        meter.advance(_megabytes(have), -(-have // _BLOCK) - told)
        _write_json(_note_of(partial), {"validator": validator, "size": have})

    def _see_that_it_fits(self, url: str, size: int | None, have: int, kind: str) -> None:
        if kind == "text/html":
            raise DeejError(
                f"{url} gave a web page and no file: fetch the file with a browser and add that."
            )
        if size is not None and size > LARGEST:
            raise _too_large(url)
        # What is fetched is then turned into an encoder of the same size.
        needed = 0 if size is None else 2 * size - have
        if needed > shutil.disk_usage(self.folder).free:
            raise DeejError(
                f"{_megabytes(needed)} are needed in {displayable(self.folder)}: make room there"
                " and try again."
            )

    def _check(self, url: str, partial: Path, found: str, wanted: str | None) -> None:
        pinned = _read_json(self.folder / _PINS).get(url)
        expected = wanted.casefold() if wanted else pinned
        if expected in (None, found):
            return
        # What was wrong once would be gone on with for ever.
        partial.unlink()
        _note_of(partial).unlink(missing_ok=True)
        raise DeejError(
            f"{url} gave a file whose SHA-256 is {found}, not {expected}: it was altered or"
            " replaced; if you trust it nevertheless, name that sum with --sha256."
        )

    def _pin(self, url: str, found: str) -> None:
        pins = _read_json(self.folder / _PINS)
        _write_json(self.folder / _PINS, {**pins, url: found})


def _read_some(response: http.client.HTTPResponse) -> bytes:
    """What has come by now, at least a byte; nothing at the end."""
    try:
        return response.read1(_BLOCK)
    except OSError as error:
        # Unlike one of the disk, this says that the network failed, whatever its kind.
        raise urllib.error.URLError(error.strerror or str(error)) from error


def _see_that_it_is_safe(url: str, sha256: str | None) -> None:
    parts = urllib.parse.urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and (sha256 or parts.hostname in _LOOPBACK):
        return
    raise DeejError(
        f"{url} is not fetched, since anybody on the way could alter it: name an https address, or"
        " the file's sum with --sha256."
    )


def _refused(url: str, error: urllib.error.HTTPError) -> DeejError:
    with error:
        gone = error.code in (http.HTTPStatus.NOT_FOUND, http.HTTPStatus.GONE)
        kind = NotThere if gone else DeejError
        return kind(
            f"{url} was refused ({error.code} {error.reason}): fetch the file by hand and add that."
        )


def _too_large(url: str) -> DeejError:
    return DeejError(f"{url} is larger than any encoder ({_megabytes(LARGEST)}): name another.")


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


def _note_of(partial: Path) -> Path:
    return partial.with_suffix(".json")


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _write_json(file: Path, content: dict[str, Any]) -> None:
    unfinished = file.with_suffix(f".{os.getpid()}.new")
    unfinished.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(file)
