"""Join the dots: journeys from one track to another, through any waypoints."""

from __future__ import annotations

from deej_desktop.recommend.journey.clock import join_for
from deej_desktop.recommend.journey.doctor import Bridge, bridge
from deej_desktop.recommend.journey.join import Journey, Stop, join

__all__ = ["Bridge", "Journey", "Stop", "bridge", "join", "join_for"]
