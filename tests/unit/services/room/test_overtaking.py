"""The room is heard at once, however much a scan has waiting; with real worker processes."""

from __future__ import annotations

import time
from pathlib import Path

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.heard import Decoded, decoded_file
from deej_desktop.analysis.listening import Listener
from deej_desktop.domain.sound import Listen
from deej_desktop.recommend.rules import RuleOptions
from deej_desktop.services.room.hearing import RoomHearing
from deej_desktop.services.room.once import listen_once, moments_of
from tests.fakes.decoders import decode_as_named
from tests.fakes.encoders import load_fake_encoder
from tests.unit.services.room.conftest import RATE, Library, song

WAITING = 200


def decode(path: Path, preprocessing: Preprocessing, listen: Listen) -> Decoded:
    """What is there is decoded; what is not takes its time."""
    if path.exists():
        return decoded_file(path, preprocessing, listen)
    time.sleep(0.05)
    return decode_as_named(path, preprocessing, listen)


def test_the_room_overtakes_all_that_a_scan_has_waiting(library: Library) -> None:
    encoder = library.folder.parent / "encoder"
    with Listener(encoder, 1, decode=decode, load=load_fake_encoder) as ear:
        scanned = [ear.listen(Path(f"usual {number}")) for number in range(WAITING)]
        hearing = RoomHearing(library.space(), library.vectors, library.card, ear, RuleOptions(), 4)
        moments = list(moments_of(song(3, start=8.0, end=14.0), RATE))
        assert hearing.hear(*moments[0]).follows
        named = listen_once(moments[1:], hearing).this_is
        assert named is not None
        assert named.track.title == "Tune 3"
        left = [promise for promise in scanned if not promise.done()]
    assert len(left) > WAITING / 2, "in their turn they would all have been done before"
