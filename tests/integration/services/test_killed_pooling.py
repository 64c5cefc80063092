"""A pooling that is killed leaves the vectors as they were, or as they are to be."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from deej_desktop.library.pooled_tables import TABLES
from tests.unit.services.pooling.test_pooling import library, many

EPSILON = 0.3

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_killed_at_any_step_it_leaves_no_mixture(tmp_path: Path) -> None:
    with library(tmp_path) as lib:
        many(lib, 10)
        lib.pool()
        before, made = lib.pooled(), lib.vectors.pooled.pooling()
        many(lib, 1, seed=1)  # which all that are killed pool, too
        lib.epsilon = EPSILON
        expected = lib.expected()
        with subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.integration.services.pooling_process",
                tmp_path,
                str(EPSILON),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin
            assert process.stdout
            old = new = 0
            for steps in itertools.count(1):
                print(steps, file=process.stdin, flush=True)
                ended = process.stdout.readline() == "end\n"
                if not ended and lib.vectors.pooled.pooling() == made:
                    np.testing.assert_array_equal(lib.pooled(), before)
                    old += 1
                else:
                    np.testing.assert_allclose(lib.pooled(), expected, atol=1e-5)
                    assert lib.vectors.is_pooled(EPSILON)
                    new += 1
                if ended:
                    break
        assert old > 10
        assert new > 1
        lib.epsilon = 0.02
        lib.pool()
        np.testing.assert_allclose(lib.pooled(), lib.expected(), atol=1e-5)
        with lib.store.reading() as connection:
            counts = [
                connection.execute(f"SELECT count(*) FROM {tables.counts}").fetchone()[0]
                for tables in TABLES
            ]
        assert sorted(counts) == [0, 11]
