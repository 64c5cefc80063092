"""What listening makes of a file: its slices, and what was measured on the way."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from deej_desktop.analysis.card import Preprocessing
from deej_desktop.analysis.decode import decode_blocks
from deej_desktop.analysis.first_listen import first_slices
from deej_desktop.analysis.mel import MelSlices, mel_slices_of
from deej_desktop.analysis.sound_meter import SoundMeter
from deej_desktop.domain.arrays import FloatArray
from deej_desktop.domain.sound import Listen, Sound


class Decoded(NamedTuple):
    """What a decoder makes of a file.

    Attributes:
        slices: Its audible slices: all after a full listen, some after a first.
        sound: What was measured; None after a first listen.
    """

    slices: MelSlices
    sound: Sound | None = None


class Heard(NamedTuple):
    """What is known of a file once it was listened to.

    Attributes:
        vectors: Of its audible slices, in order of time, as the encoder gives them: (n,
            dimensions) with n > 0.
        sound: What was measured; None after a first listen.
    """

    vectors: FloatArray
    sound: Sound | None = None

    @property
    def listen(self) -> Listen:
        """How closely it was listened to; closer than was asked for if that was easier."""
        return Listen.FIRST if self.sound is None else Listen.FULL


def decoded_file(path: Path, preprocessing: Preprocessing, listen: Listen) -> Decoded:
    """Decode a file and cut it into slices, in bounded memory whatever its length.

    Of a file that a first listen cannot judge all is decoded.

    Raises:
        UnreadableAudio: See `decode_blocks`.
        MissingLibrary: PyAV is not installed or broken.
    """
    if listen is Listen.FIRST:
        some = first_slices(path, preprocessing)
        if some is not None:
            return Decoded(some)
    meter = SoundMeter(preprocessing.sample_rate)
    blocks = decode_blocks(path, preprocessing.sample_rate, meter)
    slices = mel_slices_of(blocks, preprocessing)
    return Decoded(slices, meter.finish())
