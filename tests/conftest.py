"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# No test measures time, and a busy machine may stand still for a moment.
settings.register_profile("deej", deadline=None)
settings.load_profile("deej")
