"""The door to FFmpeg (PyAV): opening audio files and telling why one cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deej_desktop.domain.errors import MissingLibrary, UnreadableAudio

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer


class OpenAudio(NamedTuple):
    """An open file and its first audio stream."""

    container: InputContainer
    stream: AudioStream


@contextmanager
def open_audio(path: Path) -> Iterator[OpenAudio]:
    """Open `path` for demuxing or decoding; closed again when the block ends.

    FFmpeg's own errors inside the block, too, become `UnreadableAudio`.

    Raises:
        UnreadableAudio: The file is missing, empty, unreadable, no audio, or damaged.
        MissingLibrary: PyAV is not installed or broken.
    """
    try:
        import av
        import av.error
        import av.logging
    except ImportError as error:
        raise MissingLibrary("PyAV", "read audio files", "install Deej again") from error
    av.logging.set_level(av.logging.PANIC)
    try:
        if path.stat().st_size == 0:
            raise UnreadableAudio(path, "it is empty")
        # FFmpeg takes "file:" literally, so that a name like "http:x.mp3" stays a name.
        url = b"file:" + os.fsencode(path)
        with av.open(os.fsdecode(url), metadata_errors="replace") as container:
            if not container.streams.audio:
                raise UnreadableAudio(path, "it holds no audio")
            yield OpenAudio(container, container.streams.audio[0])
    except FileNotFoundError as error:
        raise UnreadableAudio(path, "it is no longer there") from error
    except PermissionError as error:
        raise UnreadableAudio(path, "you may not read it; check its permissions") from error
    except IsADirectoryError as error:
        raise UnreadableAudio(path, "it is a folder") from error
    except av.error.InvalidDataError as error:
        raise UnreadableAudio(path, "it is damaged or no audio at all") from error
    except (av.error.FFmpegError, OSError) as error:
        raise UnreadableAudio(path, f"it cannot be read ({error})") from error
