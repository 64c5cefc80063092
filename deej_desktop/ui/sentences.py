"""What the engines say, in the language of the window.

Engines know nothing of languages; they say in English why a song was chosen and what went wrong.
The sentences that a listener meets every day are known here by their form.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from deej_desktop.ui.trouble_sentences import ACTIVITIES, REASONS, TROUBLES

_CONTEXT = "said"

SENTENCES = (
    # Why a song was chosen: recommend/why.py, moods.py and journey/join.py, services/room.
    QT_TRANSLATE_NOOP(
        "said", "Closest to {name}, closer than {percent} % of pairs in your library."
    ),
    QT_TRANSLATE_NOOP("said", "There is nothing to compare it with."),
    QT_TRANSLATE_NOOP("said", "Of near-equals, its beginning fits best."),
    QT_TRANSLATE_NOOP("said", "Taken by chance before 1 closer one."),
    QT_TRANSLATE_NOOP("said", "Taken by chance before {count} closer ones."),
    QT_TRANSLATE_NOOP("said", "Closer, but kept back: {rules}."),
    QT_TRANSLATE_NOOP("said", "Everything has been heard, so it starts again."),
    QT_TRANSLATE_NOOP("said", "No other album left."),
    QT_TRANSLATE_NOOP("said", "No other artist left."),
    QT_TRANSLATE_NOOP("said", "All that is left was heard lately."),
    QT_TRANSLATE_NOOP("said", "Only very short tracks are left."),
    QT_TRANSLATE_NOOP("said", "Only Christmas music is left."),
    QT_TRANSLATE_NOOP("said", "Only other recordings of songs already heard are left."),
    QT_TRANSLATE_NOOP("said", "Only tracks in which nothing could be heard are left."),
    QT_TRANSLATE_NOOP("said", "No close match left."),
    QT_TRANSLATE_NOOP("said", "A waypoint of yours."),
    QT_TRANSLATE_NOOP("said", "It is among the calmest fifth of your music."),
    QT_TRANSLATE_NOOP("said", "It is among the liveliest fifth of your music."),
    QT_TRANSLATE_NOOP("said", "It is among the darkest fifth of your music."),
    QT_TRANSLATE_NOOP("said", "It is among the brightest fifth of your music."),
    QT_TRANSLATE_NOOP("said", "On the way from {origin} to {aim}."),
    QT_TRANSLATE_NOOP("said", "This is the largest jump."),
    QT_TRANSLATE_NOOP("said", "It begins like this, closer than {percent} % of seams you have."),
    QT_TRANSLATE_NOOP("said", "It sounds like this, closer than {percent} % of pairs you have."),
    # What is being done.
    QT_TRANSLATE_NOOP("said", "Looking for music"),
    QT_TRANSLATE_NOOP("said", "First listen"),
    QT_TRANSLATE_NOOP("said", "Listening closely"),
    QT_TRANSLATE_NOOP("said", "Comparing"),
    QT_TRANSLATE_NOOP("said", "Measuring"),
    QT_TRANSLATE_NOOP("said", "Mixing"),
    QT_TRANSLATE_NOOP("said", "Looking at what belongs together"),
    QT_TRANSLATE_NOOP("said", "Checking on albums held out"),
    QT_TRANSLATE_NOOP("said", "{activity}; what follows comes in a moment."),
    QT_TRANSLATE_NOOP("said", "Listening to {title}"),
    # What the listener is told.
    QT_TRANSLATE_NOOP("said", "Deej has listened to 1 new track."),
    QT_TRANSLATE_NOOP("said", "Deej has listened to {count} new tracks."),
    QT_TRANSLATE_NOOP("said", "Nothing is queued yet; drop a song to begin with."),
    QT_TRANSLATE_NOOP("said", "There is no music in what you dropped."),
    QT_TRANSLATE_NOOP("said", "Something went wrong; the log has the details."),
    QT_TRANSLATE_NOOP("said", "What follows is chosen without it."),
    QT_TRANSLATE_NOOP("said", "Every track in the library has been heard."),
    QT_TRANSLATE_NOOP(
        "said",
        "Every other track has been heard; your settings for length, folders and genres keep "
        "{count} more out.",
    ),
    QT_TRANSLATE_NOOP(
        "said", "1 track fewer than asked for: no other track in the library may be used."
    ),
    QT_TRANSLATE_NOOP(
        "said", "{count} tracks fewer than asked for: no other track in the library may be used."
    ),
    QT_TRANSLATE_NOOP("said", "There is no other track that the journey may arrive at."),
    QT_TRANSLATE_NOOP(
        "said",
        "Deej has listened to none of your music from end to end yet, so it cannot tell how calm "
        "or lively it is; give it some minutes.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "There is no sound output: no sound server answers and no sound card was found. Playing "
        "goes on as soon as there is one.",
    ),
    QT_TRANSLATE_NOOP(
        "said",
        "There is no sound output: no loudspeaker and no headphones are connected. Playing goes on "
        "as soon as there are.",
    ),
    QT_TRANSLATE_NOOP("said", "The sound server went away. Playing goes on as soon as it is back."),
    QT_TRANSLATE_NOOP("said", "{name} was deleted while it played, so the next song follows."),
    QT_TRANSLATE_NOOP("said", "Waiting for {name}: its drive or network folder is slow to answer."),
)
"""Names in braces stand for what differs."""

_RULES = (
    QT_TRANSLATE_NOOP("said", "of an album just heard"),
    QT_TRANSLATE_NOOP("said", "by an artist just heard"),
    QT_TRANSLATE_NOOP("said", "heard lately"),
    QT_TRANSLATE_NOOP("said", "out of season"),
    QT_TRANSLATE_NOOP("said", "very short"),
    QT_TRANSLATE_NOOP("said", "already heard in another recording"),
    QT_TRANSLATE_NOOP("said", "too short or too long"),
    QT_TRANSLATE_NOOP("said", "excluded by you"),
    QT_TRANSLATE_NOOP("said", "silent"),
    QT_TRANSLATE_NOOP("said", "heard already"),
)

_NESTED = {"activity", "reason", "purpose", "remedy"}
"""Blanks that an engine fills with words of its own."""

_BLANK = re.compile(r"\\\{(\w+)\\\}")


def said(text: str) -> str:
    """Return what an engine said in the language of the window; what is not known stays English."""
    for sentence in map(str, (*SENTENCES, *TROUBLES, *ACTIVITIES, *REASONS)):
        ours = QCoreApplication.translate(_CONTEXT, sentence)
        if ours == sentence:
            continue
        form = _form(sentence)
        if sentence.endswith("."):
            # Several may follow each other.
            text = form.sub(_Filled(ours), text)
        elif found := form.fullmatch(text):
            text = _Filled(ours)(found)
    return text


class _Filled:
    """Puts what was found into the blanks of a translation."""

    def __init__(self, translation: str) -> None:
        self._translation = translation

    def __call__(self, found: re.Match[str]) -> str:
        blanks = found.groupdict()
        if "rules" in blanks:
            blanks["rules"] = ", ".join(map(_rule, blanks["rules"].split(", ")))
        if "percent" in blanks:
            blanks["percent"] = blanks["percent"].replace(".", QLocale().decimalPoint())
        for name in _NESTED & blanks.keys():
            blanks[name] = said(blanks[name])
        return self._translation.format(**blanks)


def _rule(words: str) -> str:
    """Translate how many songs a rule kept back, and which: "3 heard lately"."""
    count, _, rule = words.partition(" ")
    return f"{count} {QCoreApplication.translate(_CONTEXT, rule)}" if rule in _RULES else words


@cache
def _form(sentence: str) -> re.Pattern[str]:
    form = _BLANK.sub(r"(?P<\1>.+?)", re.escape(sentence))
    # What ends with a blank has all of the rest in it.
    return re.compile(form.removesuffix("?)") + ")" if form.endswith("?)") else form)
