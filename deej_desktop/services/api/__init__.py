"""What the faces of Deej (window, desktop, command line) may ask of it.

The window is written against these protocols, so that its tests run on working fakes. Every
method returns at once unless it says that it waits; signals are emitted in whichever thread the
work runs, and states are immutable snapshots that any thread may read.
"""

from deej_desktop.recommend.moods import Mood
from deej_desktop.services.api.bundle import Services
from deej_desktop.services.api.choices import EncoderInfo, EncodersApi, PlaybackApi, SettingsApi
from deej_desktop.services.api.journeys import JourneyApi, JourneyPlan, JourneyStop, JourneyWish
from deej_desktop.services.api.jukebox import (
    JukeboxApi,
    JukeboxState,
    QueuedTrack,
    SteeredBy,
    SteerKind,
    plays,
)
from deej_desktop.services.api.library import (
    BrowseApi,
    FailedFile,
    HowHeard,
    LibraryApi,
    LibraryState,
    MapApi,
    ScanReport,
)
from deej_desktop.services.api.notices import Notice

__all__ = [
    "BrowseApi",
    "EncoderInfo",
    "EncodersApi",
    "FailedFile",
    "HowHeard",
    "JourneyApi",
    "JourneyPlan",
    "JourneyStop",
    "JourneyWish",
    "JukeboxApi",
    "JukeboxState",
    "LibraryApi",
    "LibraryState",
    "MapApi",
    "Mood",
    "Notice",
    "PlaybackApi",
    "QueuedTrack",
    "ScanReport",
    "Services",
    "SettingsApi",
    "SteerKind",
    "SteeredBy",
    "plays",
]
