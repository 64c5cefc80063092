"""Which music belongs to Christmas."""

from __future__ import annotations

from pathlib import Path

import pytest

from deej_desktop.domain.track import Tags, Track
from deej_desktop.domain.units import ContentId, Seconds
from deej_desktop.recommend.season import is_seasonal


@pytest.mark.parametrize(
    ("tags", "seasonal"),
    [
        (Tags(title="White Christmas"), True),
        (Tags(title="x", album="X-Mas Party"), True),
        (Tags(title="x", genre="Christmas"), True),
        (Tags(title="Noël Nouvelet"), True),
        (Tags(title="O Tannenbaum"), True),
        (Tags(title="Los peces", album="Villancicos navideños"), True),
        (Tags(title="God Jul"), True),
        (Tags(title="Vánoční písně"), True),
        (Tags(title="素敵なクリスマスイブ"), True),
        (Tags(title="크리스마스 캐럴"), True),
        (Tags(title="С Рождеством!"), True),
        (Tags(title="Щедрик"), True),
        (Tags(title="Então É Natal"), True),
        (Tags(title="O du fröhliche"), True),
        (Tags(title="Il est né, le divin enfant"), True),
        (Tags(title="Nochebuena"), True),
        (Tags(title="Holly and the Ivy"), True),
        (Tags(title="Santa's Coming"), True),
        (Tags(title="Kerstliedjes"), True),
        (Tags(title="x", genre="Holiday"), True),
        (Tags(title="x", genre="Pop; Holiday"), True),
        (Tags(title="Holiday"), False),
        (Tags(title="x", album="Noel Gallagher's High Flying Birds"), False),
        (Tags(title="Jules"), False),
        (Tags(title="Kerstin"), False),
        (Tags(title="Santa Maria"), False),
        (Tags(title="Natal"), False),
        (Tags(title="Merry Go Round"), False),
        (Tags(title="Internatale"), False),
    ],
)
def test_christmas_is_recognised(tags: Tags, seasonal: bool) -> None:
    assert (
        is_seasonal(Track(None, Path("/music/x.mp3"), ContentId("c"), Seconds(1.0), tags))
        is seasonal
    )
