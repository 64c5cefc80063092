from __future__ import annotations

import hashlib
import re
import socket
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.domain.cancel import CancelToken
from deej_desktop.domain.errors import Cancelled, DeejError
from deej_desktop.domain.progress import Progress
from deej_desktop.services.encoders import downloads as module
from deej_desktop.services.encoders.downloads import Downloads, NotThere

CONTENT = np.random.default_rng(0).bytes(3_500_000)
SUM = hashlib.sha256(CONTENT).hexdigest()


class Site(ThreadingHTTPServer):
    """Serves one file, in parts when asked to, and can be told to misbehave."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.content = CONTENT
        self.breaks_after: int | None = None
        self.kind = "application/octet-stream"
        self.takes_ranges = True
        self.says_size = True
        self.resets = False
        self.goes_on: threading.Event | None = None
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/encoder"


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        site = self.server
        wanted = self.headers["Range"] or ""
        site.asked.append(wanted)
        if self.path != "/encoder":
            self.send_error(404)
            return
        tag = f'"{hashlib.md5(site.content).hexdigest()}"'
        start = 0
        if wanted and site.takes_ranges and self.headers["If-Range"] == tag:
            found = re.match(r"bytes=(\d+)-", wanted)
            assert found is not None
            start = int(found[1])
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", site.kind)
        if site.says_size:
            self.send_header("Content-Length", str(len(site.content) - start))
        self.send_header("ETag", tag)
        self.end_headers()
        if site.goes_on is not None:
            self.wfile.write(site.content[start : start + 1_000])
            site.goes_on.wait(5)
            return
        self.wfile.write(site.content[start : site.breaks_after])
        if site.resets:
            self.wfile.flush()
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.shutdown()
    thread.join()
    site.server_close()


@pytest.fixture
def downloads(tmp_path: Path) -> Downloads:
    return Downloads(tmp_path / "downloads")


def test_the_size_is_told_before_anything_and_progress_after(
    site: Site, downloads: Downloads
) -> None:
    told: list[object] = []
    found = downloads.fetch(
        site.url, SUM.upper(), lambda size: told.append(size), lambda done: told.append(done)
    )
    assert told[0] == len(CONTENT)
    last = told[-1]
    assert isinstance(last, Progress)
    assert last.done == last.total == 4
    assert last.detail == "4 MB"
    assert found.file.read_bytes() == CONTENT
    assert found.sha256 == SUM
    downloads.forget(found)
    assert not found.file.exists()


@pytest.mark.parametrize("takes_ranges", [True, False])
def test_what_broke_off_goes_on_where_it_was(
    site: Site, downloads: Downloads, takes_ranges: bool
) -> None:
    site.breaks_after = 2_000_000
    with pytest.raises(DeejError, match=r"broke off after 2 MB.*try again"):
        downloads.fetch(site.url)
    site.breaks_after, site.takes_ranges = None, takes_ranges
    assert downloads.fetch(site.url).file.read_bytes() == CONTENT
    assert site.asked == ["", "bytes=2000000-"]
    # All is there: nothing is asked for again.
    assert downloads.fetch(site.url).sha256 == SUM
    assert len(site.asked) == 2


def test_what_was_replaced_meanwhile_begins_anew(site: Site, downloads: Downloads) -> None:
    site.breaks_after = 1_000_000
    with pytest.raises(DeejError):
        downloads.fetch(site.url)
    site.content, site.breaks_after = CONTENT[::-1], None
    assert downloads.fetch(site.url).file.read_bytes() == CONTENT[::-1]


def test_stopping_keeps_what_has_come(site: Site, downloads: Downloads) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        downloads.fetch(site.url, cancel=cancel)
    (partial,) = downloads.folder.glob("*.part")
    kept = partial.stat().st_size
    assert kept > 0
    assert downloads.fetch(site.url).sha256 == SUM
    assert site.asked[1] == f"bytes={kept}-"


def test_stopping_waits_for_no_more_of_a_slow_line(site: Site, downloads: Downloads) -> None:
    site.goes_on, cancel = threading.Event(), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        downloads.fetch(site.url, cancel=cancel)
    (partial,) = downloads.folder.glob("*.part")
    site.goes_on.set()
    assert partial.read_bytes() == CONTENT[:1_000]


def test_a_line_that_is_cut_is_not_taken_for_a_full_disk(site: Site, downloads: Downloads) -> None:
    site.breaks_after, site.resets = 2_000_000, True
    with pytest.raises(DeejError, match=r"cannot be reached \(.*\): see that the network"):
        downloads.fetch(site.url)


def test_what_came_whole_without_its_size_is_not_asked_for_again(
    site: Site, downloads: Downloads
) -> None:
    site.says_size = False
    assert downloads.fetch(site.url).sha256 == SUM
    assert downloads.fetch(site.url).sha256 == SUM
    assert site.asked == [""]


def test_another_sum_is_refused_and_not_gone_on_with(site: Site, downloads: Downloads) -> None:
    with pytest.raises(DeejError, match=rf"SHA-256 is {SUM}, not 0000"):
        downloads.fetch(site.url, "0" * 64)
    assert downloads.fetch(site.url, SUM).sha256 == SUM


def test_what_an_address_gave_first_it_must_give_again(site: Site, downloads: Downloads) -> None:
    downloads.forget(downloads.fetch(site.url))
    site.content = CONTENT[:1_000_000]
    with pytest.raises(DeejError, match=r"altered or replaced.*--sha256"):
        downloads.fetch(site.url)
    replaced = hashlib.sha256(site.content).hexdigest()
    downloads.forget(downloads.fetch(site.url, replaced))
    assert downloads.fetch(site.url).sha256 == replaced


def test_web_pages_giants_and_missing_files_are_refused(
    site: Site, downloads: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotThere, match="404"):
        downloads.fetch(f"{site.url}/else")
    site.kind = "text/html; charset=utf-8"
    with pytest.raises(DeejError, match="web page"):
        downloads.fetch(site.url)
    site.kind = "application/octet-stream"
    monkeypatch.setattr(module, "LARGEST", 1_000_000)
    with pytest.raises(DeejError, match="larger than any encoder"):
        downloads.fetch(site.url)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a/b", "http://example.org/encoder", "https://", "encoder"]
)
def test_unsafe_addresses_are_not_even_asked(downloads: Downloads, url: str) -> None:
    with pytest.raises(DeejError, match="anybody on the way could alter it"):
        downloads.fetch(url)
    assert not downloads.folder.exists()


def test_no_network_is_one_sentence(site: Site, downloads: Downloads) -> None:
    url = site.url.replace(str(site.server_port), "1")
    with pytest.raises(DeejError, match=r"cannot be reached \(.*refused\): see that the network"):
        downloads.fetch(url)


def test_a_folder_that_cannot_be_written_is_one_sentence(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeejError, match="cannot be written"):
        Downloads(tmp_path / "file").fetch(site.url)
