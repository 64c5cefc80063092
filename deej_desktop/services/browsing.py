"""Browsing the library, as the faces ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from deej_desktop.domain.browsing import Group, GroupKind, Listing, Wish
from deej_desktop.domain.track import Track
from deej_desktop.domain.units import TrackId
from deej_desktop.library.browse import Browse
from deej_desktop.library.catalogue import Catalogue
from deej_desktop.library.search import Search
from deej_desktop.library.store import Store


class Browsing:
    """Implements `deej_desktop.services.api.BrowseApi`."""

    def __init__(self, store: Store, search: Search) -> None:
        self._browse = Browse(store, search)
        self._catalogue = Catalogue(store)

    def find(self, wish: Wish) -> Listing:
        """See `BrowseApi`."""
        return self._browse.find(wish)

    def groups(self, kind: GroupKind, wish: Wish) -> Sequence[Group]:
        """See `BrowseApi`."""
        return self._browse.groups(kind, wish)

    def tracks(self, ids: Sequence[TrackId]) -> Sequence[Track]:
        """See `BrowseApi`."""
        return self._catalogue.with_ids(ids)
