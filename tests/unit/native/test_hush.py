from __future__ import annotations

import os
import sys

import pytest

from deej_desktop.native.hush import hush_from_now_on, hushed


def test_native_code_is_silent_while_hushed(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed():
        os.write(2, b"chatter")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_hushed_for_good_python_goes_on(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    before = os.dup(2)
    try:
        hush_from_now_on()
        os.write(2, b"chatter")
        print("heard", file=sys.stderr)
        sys.stderr.close()
    finally:
        os.dup2(before, 2)
        os.close(before)
    assert capfd.readouterr().err == "heard\n"
