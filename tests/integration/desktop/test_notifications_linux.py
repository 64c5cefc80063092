"""Notes of new songs, shown by a service that answers as the real ones do."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from dbus_fast import Variant
from dbus_fast.annotations import DBusInt32, DBusSignature, DBusStr, DBusUInt32
from dbus_fast.service import ServiceInterface, dbus_method

from deej_desktop.desktop.cover_files import CoverFiles
from deej_desktop.desktop.message_bus import BusThread
from deej_desktop.desktop.notifications_linux import LinuxNotifier
from deej_desktop.domain.track import Track
from tests.fakes import music
from tests.message_bus import PATIENCE_S, Witness

NAME = "org.freedesktop.Notifications"


class Notifications(ServiceInterface):
    def __init__(self) -> None:
        super().__init__(NAME)
        self.notes: list[tuple[int, str, str, dict[str, Variant]]] = []
        self.came = threading.Condition()

    @dbus_method()
    def Notify(  # noqa: N802 - its name on the bus
        self,
        app_name: DBusStr,
        replaces_id: DBusUInt32,
        app_icon: DBusStr,
        summary: DBusStr,
        body: DBusStr,
        actions: Annotated[list[str], DBusSignature("as")],
        hints: Annotated[dict[str, Any], DBusSignature("a{sv}")],
        expire_timeout: DBusInt32,
    ) -> DBusUInt32:
        with self.came:
            self.notes.append((replaces_id, summary, body, hints))
            self.came.notify_all()
        return 7

    def wait_for(self, count: int) -> None:
        with self.came:
            assert self.came.wait_for(lambda: len(self.notes) >= count, PATIENCE_S)


def test_a_song_is_told_of_in_the_place_of_the_one_before(other: Witness, tmp_path: Path) -> None:
    service = Notifications()
    other.offer("/org/freedesktop/Notifications", service)
    other.own(NAME)

    def cover(track: Track) -> bytes | None:
        return b"\x89PNG picture" if track.title == "First" else None

    thread = BusThread()
    try:
        notifier = LinuxNotifier(thread, CoverFiles(tmp_path / "covers", cover))
        notifier.tell(music.track("First"))
        service.wait_for(1)
        second = music.track("Second")
        notifier.tell(replace(second, tags=replace(second.tags, artist="Sim & <Son>")))
        service.wait_for(2)
    finally:
        thread.close()
    (first_id, first, _, hints), (second_id, title, text, others) = service.notes
    assert (first_id, second_id) == (0, 7)
    assert (first, title) == ("First", "Second")
    assert "Sim &amp; &lt;Son&gt;" in text
    assert hints["image-path"].value.startswith("file://")
    assert hints["desktop-entry"].value == "deej"
    assert "image-path" not in others


def test_without_anybody_who_shows_notes_nothing_happens(other: Witness, tmp_path: Path) -> None:
    thread = BusThread()
    notifier = LinuxNotifier(thread, CoverFiles(tmp_path / "covers", lambda _: None))
    notifier.tell(music.track("First"))
    thread.close()
    assert not other.has_owner(NAME)
