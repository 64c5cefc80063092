"""Numbers as command lines give them, within their limits."""

from __future__ import annotations

import argparse
import datetime as dt
import math


def positive(text: str) -> int:
    """A whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def non_negative(text: str) -> int:
    """A whole number of at least 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def share(text: str) -> float:
    """A number from 0 to 1."""
    number = float(text)
    if not (math.isfinite(number) and 0.0 <= number <= 1.0):
        raise argparse.ArgumentTypeError("must be from 0 to 1")
    return number


def amount(text: str) -> float:
    """Any number of at least 0."""
    number = float(text)
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def clock_time(text: str) -> dt.time:
    """A time of day, such as 21:30."""
    try:
        return dt.datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise argparse.ArgumentTypeError("must be a time of day, such as 21:30") from None


def minutes(text: str) -> float:
    """A duration of more than nothing."""
    number = float(text)
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError("must be more than 0")
    return number
