from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from deej_desktop.domain.lasting import is_loading, lasting


@pytest.fixture
def collected_elsewhere() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collected_elsewhere")
def test_what_was_loaded_is_set_apart() -> None:
    with lasting():
        assert is_loading()
        loaded = [[number] for number in range(1_000)]
        assert not gc.get_freeze_count()
    assert not is_loading()
    assert gc.get_freeze_count() > len(loaded)


def test_python_goes_on_to_look_where_nobody_else_does() -> None:
    with lasting():
        pass
    assert not gc.get_freeze_count()


@pytest.mark.usefixtures("collected_elsewhere")
def test_what_could_not_be_loaded_is_not_set_apart() -> None:
    with pytest.raises(OSError, match="gone"), lasting():
        raise OSError("gone")
    assert not is_loading()
    assert not gc.get_freeze_count()
