"""Cover art: one look for each style, one variation for each piece."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from demo_music.canvas import Canvas, both, without
from demo_music.png import png

_SIZE = 480


def _piano(number: int, chance: np.random.Generator) -> Canvas:
    """A keyboard at night and a moon."""
    canvas = Canvas(_SIZE, ("#22304a", "#43273a", "#1f3b3a", "#3d3a1f")[number % 4])
    moon = (0.22 + 0.18 * number, 0.3)
    canvas.paint(canvas.disc(*moon, 0.15), "#f3e9d2")
    canvas.paint(canvas.disc(moon[0] + 0.06 - 0.05 * number, moon[1] - 0.03, 0.13),
                 ("#22304a", "#43273a", "#1f3b3a", "#3d3a1f")[number % 4])  # fmt: skip
    canvas.block(0.0, 0.6, 1.0, 1.0, "#f3e9d2")
    for key in range(1, 10):
        canvas.block(key / 10 - 0.003, 0.6, key / 10 + 0.003, 1.0, "#8d8577")
        if (key + number) % 7 not in (0, 3):
            canvas.block(key / 10 - 0.03, 0.6, key / 10 + 0.03, 0.83, "#17161c")
    pressed = int(chance.integers(1, 9)) / 10
    canvas.block(pressed + 0.035, 0.86, pressed + 0.065, 0.96, "#c8553d")
    return canvas


def _ambient(number: int, chance: np.random.Generator) -> Canvas:
    """A low sun over water, in bands."""
    del chance
    skies = (
        ("#0f2a43", "#1d4e68", "#3b7a8c", "#7fb3b0", "#f2d7b6", "#f7b58d"),
        ("#140f33", "#2c1e5c", "#503286", "#7d55a8", "#8fb8c9", "#b9f0d3"),
        ("#0b1f2a", "#12394a", "#1f5a6b", "#4389a0", "#9cc7d6", "#e8f4f6"),
        ("#2a0f22", "#571f3a", "#8f3a4c", "#c96a5a", "#eda76f", "#fbe0a4"),
    )[number % 4]
    canvas = Canvas(_SIZE, skies[0])
    for band, colour in enumerate(skies[1:], start=1):
        level = 0.12 * band + 0.02 * np.sin(7.0 * canvas.x + 1.7 * band + number)
        canvas.paint(canvas.below(level), colour)
    horizon = np.full_like(canvas.x, 0.7)
    sun = (0.26 + 0.16 * number, 0.66)
    canvas.paint(both(canvas.disc(*sun, 0.13), -canvas.below(horizon)), "#fff3dc")
    for band, colour in enumerate(reversed(skies[:5])):
        level = 0.7 + 0.065 * band + 0.008 * np.sin(18.0 * canvas.x + 2.0 * band)
        canvas.paint(canvas.below(level), colour)
    for line in range(5):
        half = 0.1 - 0.016 * line
        top = 0.73 + 0.045 * line
        canvas.paint(canvas.box(sun[0] - half, top, sun[0] + half, top + 0.008), "#fff3dc", 0.8)
    return canvas


def _folk(number: int, chance: np.random.Generator) -> Canvas:
    """Hills, a sun, round trees."""
    sky, sun = (
        ("#f6e3b4", "#e4763c"),
        ("#cfe3dc", "#f4c95d"),
        ("#f3d3c2", "#d1495b"),
        ("#d7d3ea", "#f2a65a"),
    )[number % 4]
    canvas = Canvas(_SIZE, sky)
    canvas.paint(canvas.disc(0.8 - 0.19 * number, 0.27, 0.12), sun)
    for hill, colour in enumerate(("#9fb878", "#6f9a5c", "#4c7a4a", "#2f5a3c")):
        bend = 0.07 * np.sin(4.5 * canvas.x + 2.1 * hill + 1.3 * number)
        line = 0.46 + 0.14 * hill + bend
        canvas.paint(canvas.below(line), colour)
        for _ in range(3):
            x = float(chance.uniform(0.05, 0.95))
            y = 0.46 + 0.14 * hill + 0.07 * float(np.sin(4.5 * x + 2.1 * hill + 1.3 * number))
            canvas.block(x - 0.006, y - 0.05, x + 0.006, y + 0.01, "#4a3426")
            canvas.paint(canvas.disc(x, y - 0.07, 0.034), "#24482f")
    return canvas


def _jazz(number: int, chance: np.random.Generator) -> Canvas:
    """A skyline in the small hours."""
    canvas = Canvas(_SIZE, ("#18213f", "#2a1838", "#10302f", "#3a1a22")[number % 4])
    canvas.paint(canvas.disc(0.16 + 0.22 * number, 0.22, 0.09), "#f5e6b8")
    for row, colour in enumerate(("#2c3a63", "#0c1122")):
        left = -0.02
        while left < 1.0:
            width = float(chance.uniform(0.09, 0.17))
            top = float(chance.uniform(0.32, 0.55)) + 0.17 * row
            canvas.block(left, top, left + width, 1.0, colour)
            for x in np.arange(left + 0.02, left + width - 0.025, 0.033):
                for y in np.arange(top + 0.03, 0.97, 0.05):
                    if row and chance.uniform() < 0.27:
                        canvas.block(x, y, x + 0.016, y + 0.025, "#f4b942")
            left += width + (0.0 if row else 0.01)
    return canvas


def _dub(number: int, chance: np.random.Generator) -> Canvas:
    """A record, off centre, in three colours."""
    del chance
    canvas = Canvas(_SIZE, ("#f0c33c", "#2f7d4f", "#b8322a", "#e8dcc0")[number % 4])
    middle = ((0.62, 0.56), (0.4, 0.6), (0.55, 0.42), (0.36, 0.44))[number % 4]
    canvas.paint(canvas.disc(*middle, 0.47), "#161412")
    for groove in range(9):
        canvas.paint(canvas.ring(*middle, 0.2 + 0.03 * groove, 0.004), "#3a352f")
    turns = np.arctan2(canvas.y - middle[1], canvas.x - middle[0])
    for third, colour in enumerate(("#b8322a", "#f0c33c", "#2f7d4f")):
        start = -np.pi + third * 2.0 * np.pi / 3.0
        apart = np.maximum(start - turns, turns - start - 2.0 * np.pi / 3.0)
        canvas.paint(both(canvas.disc(*middle, 0.16), np.asarray(apart * 0.16)), colour)
    canvas.paint(canvas.disc(*middle, 0.025), "#f6efe0")
    return canvas


def _house(number: int, chance: np.random.Generator) -> Canvas:
    """Warehouse windows, some with light behind them."""
    lights = (
        ("#ff4f8b", "#ffb03a"),
        ("#34e0c8", "#3a86ff"),
        ("#ff7b3a", "#ffe14f"),
        ("#8d5bff", "#9dff6a"),
    )[number % 4]
    canvas = Canvas(_SIZE, "#120f1c")
    for row in range(7):
        for column in range(5):
            left, top = 0.06 + 0.18 * column, 0.06 + 0.128 * row
            lit = chance.uniform()
            colour = lights[0] if lit < 0.22 else lights[1] if lit < 0.4 else "#241e36"
            canvas.block(left, top, left + 0.16, top + 0.108, colour)
            canvas.block(left + 0.077, top, left + 0.083, top + 0.108, "#120f1c")
            canvas.block(left, top + 0.051, left + 0.16, top + 0.057, "#120f1c")
    return canvas


def _drum_and_bass(number: int, chance: np.random.Generator) -> Canvas:
    """Lights seen from a fast train."""
    colours = (
        ("#f25c05", "#f7b32b", "#e8e9eb"), ("#00c2a8", "#b8f2e6", "#f25c9a"),
        ("#5b8def", "#c7d9ff", "#f7d046"),
        ("#ff4d5e", "#ffd3c9", "#5ce1e6"),
    )[number % 4]  # fmt: skip
    canvas = Canvas(_SIZE, "#0d1520")
    along, across = canvas.slant(-0.35 - 0.12 * number)
    for _ in range(46):
        at, begin = float(chance.uniform(-0.7, 0.7)), float(chance.uniform(-0.9, 0.5))
        length, width = float(chance.uniform(0.1, 0.6)), float(chance.choice([0.003, 0.006, 0.012]))
        streak = np.maximum(
            np.abs(across - at) - width, np.maximum(begin - along, along - begin - length)
        )
        canvas.paint(np.asarray(streak), str(chance.choice(colours)))
    window = without(canvas.box(-1, -1, 2, 2), canvas.box(0.07, 0.14, 0.93, 0.86))
    canvas.paint(window, "#1d2836")
    return canvas


def _chiptune(number: int, chance: np.random.Generator) -> Canvas:
    """A creature of sixteen by sixteen pixels, or nearly."""
    ground, body, eye = (
        ("#5c94fc", "#fcd8a8", "#d82800"), ("#2c1e50", "#7cfc9a", "#fc9838"),
        ("#f83878", "#fcfcfc", "#2038ec"),
        ("#f8b800", "#5a2a00", "#fcfcfc"),
    )[number % 4]  # fmt: skip
    canvas = Canvas(_SIZE, ground)
    half = chance.uniform(size=(10, 5)) < 0.62
    half[2:8, 3:] = True
    step = 0.068
    for row in range(10):
        for column in range(10):
            if half[row, column if column < 5 else 9 - column]:
                left, top = 0.16 + step * column, 0.14 + step * row
                canvas.block(left, top, left + step, top + step, body)
    for column in (3, 6):
        left, top = 0.16 + step * column, 0.14 + step * 4
        canvas.block(left, top, left + step, top + step, eye)
    for column in range(8):
        left = 0.02 + 0.125 * column
        canvas.paint(canvas.box(left, 0.9, left + 0.11, 0.97), body, 0.5)
    return canvas


_LOOKS: dict[str, Callable[[int, np.random.Generator], Canvas]] = {
    "Solo Piano": _piano,
    "Ambient": _ambient,
    "Folk": _folk,
    "Jazz Trio": _jazz,
    "Dub": _dub,
    "House": _house,
    "Drum and Bass": _drum_and_bass,
    "Chiptune": _chiptune,
}


def cover(style: str, number: int) -> bytes:
    """Draw the cover of a piece, as a PNG file.

    Raises:
        KeyError: If no look was drawn for this style.
    """
    chance = np.random.default_rng([sorted(_LOOKS).index(style), number])
    return png(_LOOKS[style](number, chance).pixels())
