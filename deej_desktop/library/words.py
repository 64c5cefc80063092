"""Words as search compares them: without case, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base and an accent.
_LOOK_ALIKE = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
        "ı": "i", "ŋ": "n", "ŧ": "t", "$": "s", "'": "", "’": "", "‘": "", "ʼ": "", "´": "",
        "`": "", "&": " and ", "+": " and ",
    }
)  # fmt: skip
# Scripts written without spaces: each sign is a word, so that any part of a title is found.
_UNSPACED = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_WORD = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})[^\W_])+")


def fold(text: str) -> str:
    """Return the words of `text` in lower case and without accents, parted by single spaces.

    "Björk: It's Oh So Quiet" becomes "bjork its oh so quiet".
    """
    lowered = unicodedata.normalize("NFKD", text).casefold().translate(_LOOK_ALIKE)
    plain = "".join(sign for sign in lowered if unicodedata.category(sign) != "Mn")
    return " ".join(_WORD.findall(plain))
