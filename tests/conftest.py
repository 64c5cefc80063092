"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples every time, so that whoever changes something is not told of what others left.
# New ones are sought by --hypothesis-profile=default.
settings.register_profile("deej", derandomize=True)
settings.load_profile("deej")
