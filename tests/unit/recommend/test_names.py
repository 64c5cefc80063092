"""Names as numbers: kept or hashed, they say the same; and rows found by their keys."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deej_desktop.recommend.names import UNKNOWN, FirstRows, Hashes, Names

NAMES = st.lists(st.text("ab", max_size=2), max_size=12)


@given(first=NAMES, more=NAMES, others=NAMES)
def test_hashes_number_as_names_do(first: list[str], more: list[str], others: list[str]) -> None:
    names, hashes = Names.of(first), Hashes.of(first)
    assert hashes.numbers.tolist() == names.numbers.tolist()

    grown_names, grown = names.and_more(more), hashes.and_more(more)
    assert grown.numbers.tolist() == grown_names.numbers.tolist()

    rows = list(range(len(first) + len(more)))[: len(others)]
    named_names = grown_names.renamed(rows, others[: len(rows)])
    named = grown.renamed(rows, others[: len(rows)])
    assert named.numbers.tolist() == named_names.numbers.tolist()
    assert named.count == named_names.count

    everywhere = np.ones(len(named.numbers), np.bool_)
    expected = named_names.first_of_each(everywhere)
    assert named.first_of_each(everywhere).tolist() == expected.tolist()
    assert named.any_of(rows).tolist() == named_names.any_of(rows).tolist()


@pytest.mark.parametrize("kind", [Names, Hashes])
def test_tracks_of_no_name_share_none(kind: type[Names] | type[Hashes]) -> None:
    shared = kind.of(["a", "", "b", "", "a"])

    assert shared.numbers.tolist() == [0, UNKNOWN, 1, UNKNOWN, 0]
    assert shared.any_of([0, 1]).tolist() == [True, False, False, False, True]
    assert shared.first_of_each(np.ones(5, np.bool_)).tolist() == [True, True, True, True, False]
    assert shared.without(np.array([0, 1])).numbers.tolist() == [1, UNKNOWN, 0]


@given(keys=NAMES, more=NAMES)
def test_rows_are_found_by_their_keys(keys: list[str], more: list[str]) -> None:
    rows, expected = FirstRows.of(keys), {key: keys.index(key) for key in keys if key}
    for row, key in enumerate(more, len(keys)):
        rows = rows.and_one(key, row)
        if key:
            expected.setdefault(key, row)

    asked = ["", "a", "bb", "never", *keys, *more]
    assert [rows.get(key) for key in asked] == [expected.get(key) for key in asked]
    assert rows.get_all(asked).tolist() == [expected[key] for key in asked if key in expected]
