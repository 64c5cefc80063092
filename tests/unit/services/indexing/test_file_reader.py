from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.domain.errors import UnreadableAudio
from deej_desktop.library.content_id import content_id
from deej_desktop.library.tags import read_tags
from deej_desktop.services.indexing.file_reader import ReadingHere, read_file
from tests.audio import FORMATS, tune, write_audio


@pytest.mark.parametrize("tags", [{"title": "One"}, {}])
@pytest.mark.parametrize("suffix", [*FORMATS, ".aac"])
def test_a_file_that_is_opened_once_says_what_it_says_when_opened_twice(
    tmp_path: Path, suffix: str, tags: dict[str, str]
) -> None:
    codec = "aac" if suffix == ".aac" else None
    path = tmp_path / f"one{suffix}"
    write_audio(path, tune(3.0, 1, 44_100), 44_100, codec=codec, tags=tags)
    assert read_file(path) == (content_id(path), *read_tags(path))


def test_what_is_no_audio_breaks_the_promise(tmp_path: Path) -> None:
    path = tmp_path / "text.mp3"
    path.write_text("This is no music at all.\n" * 100)
    with pytest.raises(UnreadableAudio):
        ReadingHere().read(path).result()
    assert ReadingHere().cover(path).result() is None
