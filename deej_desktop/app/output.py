"""What a command prints: one JSON object, or lines for a person; progress to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from deej_desktop.domain.errors import DeejError
from deej_desktop.domain.progress import Progress, ProgressSink

if TYPE_CHECKING:
    from tqdm import tqdm


class Output:
    """Standard output and standard error of one command."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self.as_json = as_json
        self.quiet = quiet

    def result(self, values: Mapping[str, object], lines: Iterable[str]) -> None:
        """Print the result: `values` as one JSON object if asked for, else `lines`.

        Raises:
            DeejError: There is no room where standard output leads to.
        """
        if self.as_json:
            # ASCII keeps file names whole whose bytes are no UTF-8: they travel as \udcXX.
            text = json.dumps(values) + "\n"
        else:
            text = "".join(_printable(line) + "\n" for line in lines)
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What is left in the buffer would be tried once more when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise DeejError(f"The result cannot be written ({error.strerror}).") from error

    def note(self, sentence: str) -> None:
        """Say something in passing on standard error."""
        if not self.quiet:
            sys.stderr.write(_printable(sentence, sys.stderr.encoding) + "\n")

    def error(self, sentence: str) -> None:
        """Say on standard error why the command failed."""
        sys.stderr.write("deej: " + _printable(sentence, sys.stderr.encoding) + "\n")

    @contextmanager
    def progress(self) -> Iterator[ProgressSink]:
        """Show a bar on standard error, if that is a terminal, while the block runs."""
        bar = _Bar(quiet=self.quiet)
        try:
            yield bar.show
        finally:
            bar.close()


class _Bar:
    """One bar at a time: each new activity replaces the one before."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._activity = ""
        self._bar: tqdm[NoReturn] | None = None

    def show(self, progress: Progress) -> None:
        if self._bar is None or progress.activity != self._activity:
            self.close()
            self._activity = progress.activity
            from tqdm import tqdm  # the window does without

            self._bar = tqdm(
                desc=progress.activity,
                file=sys.stderr,
                disable=True if self._quiet else None,  # None: only if it is a terminal
                dynamic_ncols=True,
            )
        self._bar.total = progress.total
        detail = _printable(progress.detail, sys.stderr.encoding)
        self._bar.set_postfix_str(detail, refresh=False)
        self._bar.update(progress.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _printable(text: str, encoding: str | None = None) -> str:
    encoding = encoding or sys.stdout.encoding or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)
