"""What to play next: pure functions over arrays, nothing of files, players or windows.

`Space` is what can be played, `SessionView` what was heard; `plan` chooses what follows.
"""

from __future__ import annotations

from deej_desktop.recommend.journey import Bridge, Journey, Stop, bridge, join, join_for
from deej_desktop.recommend.planner import Choice, Knobs, Plan, Shortfall, plan
from deej_desktop.recommend.radio import radio_seeds
from deej_desktop.recommend.reorder import smoothest_order
from deej_desktop.recommend.rules import Rule, RuleName, RuleOptions, standard_rules
from deej_desktop.recommend.session import SessionView, Steer
from deej_desktop.recommend.similarity import Neighbour, nearest, query_of, similarities
from deej_desktop.recommend.space import Space
from deej_desktop.recommend.why import KeptBack, Why

__all__ = [
    "Bridge",
    "Choice",
    "Journey",
    "KeptBack",
    "Knobs",
    "Neighbour",
    "Plan",
    "Rule",
    "RuleName",
    "RuleOptions",
    "SessionView",
    "Shortfall",
    "Space",
    "Steer",
    "Stop",
    "Why",
    "bridge",
    "join",
    "join_for",
    "nearest",
    "plan",
    "query_of",
    "radio_seeds",
    "similarities",
    "smoothest_order",
    "standard_rules",
]
