"""Values that belong to the library."""

from __future__ import annotations

from deej_desktop.library.library_settings import LibrarySettings
from deej_desktop.library.store import Store


def test_values_come_back(store: Store) -> None:
    settings = LibrarySettings(store)
    settings.put("encoder", "first")
    settings.put("encoder", "second")
    settings.put("epsilon", 0.001)
    settings.put("genres", ["Christmas"])
    assert settings.get("encoder", "") == "second"
    assert settings.get("epsilon", 0.0) == 0.001
    assert settings.get("genres", ["x"]) == ["Christmas"]


def test_what_is_not_set_or_of_another_type_is_the_default(store: Store) -> None:
    settings = LibrarySettings(store)
    settings.put("epsilon", "small")
    assert settings.get("epsilon", 0.5) == 0.5
    assert settings.get("never set", True) is True
