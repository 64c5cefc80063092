"""Remembering what could not be used."""

from __future__ import annotations

import os
from pathlib import Path

from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import Catalogue, Counts
from deej_desktop.library.failures import Failure, Failures, Stage
from deej_desktop.library.scanner import FoundFile
from deej_desktop.library.store import Store
from tests.unit.library.entries import MUSIC, enter


def file(name: str, version: int = 0) -> FoundFile:
    return FoundFile(str(MUSIC / name), 1000, version)


def test_failures_come_back_in_the_order_of_paths(store: Store) -> None:
    failures = Failures(store, clock=lambda: 7.0)
    odd = os.fsdecode(b"b/caf\xe9\n.mp3")
    failures.add(file(odd), Stage.LISTEN, "it is silent")
    failures.add(file("a.mp3"), Stage.READ, "it is empty")
    assert failures.all() == [
        Failure(file("a.mp3"), Stage.READ, "it is empty", 7.0),
        Failure(file(odd), Stage.LISTEN, "it is silent", 7.0),
    ]
    assert failures.beneath([MUSIC / "b"]) == failures.all()[1:]
    assert failures.beneath([Path("/elsewhere")]) == []


def test_a_file_fails_for_its_latest_reason(store: Store) -> None:
    failures = Failures(store)
    failures.add(file("a.mp3"), Stage.READ, "it is empty")
    failures.add(file("a.mp3", 1), Stage.READ, "it is damaged")
    assert [(failure.file, failure.reason) for failure in failures.all()] == [
        (file("a.mp3", 1), "it is damaged")
    ]


def test_forgotten_failures_are_gone(store: Store) -> None:
    failures = Failures(store)
    for name in ("a.mp3", "b.mp3"):
        failures.add(file(name), Stage.READ, "it is empty")
    failures.forget([MUSIC / "a.mp3", MUSIC / "never.mp3"])
    assert [failure.file.path.name for failure in failures.all()] == ["b.mp3"]


def test_a_track_that_can_no_longer_be_read_is_hidden(store: Store) -> None:
    catalogue = Catalogue(store)
    for name in ("a.mp3", "b.mp3"):
        enter(catalogue, name, name)
    Failures(store).add(file("a.mp3", 1), Stage.READ, "it is damaged")
    Failures(store).add(file("b.mp3"), Stage.LISTEN, "it is silent")
    assert catalogue.counts() == Counts(1, 1)
    assert [track.id for track in catalogue.tracks()] == [TrackId(2)]
