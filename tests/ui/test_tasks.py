from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deej_desktop.domain.errors import Cancelled, StoreUnusable, UnreadableAudio
from deej_desktop.ui.tasks import LatestQuestion, Tasks


def never(result: object) -> None:
    pytest.fail(f"delivered {result}")


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


def test_the_work_is_done_elsewhere_and_the_result_comes_here(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[threading.Thread] = []
    results: list[int] = []

    def done(result: int) -> None:
        threads.append(threading.current_thread())
        results.append(result)

    def work() -> int:
        threads.append(threading.current_thread())
        return 42

    tasks.run(work, done)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [42]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_error_becomes_a_sentence(qtbot: QtBot, tasks: Tasks) -> None:
    def work() -> None:
        raise UnreadableAudio(Path("a.mp3"), "it is empty")

    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.run(work, done=never)
    assert failed.args == ["a.mp3 cannot be used: it is empty."]


def test_who_asks_is_told_alone(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    tasks.failed.connect(lambda _: pytest.fail("told everybody"))
    tasks.run(lambda: 1 / 0, done=never, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))


def test_a_fault_of_ours_is_logged_with_its_cause(
    qtbot: QtBot, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(tasks.failed) as failed:
        tasks.run(lambda: 1 / 0, done=never)
    assert "Something went wrong inside Deej" in failed.args[0]
    assert "ZeroDivisionError" in caplog.text


def test_dropped_and_cancelled_work_delivers_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()
    results: list[object] = []

    def slow() -> str:
        go_on.wait(10)
        return "late"

    def cancelled() -> str:
        raise Cancelled

    tasks.run(slow, results.append).drop()
    tasks.run(cancelled, results.append, results.append)
    go_on.set()
    tasks.run(lambda: "last", results.append)
    qtbot.waitUntil(lambda: "last" in results)
    assert results == ["last"]


def test_nothing_is_delivered_after_closing(qtbot: QtBot) -> None:
    tasks = Tasks()
    results: list[object] = []
    tasks.run(lambda: "early", results.append)
    tasks.close()
    tasks.close()
    tasks.run(lambda: "late", results.append)
    qtbot.wait(20)
    assert results == []


def test_closing_when_idle_waits_for_nothing_and_delivers_what_work_leads_to(
    qtbot: QtBot, tasks: Tasks
) -> None:
    may_end = threading.Event()
    results: list[object] = []

    def cancelled() -> None:
        raise Cancelled

    def first(result: bool) -> None:
        results.append(result)
        tasks.run(lambda: "then", results.append)

    tasks.run(lambda: may_end.wait(20), first)
    tasks.run(cancelled, never)
    with qtbot.waitSignal(tasks.closing):
        tasks.close_when_idle()
        assert not results
        may_end.set()
    assert results == [True, "then"]
    idle = Tasks()
    with qtbot.waitSignal(idle.closing):
        idle.close_when_idle()


def test_of_many_questions_only_the_latest_is_asked_next(qtbot: QtBot, tasks: Tasks) -> None:
    asked: list[int] = []
    answers: list[tuple[int, int]] = []
    may_answer = threading.Semaphore(0)

    def ask(number: int) -> int:
        asked.append(number)
        may_answer.acquire(timeout=20)
        return -number

    question = LatestQuestion(
        tasks, ask, lambda *answer: answers.append(answer), lambda *_: pytest.fail("No trouble")
    )
    for number in (1, 2, 3):
        question.ask(number)
    qtbot.waitUntil(lambda: asked == [1])
    may_answer.release(2)
    qtbot.waitUntil(lambda: answers == [(3, -3)])
    assert asked == [1, 3]
    assert not question.is_open


def test_a_question_asked_again_before_it_is_answered_is_asked_once_more(
    qtbot: QtBot, tasks: Tasks
) -> None:
    known: list[str] = []
    answers: list[int] = []
    has_looked, may_answer = threading.Event(), threading.Event()

    def ask(_: str) -> int:
        found = len(known)
        has_looked.set()
        may_answer.wait(20)
        return found

    question = LatestQuestion(
        tasks, ask, lambda _, answer: answers.append(answer), lambda *_: pytest.fail("No trouble")
    )
    question.ask("how many")
    assert has_looked.wait(20)
    known.append("one")
    question.ask("how many")
    may_answer.set()
    qtbot.waitUntil(lambda: answers == [0, 1])
    assert not question.is_open


def test_a_forgotten_question_is_not_answered_and_does_not_block(
    qtbot: QtBot, tasks: Tasks
) -> None:
    answers: list[str] = []
    question: LatestQuestion[str, str] = LatestQuestion(
        tasks, str.upper, lambda _, answer: answers.append(answer), lambda *_: None
    )
    question.ask("first")
    question.forget()
    qtbot.wait(50)
    question.ask("second")
    qtbot.waitUntil(lambda: answers == ["SECOND"])


def test_a_question_without_an_answer_says_why(qtbot: QtBot, tasks: Tasks) -> None:
    def ask(_: str) -> str:
        raise StoreUnusable("The disk is gone.")

    troubles: list[tuple[str, str]] = []
    question: LatestQuestion[str, str] = LatestQuestion(
        tasks, ask, lambda *_: None, lambda *trouble: troubles.append(trouble)
    )
    question.ask("where")
    qtbot.waitUntil(lambda: troubles == [("where", "The disk is gone.")])
