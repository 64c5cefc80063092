from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.services.indexing.fair_order import FairOrder, album_of


def line(*locations: str) -> FairOrder[str]:
    order: FairOrder[str] = FairOrder()
    for location in locations:
        order.add(location, location, album_of(location, "", ""))
    return order


def taken(order: FairOrder[str]) -> list[str]:
    found = []
    while (item := order.take()) is not None:
        found.append(item)
    return found


def test_one_of_each_album_before_the_second_of_any() -> None:
    order = line("/a/1", "/a/2", "/a/3", "/b/1", "/c/1", "/c/2")
    assert taken(order) == ["/a/1", "/b/1", "/c/1", "/a/2", "/c/2", "/a/3"]


def test_an_album_that_joins_late_does_not_wait_for_turns_long_past() -> None:
    order = line("/a/1", "/a/2", "/a/3")
    assert order.take() == "/a/1"
    order.add("/b/1", "/b/1", "/b")
    assert taken(order) == ["/b/1", "/a/2", "/a/3"]


def test_an_album_that_comes_back_has_had_its_turns() -> None:
    order = line("/a/1", "/b/1", "/b/2")
    assert [order.take(), order.take()] == ["/a/1", "/b/1"]
    order.add("/a/2", "/a/2", "/a")
    order.add("/c/1", "/c/1", "/c")
    assert taken(order) == ["/c/1", "/b/2", "/a/2"]


def test_what_the_listener_turned_to_goes_first_and_then_its_folder() -> None:
    order = line("/a/1", "/a/2", "/b/1", "/b/2", "/b/3", "/b/deep/1")
    order.favour("/b/2")
    order.add("/b/4", "/b/4", "/b")
    assert order.has_favoured
    assert taken(order) == ["/b/2", "/b/1", "/b/3", "/b/4", "/a/1", "/b/deep/1", "/a/2"]


def test_the_latest_wish_counts() -> None:
    order = line("/a/1", "/a/2", "/b/1", "/b/2", "/c/1")
    order.favour("/b/1")
    order.favour("/a/2")
    assert taken(order) == ["/a/2", "/a/1", "/b/1", "/b/2", "/c/1"]


def test_tagged_albums_take_turns_wherever_they_lie() -> None:
    assert album_of("/x/1", "Kind of Blue", "Miles") == album_of("/y/1", "Kind of Blue", "Miles")
    assert album_of("/x/1", "Greatest Hits", "") != album_of("/y/1", "Greatest Hits", "")
    assert album_of("/x/1", "", "Miles") == album_of("/x/2", "", "")


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 99)), max_size=40, unique=True),
    st.lists(st.integers(0, 4), max_size=3),
)
def test_everybody_gets_a_turn_once(entries: list[tuple[int, int]], wishes: list[int]) -> None:
    locations = [f"/{folder}/{number}" for folder, number in entries]
    order = line(*locations)
    found = []
    for wish in wishes:
        order.favour(f"/{wish}/0")
        item = order.take()
        found += [] if item is None else [item]
        assert len(order) == len(locations) - len(found)
    assert Counter(found + taken(order)) == Counter(locations)
