"""Telling what has changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from deej_desktop.domain.units import TrackId
from deej_desktop.library.catalogue import KnownFile
from deej_desktop.library.changes import Changes, compare
from deej_desktop.library.failures import Failure, Stage
from deej_desktop.library.scanner import FoundFile


def found(name: str, version: int = 0) -> FoundFile:
    return FoundFile(f"/music/{name}", 100, version)


def known(row: int, name: str, version: int = 0, *, missing: bool = False) -> KnownFile:
    return KnownFile(TrackId(row), f"/music/{name}", 100, version, missing)


def failure(name: str, version: int = 0, stage: Stage = Stage.READ) -> Failure:
    return Failure(found(name, version), stage, "it is empty", 0.0)


def test_each_kind_of_change() -> None:
    changes = compare(
        [found("same"), found("back"), found("newer", 1), found("new")],
        [
            known(1, "same"),
            known(2, "back", missing=True),
            known(3, "newer"),
            known(4, "gone"),
            known(5, "long gone", missing=True),
        ],
    )
    assert changes == Changes(
        unchanged=[TrackId(1)],
        returned=[TrackId(2)],
        vanished=[TrackId(4)],
        to_read=[found("newer", 1), found("new")],
    )


def test_a_change_of_size_alone_counts() -> None:
    file = found("a")._replace(size=101)
    assert compare([file], [known(1, "a")]).to_read == [file]


def test_what_failed_is_read_again_only_once_it_has_changed() -> None:
    changes = compare(
        [found("bad"), found("mended", 1)], [], [failure("bad"), failure("mended"), failure("gone")]
    )
    assert changes == Changes(
        to_read=[found("mended", 1)],
        failed=[failure("bad")],
        stale_failures=[found("mended").path, found("gone").path],
    )


def test_a_track_that_could_not_be_heard_is_still_there() -> None:
    deaf = failure("a", stage=Stage.LISTEN)
    assert compare([found("a")], [known(1, "a")], [deaf]) == Changes(
        unchanged=[TrackId(1)], failed=[deaf]
    )


def test_a_track_that_was_overwritten_by_something_unreadable_is_gone() -> None:
    broken = failure("a", 1)
    assert compare([found("a", 1)], [known(1, "a", 0)], [broken]) == Changes(
        vanished=[TrackId(1)], failed=[broken]
    )


names = st.sampled_from("abcdef")
versions = st.integers(0, 1)


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(names, versions),
    st.dictionaries(names, st.tuples(versions, st.booleans())),
    st.dictionaries(names, versions),
)
def test_every_file_and_every_track_has_one_fate(
    there: dict[str, int], remembered: dict[str, tuple[int, bool]], failed: dict[str, int]
) -> None:
    tracks = [
        known(row, name, version, missing=missing)
        for row, (name, (version, missing)) in enumerate(remembered.items())
    ]
    changes = compare(
        [found(name, version) for name, version in there.items()],
        tracks,
        [failure(name, version) for name, version in failed.items()],
    )
    fates = changes.unchanged + changes.returned + changes.vanished
    assert len(fates) == len(set(fates))
    rows = {Path(file.location).name: file for file in tracks}
    kept = {name for name in rows if rows[name].id in changes.unchanged + changes.returned}
    read = {file.path.name for file in changes.to_read}
    bad = {entry.file.path.name for entry in changes.failed}
    assert not kept & read
    assert kept | read | bad == set(there)
    for name in rows.keys() - there.keys():
        assert (rows[name].id in changes.vanished) != rows[name].missing
