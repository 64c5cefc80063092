"""Durations and texts as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"

translate = QCoreApplication.translate


def clock(seconds: float) -> str:
    """Return a duration or position as "3:07" or "1:02:09"."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_left(seconds: float) -> str:
    """Return an expectation in words that are no more exact than it is: "5 minutes left"."""
    minutes = round(seconds / 60)
    if seconds < 50:
        return translate("format", "less than a minute left")
    if minutes <= 1:
        return translate("format", "a minute left")
    if minutes < 100:
        return translate("format", "{minutes} minutes left").format(minutes=minutes)
    return translate("format", "{hours} hours left").format(hours=round(minutes / 60))


def spoken_length(seconds: float) -> str:
    """Return a playing time in words: "46 minutes", "2 h 05 min", "6,546 h"."""
    minutes = max(1, round(seconds / 60))
    if minutes == 1:
        return translate("format", "1 minute")
    if minutes < 100:
        return translate("format", "{minutes} minutes").format(minutes=minutes)
    if minutes >= 6000:
        # The sign for hours is the same everywhere.
        return f"{minutes // 60:,} h"
    return translate("format", "{hours} h {minutes:02} min").format(
        hours=minutes // 60, minutes=minutes % 60
    )


def one_line(text: str) -> str:
    """Return `text` without line breaks, tabs or runs of spaces."""
    return " ".join(text.split())


def joined(*parts: str, by: str = " · ") -> str:
    """Return the parts that say something in one line, each keeping its own writing direction."""
    said = [one_line(part) for part in parts if part.strip()]
    if len(said) == 1:
        return said[0]
    return by.join(f"{_FIRST_STRONG_ISOLATE}{part}{_POP_ISOLATE}" for part in said)


def keeping_direction(text: str) -> str:
    """Return one line of `text` that reads in its own direction, whatever the window's is.

    Cut off at its end, it keeps the ellipsis there too.
    """
    line = one_line(text)
    if _FIRST_STRONG_ISOLATE in line or not line:
        return line
    return f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}"
