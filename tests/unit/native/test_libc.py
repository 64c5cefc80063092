from __future__ import annotations

import sys

import pytest

from deej_desktop.native.libc import (
    give_memory_back,
    keep_freed_memory,
    keep_large_memory_apart,
)


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_it_is_asked_where_it_can_be_and_left_alone_elsewhere(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    keep_freed_memory()
    keep_large_memory_apart()
    give_memory_back()
