from __future__ import annotations

from deej_desktop.domain.progress import Progress, ProgressSink
from deej_desktop.services.indexing.pooling_turns import PoolingTurns


class Afternoon:
    """Poolings that take a while, by a clock of their own."""

    def __init__(self, pooling_s: float) -> None:
        self.now = 100.0
        self.poolings: list[float] = []
        self.epsilon = 0.001
        self.told: list[Progress] = []
        self._pooling_s = pooling_s
        self.turns = PoolingTurns(
            self._pool, lambda: self.epsilon, self.told.append, lambda: self.now
        )

    def _pool(self, tell: ProgressSink) -> None:
        self.poolings.append(self.now)
        for done in range(1, 11):
            self.now += self._pooling_s / 10
            tell(Progress("Comparing", done, 10))

    def hear(self, tracks: int, every_s: float) -> None:
        for _ in range(tracks):
            self.now += every_s
            self.turns.heard()


def test_the_first_playlist_can_be_made_at_once() -> None:
    afternoon = Afternoon(pooling_s=0.1)
    afternoon.hear(5, every_s=0.25)
    assert afternoon.poolings == [101.25]


def test_a_small_library_is_pooled_every_few_seconds() -> None:
    afternoon = Afternoon(pooling_s=0.0)
    afternoon.hear(300, every_s=0.2)
    assert 10 <= len(afternoon.poolings) <= 12


def test_pooling_a_large_one_takes_but_a_share_of_the_time() -> None:
    afternoon = Afternoon(pooling_s=60.0)
    afternoon.hear(20_000, every_s=0.2)
    assert 3 <= len(afternoon.poolings) <= 5


def test_nothing_new_needs_no_pooling() -> None:
    afternoon = Afternoon(pooling_s=0.0)
    afternoon.hear(8, every_s=60.0)
    assert len(afternoon.poolings) == 1


def test_another_epsilon_is_followed_at_once() -> None:
    afternoon = Afternoon(pooling_s=20.0)
    assert afternoon.turns.follow() == 0.0
    afternoon.epsilon = 0.01
    assert round(afternoon.turns.follow()) == 20
    assert afternoon.turns.follow() == 0.0
    assert len(afternoon.poolings) == 1


def test_what_takes_long_is_told_of() -> None:
    quick, slow = Afternoon(pooling_s=0.5), Afternoon(pooling_s=20.0)
    quick.hear(5, every_s=1.0)
    slow.hear(5, every_s=1.0)
    assert (len(quick.told), len(slow.told)) == (0, 10)
