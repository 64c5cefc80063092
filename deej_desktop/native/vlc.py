"""The door to libVLC: loading it, and telling what is wrong when that fails."""

from __future__ import annotations

import ctypes
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from deej_desktop.domain.errors import MissingLibrary

if TYPE_CHECKING:
    from types import ModuleType

_OPTIONS = (
    "--quiet",
    "--intf=dummy",
    "--no-video",
    "--no-spu",
    "--no-metadata-network-access",
    "--no-auto-preparse",
    "--audio-replay-gain-mode=none",
    # The bands of the equaliser are where its interface says they are.
    "--no-equalizer-vlcfreqs",
    # What is read ahead is beyond the reach of the volume when a file ends: little, for fades.
    "--file-caching=150",
)


_UNITY_PREAMP_DB = 12.0
"""What libVLC's equaliser needs to leave the level alone."""


class EqualiserGains(Protocol):
    """What an equaliser is to do."""

    @property
    def bands_db(self) -> tuple[float, ...]:
        """The gain of each of libVLC's ten bands, lowest first."""

    @property
    def preamp_db(self) -> float:
        """The gain of everything."""


@dataclass(frozen=True, slots=True)
class VlcHealth:
    """What `deej doctor` says of libVLC.

    Attributes:
        version: Such as "3.0.24 Vetinari", or None if it cannot be used.
        problem: The sentence that says why not and what to do, or None.
    """

    version: str | None
    problem: str | None


def load_vlc() -> ModuleType:
    """Import python-vlc and the libVLC behind it.

    Raises:
        MissingLibrary: libVLC is not installed, or what was found is not libVLC 3.
    """
    try:
        import vlc

        # Where no libVLC is found on Linux the import succeeds, and the first call does not.
        vlc.libvlc_get_version()
    except (ImportError, OSError, NameError, NotImplementedError, AttributeError) as error:
        raise _missing(_remedy()) from error
    except SystemExit as error:
        # This is how python-vlc answers a variable that names no library.
        remedy = "PYTHON_VLC_LIB_PATH or PYTHON_VLC_MODULE_PATH names no libVLC; unset it"
        raise _missing(remedy) from error
    return vlc  # type: ignore[no-any-return]


def new_instance(output: str | None = None) -> Any:  # noqa: ANN401 - python-vlc has no types
    """Start libVLC: a `vlc.Instance` without any window or network habits.

    Args:
        output: The only kind of output to use: "pulse", "alsa", "directsound", or "adummy", which
            is silent; None leaves the choice to libVLC.

    Raises:
        MissingLibrary: libVLC or its plugins are missing.
    """
    vlc = load_vlc()
    options = [*_OPTIONS]
    if output is not None:
        options.append(f"--aout={output},none")
    if output == "pulse":
        # Sound servers take any rate. Without this, libVLC bends the pitch by up to a percent
        # during the first fifteen seconds of every track, to make up for 40 ms of delay.
        options.append("--audio-resampler=none")
    instance = vlc.Instance(options)
    if instance is None:
        raise _missing(f"its plugins are missing or broken; {_remedy()}")
    instance.set_user_agent("Deej", "Deej")
    instance.set_app_id("deej", "", "deej")
    return instance


def new_equaliser(equaliser: EqualiserGains) -> Any:  # noqa: ANN401
    """Make a `vlc.AudioEqualizer` of gains in dB, where 0 everywhere changes nothing."""
    vlc = load_vlc()
    made = vlc.AudioEqualizer()
    made.set_preamp(_UNITY_PREAMP_DB + equaliser.preamp_db)
    for band, gain_db in enumerate(equaliser.bands_db):
        made.set_amp_at_index(gain_db, band)
    return made


def event_manager(of: Any) -> Any:  # noqa: ANN401
    """The `vlc.EventManager` of a player or a media.

    The caller keeps it, and with it the callbacks, for as long as libVLC may call them. (The
    methods of python-vlc that do the same keep everything that was ever asked for one.)
    """
    vlc = load_vlc()
    if isinstance(of, vlc.MediaPlayer):
        return vlc.libvlc_media_player_event_manager(of)
    return vlc.libvlc_media_event_manager(of)


def has_audio(media: Any) -> bool:  # noqa: ANN401
    """Whether a parsed `vlc.Media` holds any audio."""
    vlc = load_vlc()
    # python-vlc declares one level of pointers too few for what this fills in.
    filled_in = ctypes.POINTER(vlc.MediaTrack)()
    count = vlc.libvlc_media_tracks_get(media, ctypes.byref(filled_in))
    tracks = ctypes.cast(filled_in, ctypes.POINTER(ctypes.POINTER(vlc.MediaTrack)))
    found = any(tracks[index].contents.type == vlc.TrackType.audio for index in range(count))
    if count:
        vlc.libvlc_media_tracks_release(tracks, count)
    return found


def list_devices(player: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """The id and the name of everything that a `vlc.MediaPlayer` could be heard on."""
    vlc = load_vlc()
    head = player.audio_output_device_enum()
    found = []
    entry = head
    while entry:
        device = entry.contents
        found.append((_text(device.device), _text(device.description)))
        entry = device.next
    if head:
        vlc.libvlc_audio_output_device_list_release(head)
    return found


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def vlc_health() -> VlcHealth:
    """Try to start libVLC and say how that went."""
    try:
        new_instance().release()
        version: bytes = load_vlc().libvlc_get_version()
    except MissingLibrary as error:
        return VlcHealth(None, str(error))
    return VlcHealth(version.decode(errors="replace"), None)


def _missing(remedy: str) -> MissingLibrary:
    return MissingLibrary("libVLC", "play music", remedy)


def _remedy() -> str:
    on_linux = platform.system() == "Linux"
    packages = "the packages libvlc5 and vlc-plugin-base, or VLC itself,"
    return f"install {packages if on_linux else 'VLC 3 from videolan.org'} and start Deej again"
