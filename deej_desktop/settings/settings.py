"""The settings and their limits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from deej_desktop.domain.browsing import SortKey

VERSION = 1
"""Raised with every change of meaning; `settings_file` migrates older files."""

MAX_KEEP_ON = 10
"""The knob's last stop; 0 stands for the whole session."""


MAX_CROSSFADE_S = 12.0
"""Longer, two songs at once are a mess."""

EQUALISER_BANDS_HZ = (31, 62, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)
"""The middles of the bands that can be raised and lowered."""

SPOKEN = ("Audiobook", "Audiobooks", "Podcast", "Speech", "Hörbuch", "Hörspiel", "Audiolibro")
"""Genres of what is no music."""

Gain = Annotated[float, Field(ge=-12.0, le=12.0)]
"""Decibels."""


class Settings(BaseModel):
    """Everything that the listener may choose; the defaults suit most people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = VERSION
    keep_on: Annotated[int, Field(ge=0, le=MAX_KEEP_ON)] = 3
    drunk: Annotated[float, Field(ge=0.0, le=1.0)] = 0.1
    volume: Annotated[float, Field(ge=0.0, le=1.0)] = 0.8
    epsilon: Annotated[float, Field(gt=0.0, le=1.0)] | None = None
    """Cosine distance under which two slices are the same; None: as the encoder's card says."""
    encoder: str | None = None
    """The encoder to listen with; None: the one that ships."""
    theme: Literal["system", "light", "dark"] = "system"
    max_track_minutes: Annotated[float, Field(gt=0.0)] = 15.0
    """Longer tracks are analysed but kept out of playlists."""
    window_geometry: str = ""
    """Where the window was and how large, as Qt writes it down, in base64; "": as it opens."""
    mini_geometry: str = ""
    """The same of the mini player."""
    song_order: SortKey = SortKey.RELEVANCE
    """By what the songs of the library are ordered while none are searched for."""
    song_order_reversed: bool = False
    """Whether they are the other way round."""
    song_columns: dict[str, dict[str, Annotated[float, Field(ge=0.0, le=1000.0)]]] = {}
    """Of lists of songs, the shares of the width that their columns have been given; 0: hidden."""

    crossfade_s: Annotated[float, Field(ge=0.0, le=MAX_CROSSFADE_S)] | None = None
    """How long two songs overlap; None: as suits them, and not at all inside an album."""
    levelling: Literal["off", "track", "album", "automatic"] = "automatic"
    """What songs are brought to the same loudness by; automatic: by album while one plays."""
    preamp_db: Gain = 0.0
    """Added to the level of every song; what would clip is held back."""
    audio_device: str = ""
    """The output to play through, as the player names it; "": the system's own."""
    microphone: str = ""
    """What hears the room, by its name; "": the system's own."""
    equaliser_db: tuple[Gain, ...] = ()
    """One gain for each of `EQUALISER_BANDS_HZ`; (): no equaliser."""

    heard_lately_hours: Annotated[float, Field(ge=0.0, le=24.0 * 60)] = 12.0
    """What was heard within so many hours is not chosen again; 0: no such rule."""
    artist_apart: Annotated[int, Field(ge=0, le=20)] = 3
    """Tracks within which no artist comes twice; 0: no such rule."""
    album_apart: Annotated[int, Field(ge=0, le=20)] = 3
    """Tracks within which no album comes twice; 0: no such rule."""
    one_recording: bool = True
    """Whether a song comes in one recording only."""
    skip_interludes: bool = True
    """Whether what lasts under half a minute is chosen last of all."""
    in_season: bool = True
    """Whether Christmas music is kept for December."""
    excluded_genres: tuple[str, ...] = SPOKEN
    """Never chosen; asked for, they play."""
    excluded_folders: tuple[Path, ...] = ()
    """Never chosen; asked for, what is in them plays."""
    on_battery: Literal["closely", "quickly", "not"] = "quickly"
    """How scans listen while the computer runs on its battery; quickly: a first time only."""

    language: str = ""
    """Of the window, such as "es"; "": the system's."""
    text_size: Annotated[float, Field(ge=0.8, le=2.0)] = 1.0
    """Of all text, as a multiple of the system's."""
    reduced_motion: bool = False
    """Whether nothing moves that need not; a system that wants it so is always heeded."""
    shortcuts: dict[str, str] = {}
    """Keys that the listener changed, by the name of what they do; "": none."""
    notifications: Literal["never", "in background", "always"] = "in background"
    """When a new song is told of on the desktop; in background: while no window of ours is used."""
    tray: bool = False
    """Whether closing the window leaves Deej playing in the tray of the desktop."""

    @field_validator("equaliser_db")
    @classmethod
    def _has_all_bands(cls, gains: tuple[float, ...]) -> tuple[float, ...]:
        if len(gains) not in (0, len(EQUALISER_BANDS_HZ)):
            raise ValueError(f"an equaliser has {len(EQUALISER_BANDS_HZ)} bands")
        return gains
