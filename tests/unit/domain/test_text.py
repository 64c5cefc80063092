from __future__ import annotations

import pytest

from deej_desktop.domain.text import counted


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 tracks"), (1, "1 track"), (2, "2 tracks"), (1000, "1000 tracks")]
)
def test_one_is_no_plural(number: int, told: str) -> None:
    assert counted(number, "track") == told
