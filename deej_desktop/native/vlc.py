"""The door to libVLC: loading it, and telling what is wrong when that fails."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    # What is read ahead is beyond the reach of the volume when a file ends: little, for fades.
    "--file-caching=150",
)


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


def new_instance(*options: str) -> Any:  # noqa: ANN401 - python-vlc has no types
    """Start libVLC: a `vlc.Instance` without any window or network habits.

    Args:
        options: More of VLC's command line.

    Raises:
        MissingLibrary: libVLC or its plugins are missing.
    """
    vlc = load_vlc()
    instance = vlc.Instance([*_OPTIONS, *options])
    if instance is None:
        raise _missing(f"its plugins are missing or broken; {_remedy()}")
    instance.set_user_agent("Deej", "Deej")
    instance.set_app_id("deej", "", "deej")
    return instance


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
