"""Every instrument plays a clean note at its pitch; the studio is deterministic."""

from __future__ import annotations

import numpy as np
import pytest

from demo_music.instruments import bass, chip, drums, keys, pads, plucked, winds
from demo_music.mix import Part, mixed
from demo_music.score import Clock, tune
from demo_music.sound import SAMPLE_RATE, Audio, Voice, hertz
from demo_music.synthesis.modal import ring
from demo_music.theory import Key

PITCHED: dict[str, tuple[Voice, int]] = {
    "piano": (keys.piano, 60),
    "electric piano": (keys.electric_piano, 60),
    "melodica": (keys.melodica, 72),
    "steel guitar": (plucked.steel_guitar, 52),
    "upright bass": (plucked.upright_bass, 36),
    "sub bass": (bass.sub_bass, 33),
    "dub bass": (bass.dub_bass, 33),
    "house bass": (bass.house_bass, 36),
    "warm pad": (pads.warm_pad, 60),
    "flute": (winds.flute, 76),
    "square": (chip.square(0.25), 69),
    "triangle": (chip.stepped_triangle, 45),
}
DRUMS: dict[str, Voice] = {
    "kick": drums.kick(),
    "snare": drums.snare(),
    "clap": drums.clap,
    "hat": drums.hat(),
    "ride": drums.ride,
    "brush": drums.brush,
    "rim": drums.rim,
    "tom": drums.tom(120.0),
    "rattle": chip.rattle(9000.0, 0.1),
}


def play(voice: Voice, pitch: float) -> Audio:
    return np.atleast_2d(voice(pitch, 0.6, 0.7, np.random.default_rng(5)))


@pytest.mark.parametrize("name", PITCHED)
def test_a_voice_sounds_at_its_pitch(name: str) -> None:
    voice, pitch = PITCHED[name]
    sound = play(voice, pitch).mean(axis=0)
    spectrum = np.abs(np.fft.rfft(sound, 4 * SAMPLE_RATE)) ** 2
    f0 = hertz(pitch)
    near = np.zeros(len(spectrum), dtype=bool)
    for harmonic in range(1, 40):
        low, high = (int(4.0 * harmonic * f0 * 2.0 ** (c / 12.0)) for c in (-0.6, 0.6))
        near[low : high + 1] = True
    assert spectrum[near].sum() > 0.6 * spectrum[4 * 25 :].sum()


@pytest.mark.parametrize("voice", [v for v, _ in PITCHED.values()] + list(DRUMS.values()))
def test_a_note_is_finite_in_range_and_ends_in_silence(voice: Voice) -> None:
    sound = play(voice, 48.0)
    assert np.isfinite(sound).all()
    assert 0.05 < np.max(np.abs(sound)) < 4.0
    assert np.max(np.abs(sound[:, -1])) < 0.02


def test_a_bank_of_modes_equals_the_sum_of_its_sines() -> None:
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    expected = sum(
        a * np.exp(-6.908 * t / d) * np.sin(2.0 * np.pi * f * t + 0.3)
        for f, d, a in ((200.0, 1.0, 0.5), (441.3, 0.4, 0.2))
    )
    assert np.allclose(ring([200.0, 441.3], [1.0, 0.4], [0.5, 0.2], 1.0, 0.3), expected, atol=1e-9)


def test_the_same_seed_gives_the_same_mix_and_another_gives_another() -> None:
    part = Part(tune("1:.5 3 5 8", Key(60, "major")), keys.electric_piano, -20.0, pan=0.3)
    first, again, other = (mixed([part], Clock(120.0, 2.0), 1.5, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert np.sum(first[1] ** 2) > np.sum(first[0] ** 2)
