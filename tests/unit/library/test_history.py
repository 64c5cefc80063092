"""Remembering what was played."""

from __future__ import annotations

import os
from pathlib import Path

from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.library.history import Ending, History, Play
from deej_desktop.library.store import Store


def play(content: str, started_at: float, ending: Ending = Ending.FINISHED) -> Play:
    path = Path(os.fsdecode(b"/music/caf\xe9.mp3"))
    return Play(ContentId(content), path, started_at, Seconds(12.5), ending)


def test_the_latest_come_first(store: Store) -> None:
    history = History(store)
    plays = [play("a", 1.0), play("b", 3.0, Ending.SKIPPED), play("c", 2.0)]
    for each in plays:
        history.add(each)
    assert history.recent(10) == [plays[1], plays[2], plays[0]]
    assert history.recent(1) == [plays[1]]


def test_of_plays_at_the_same_moment_the_later_written_is_the_later(store: Store) -> None:
    history = History(store)
    for content in "ab":
        history.add(play(content, 1.0))
    assert [each.content_id for each in history.recent(2)] == ["b", "a"]


def test_a_new_history_is_empty(store: Store) -> None:
    assert History(store).recent(5) == []
