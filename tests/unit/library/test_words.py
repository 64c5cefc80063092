"""What counts as the same word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.library.words import fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Björk: It's Oh So Quiet", "bjork its oh so quiet"),
        ("AC/DC", "ac dc"),
        ("Guns N’ Roses", "guns n roses"),
        ("Ke$ha & Friends", "kesha and friends"),
        ("Sigur Rós – Ágætis byrjun", "sigur ros agaetis byrjun"),
        ("Ørsted_Łódź", "orsted lodz"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ёлка и Йод", "елка и иод"),
        ("東京 事変 jazz", "東 京 事 変 jazz"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("01 - track_07 (live)", "01 track 07 live"),
        ("…!?", ""),
        ("", ""),
        ("\ud800\x00", ""),
    ],
)
def test_folding(text: str, words: str) -> None:
    assert fold(text) == words


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_folding_folded_words_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_composed_and_decomposed_names_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
