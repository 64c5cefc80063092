"""The door to librosa, which training and evaluation measure themselves by.

Listening does without it: its import takes seconds, and numba compiles when first used.
"""

from __future__ import annotations

from types import ModuleType

from deej_desktop.domain.errors import MissingLibrary


def load_librosa() -> ModuleType:
    """Import librosa.

    Raises:
        MissingLibrary: It is not installed, or broken.
    """
    try:
        import librosa
    except (ImportError, OSError) as error:
        raise MissingLibrary("librosa", "compare encoders", "install Deej again") from error
    module: ModuleType = librosa
    return module
