"""Numbers as command lines give them, within their limits."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import re

from deej_desktop.domain.units import EncoderId


def positive(text: str) -> int:
    """A whole number of at least 1."""
    return _whole(text, 1)


def non_negative(text: str) -> int:
    """A whole number of at least 0."""
    return _whole(text, 0)


def share(text: str) -> float:
    """A number from 0 to 1."""
    number = _number(text)
    if not 0.0 <= number <= 1.0:
        raise argparse.ArgumentTypeError("must be a number from 0 to 1")
    return number


def amount(text: str) -> float:
    """Any number of at least 0."""
    number = _number(text)
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError("must be a number of at least 0")
    return number


def distance(text: str) -> float:
    """A cosine distance of more than nothing, below that of what has nothing in common."""
    number = _number(text)
    if not 0.0 < number < 1.0:
        raise argparse.ArgumentTypeError("must be a number between 0 and 1")
    return number


def encoder_id(text: str) -> EncoderId:
    """What an encoder's card allows for its id."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", text):
        raise argparse.ArgumentTypeError("must be small letters, digits, dots and dashes")
    return EncoderId(text)


def clock_time(text: str) -> dt.time:
    """A time of day, such as 21:30."""
    try:
        return dt.datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise argparse.ArgumentTypeError("must be a time of day, such as 21:30") from None


def minutes(text: str) -> float:
    """A duration of more than nothing."""
    number = _number(text)
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError("must be a number above 0")
    return number


def _whole(text: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least {least}")
    return number


def _number(text: str) -> float:
    """What `text` says; no number at all, which nothing compares with, where it says none."""
    try:
        return float(text)
    except ValueError:
        return math.nan
