"""All services in one, as a face gets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from deej_desktop.services.api.choices import EncodersApi, PlaybackApi, SettingsApi
from deej_desktop.services.api.journeys import JourneyApi
from deej_desktop.services.api.jukebox import JukeboxApi
from deej_desktop.services.api.library import BrowseApi, LibraryApi, MapApi
from deej_desktop.services.api.notices import Notice
from deej_desktop.services.playlists.api import PlaylistApi
from deej_desktop.services.tuning.api import TuningApi

if TYPE_CHECKING:  # it needs what is said here
    from deej_desktop.services.room.api import RoomApi


@dataclass(frozen=True, slots=True)
class Services:
    """All that a face gets.

    Attributes:
        jukebox: Plays.
        library: Scans.
        browse: Lists what the library holds.
        music_map: Draws it.
        journeys: Joins the dots.
        playlists: Keeps playlists, and knows past evenings.
        room: Hears the room.
        playback: Knows what to be heard on.
        encoders: Knows what to listen with.
        tuning: Tunes that to the library.
        settings: Remembers.
        demo_music: The folder of the demo music; it may be empty.
        problems: What went wrong before there was a face to tell it.
        no_sound: Why nothing can be heard as long as Deej runs, and what to do; or "".
        let_go: Gives up for good what is being read and listened to, so that nothing waits for it.
    """

    jukebox: JukeboxApi
    library: LibraryApi
    browse: BrowseApi
    music_map: MapApi
    journeys: JourneyApi
    playlists: PlaylistApi
    room: RoomApi
    playback: PlaybackApi
    encoders: EncodersApi
    tuning: TuningApi
    settings: SettingsApi
    demo_music: Path
    problems: tuple[Notice, ...] = ()
    no_sound: str = ""
    let_go: Callable[[], None] = lambda: None
