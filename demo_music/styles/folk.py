"""Folk: two steel guitars, a wooden flute, a concertina, a frame drum; tunes in two strains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from demo_music import effects
from demo_music.instruments.drums import shaker, tom
from demo_music.instruments.keys import melodica
from demo_music.instruments.plucked import steel_guitar, upright_bass
from demo_music.instruments.winds import flute
from demo_music.mix import Part, mixed
from demo_music.piece import Style
from demo_music.score import Clock, Note, humanised, looped, moved, shaped, strokes, tune
from demo_music.sound import Audio, hertz
from demo_music.theory import (
    Chord,
    Key,
    Span,
    chord_at,
    nearest,
    pitch,
    progression,
    voice_lead_all,
)


@dataclass(frozen=True, slots=True)
class _Tune:
    """Two strains, their chords, and how the guitar is picked.

    `plan` names the strains in order; the flute plays all of them, the second guitar plays the
    capital ones along with it, and chord tones beneath the others. `shaker` and `drum` are one
    bar of eighths; the drum is tuned to the key.
    """

    key: Key
    bar: float
    bpm: float
    strains: dict[str, tuple[str, str]]
    plan: str
    picking: tuple[tuple[float, str], ...]
    shaker: str
    drum: str


# A picking pattern says, for one bar, when which string sounds: "b" the bass, "f" the other bass,
# digits the strings of the chord from low to high.
_TRAVIS = (
    (0.0, "b3"),
    (0.5, "1"),
    (1.0, "f"),
    (1.5, "2"),
    (2.0, "b"),
    (2.5, "3"),
    (3.0, "f"),
    (3.5, "2"),
)
_JIG = ((0.0, "b2"), (0.5, "1"), (1.0, "3"), (1.5, "f2"), (2.0, "1"), (2.5, "3"))
_REEL = (
    (0.0, "b"),
    (0.5, "2"),
    (1.0, "13"),
    (1.5, "2"),
    (2.0, "f"),
    (2.5, "2"),
    (3.0, "13"),
    (3.5, "2"),
)
_WALTZ = ((0.0, "b"), (0.5, "1"), (1.0, "2"), (1.5, "3"), (2.0, "2"), (2.5, "1"))

_TUNES = (
    _Tune(
        Key(pitch("G4"), "major"),
        4.0,
        130.0,
        {
            "a": (
                "G | Cadd9 | G/B | D | Em | C | G D | G |",
                "5:1 6:.5 5:.5 3:1 2:.5 1:.5 | 2:1 3:.5 2:.5 1:1 6,:1 |"
                "1:1 2:.5 3:.5 5:1 6:.5 5:.5 | 2:3 r:1 | 6:1 8:.5 6:.5 5:1 3:1 |"
                "4:1 6:.5 5:.5 3:1 1:1 | 3:1 2:.5 1:.5 2:1 7,:1 | 1:3 r:1 |",
            ),
            "b": (
                "Em | C | G | D | Em | C | D7 | G |",
                "8:1.5 9:.5 8:1 6:1 | 6:1.5 5:.5 4:1 6:1 | 5:1.5 3:.5 5:1 8:1 | 7:1.5 6:.5 5:2 |"
                "8:1.5 9:.5 10:1! 8:1 | 6:1 8:1 6:1 5:.5 4:.5 | 5:1 4:.5 3:.5 2:1 7,:1 | 1:3 r:1 |",
            ),
        },
        "AbA",
        _TRAVIS,
        "-xoo-xoo",
        "x..-o..-",
    ),
    _Tune(
        Key(pitch("E4"), "dorian"),
        3.0,
        152.0,
        {
            "a": (
                "Em | D | Em | D | Em | G | D | Em |",
                "5:.5! 4:.5 3:.5 1:1 1:.5 | 2:.5 1:.5 7,:.5 4,:1 7,:.5 |"
                "1:.5! 2:.5 3:.5 4:.5 3:.5 4:.5 | 4:1 2:.5 7,:1 2:.5 | 5:.5! 4:.5 3:.5 1:1 5:.5 |"
                "7:1 5:.5 3:.5 4:.5 5:.5 | 4:.5! 3:.5 2:.5 7,:.5 1:.5 2:.5 | 1:1.5 1:1 r:.5 |",
            ),
            "b": (
                "G | D | A | Em | G | D | Bm | Em |",
                "7:.5! 8:.5 7:.5 5:1 7:.5 | 9:.5 7:.5 4:.5 7:1 9:.5 |"
                "8:.5! 6:.5 4:.5 6:1 4:.5 | 5:.5 3:.5 4:.5 5:1 r:.5 | 7:.5! 8:.5 10:.5 10:1 9:.5 |"
                "9:.5 8:.5 7:.5 4:1 4:.5 | 5:.5! 4:.5 2:.5 7,:.5 1:.5 2:.5 | 1:1.5 1:1 r:.5 |",
            ),
        },
        "aAbBA",
        _JIG,
        "o-xo-x",
        "x.-o.-",
    ),
    _Tune(
        Key(pitch("C4"), "major"),
        3.0,
        138.0,
        {
            "a": (
                "C | G/B | Am | Em | F | C/E | Dm7 | G |",
                "3:2 5:1 | 5:1.5 4:.5 2:1 | 3:2 1:1 | 3:2 r:1 | 4:1 6:1 8:1 | 5:2 3:1 |"
                "4:1.5 3:.5 2:1 | 2:2 r:1 |",
            ),
            "b": (
                "C | G/B | Am | Em | F | C/E | Dm7 G7 | C |",
                "8:2 5:1 | 7:1.5 6:.5 5:1 | 8:2! 6:1 | 5:2 3:1 | 6:1.5 5:.5 4:1 | 3:1.5 4:.5 5:1 |"
                "4:1 2:1 7,:1 | 1:2 r:1 |",
            ),
        },
        "aABA",
        _WALTZ,
        "-oxoxo",
        "x....-",
    ),
    _Tune(
        Key(pitch("A3"), "major"),
        4.0,
        164.0,
        {
            "a": (
                "A | A | D | E | A | A | D E | A |",
                "1:.5! 3 5 3 8! 5 3 5 | 6:.5! 5 3 5 2 3 1 2 | 4:.5! 6 8 6 9! 8 6 8 |"
                "7:.5! 6 5 3 2:1 5:1 | 1:.5! 3 5 3 8! 5 3 5 | 6:.5! 5 3 5 8:1 9:.5 8:.5 |"
                "6:.5! 8 6 4 5! 7 5 2 | 1:.5! 2 3 2 1:1 r:1 |",
            ),
            "b": (
                "F#m | D | A | E | F#m | D | E | A |",
                "6:.5! 8 10 8 11! 10 8 10 | 11:.5! 10 8 6 4 6 8 6 | 10:.5! 8 5 8 10 12 10 8 |"
                "9:1! 7:.5 5:.5 9:1 r:1 | 6:.5! 8 10 8 11! 10 8 10 | 11:.5! 10 8 6 4:1 6:.5 8:.5 |"
                "9:.5! 7 5 7 9 11 9 7 | 8:1! 8:.5 5:.5 1:1 r:1 |",
            ),
        },
        "aABA",
        _REEL,
        "-xoo-xoo",
        "x.-.o.-.",
    ),
)


def _picked(spans: Sequence[Span], piece: _Tune, until: float) -> list[Note]:
    """The accompanying guitar: the pattern over whatever chord sounds, strings left to ring."""
    notes = []
    shapes = voice_lead_all(spans, 54, 69, 3)
    for bar in np.arange(0.0, until, piece.bar):
        for offset, strings in piece.picking:
            beat = float(bar) + offset
            index = max(i for i, s in enumerate(spans) if s.start <= beat + 1e-6)
            chord = spans[index].chord
            bass = nearest([chord.bass], 43)
            fifth = nearest([c for c in chord.classes[:3] if c != chord.bass], bass + 4)
            for string in strings:
                if string in "bf":
                    low, loud = (bass, 0.62) if string == "b" else (fifth, 0.5)
                    notes.append(Note(beat, 1.6, low, loud))
                else:
                    notes.append(Note(beat, 1.2, shapes[index][int(string) - 1], 0.42))
    return notes


def _ornamented(notes: Sequence[Note], chance: np.random.Generator) -> list[Note]:
    """Cuts before some long notes, as pipers and fiddlers add them."""
    result = []
    for note in notes:
        if note.length >= 1.0 and chance.uniform() < 0.35:
            result.append(Note(note.start, 0.08, note.pitch + 2, 0.5))
            result.append(replace(note, start=note.start + 0.08, length=note.length - 0.08))
        else:
            result.append(note)
    return result


def _beneath(melody: Sequence[Note], spans: Sequence[Span]) -> list[Note]:
    """A tone of the chord below each long note, for the second guitar under the flute."""
    return [
        Note(n.start, n.length + 0.3, nearest(chord_at(spans, n.start).classes, n.pitch - 4), 0.5)
        for n in melody
        if n.length >= 1.0
    ]


def _lines(
    piece: _Tune, intro: float, chance: np.random.Generator
) -> tuple[list[Span], list[Note], list[Note]]:
    """The chords of the whole piece, and what the second guitar and the flute play over them."""
    bars = round(intro / piece.bar)
    spans = [s for s in progression(piece.strains["a"][0], piece.bar)[:bars] if s.start < intro]
    guitar: list[Note] = []
    whistle: list[Note] = []
    for turn, name in enumerate(piece.plan):
        at = intro + turn * 8 * piece.bar
        chords, text = piece.strains[name.lower()]
        strain = progression(chords, piece.bar, at)
        melody = tune(text, piece.key, at, 0.7)
        spans += strain
        whistle += _ornamented(moved(melody, 0.0, 12.0), chance)
        if name.isupper():
            guitar += [replace(n, length=n.length + 0.4) for n in melody]
        else:
            guitar += _beneath(melody, strain)
    return spans, guitar, whistle


def _goodbye(chord: Chord, end: float) -> dict[str, list[Note]]:
    """The last chord: a slow strum, and everybody on the root."""
    strum = dict.fromkeys(nearest(chord.classes, p) for p in (43, 50, 55, 59.5, 64, 67))
    return {
        "picked": [Note(end + 0.07 * i, 5.0, p, 0.55) for i, p in enumerate(strum)],
        "flute": [Note(end, 3.0, nearest([chord.root], 79), 0.5)],
        "bass": [Note(end, 3.0, nearest([chord.root], 36), 0.55)],
        "reeds": [Note(end, 3.0, nearest(chord.classes, p), 0.45) for p in (52, 59, 64)],
    }


def render(number: int) -> Audio:
    """Compose and play one of them."""
    piece = _TUNES[number]
    chance = np.random.default_rng([13, number])
    intro = piece.bar * (2 if piece.bar == 4.0 else 4)
    spans, guitar, flute_line = _lines(piece, intro, chance)
    end = spans[-1].start + spans[-1].beats
    sung = [s for s in spans if s.start >= intro]
    last = _goodbye(spans[-1].chord, end)
    bass = [Note(s.start, min(s.beats, 2.0) * 0.9, nearest([s.chord.bass], 36), 0.55) for s in sung]
    reeds = [
        Note(s.start, s.beats * 0.98, sounding, 0.5)
        for s, voicing in zip(sung, voice_lead_all(sung, 55, 69, 2), strict=True)
        for sounding in (nearest([s.chord.root], 50), *voicing)
    ]
    bars = round((end - intro) / piece.bar)
    shakes = looped(strokes(piece.shaker, 0.5), piece.bar, bars, intro)
    drum = looped(strokes(piece.drum, 0.5), piece.bar, bars, intro)
    clock = Clock(piece.bpm, end, rubato=0.008, phrase=8 * piece.bar, slowing=4.0, slowest=0.72)
    swell = ((0.0, 0.9), (intro, 0.85), (end - 8 * piece.bar, 1.1), (end, 0.9))
    picked = shaped(_picked(spans, piece, end) + last["picked"], *swell)
    flute_line = shaped(flute_line + last["flute"], *swell)
    frame_drum = tom(hertz(nearest([piece.key.tonic % 12], 43)))
    air = {"room": 0.25}
    parts = [
        Part(humanised(picked, chance, 0.012), steel_guitar, -20.5, pan=-0.35, sends=air),
        Part(humanised(guitar, chance, 0.012), steel_guitar, -20.5, pan=0.35, sends=air),
        Part(humanised(flute_line, chance), flute, -20.0, pan=0.08, sends={"room": 0.42}),
        Part(reeds + last["reeds"], melodica, -28.0, pan=-0.1, sends={"room": 0.3}),
        Part(humanised(bass + last["bass"], chance), upright_bass, -25.0, sends={"room": 0.08}),
        Part(humanised(drum, chance), frame_drum, -28.5, pan=0.15, sends=air),
        Part(humanised(shakes, chance), shaker, -29.5, pan=0.5, sends=air),
    ]
    buses = {"room": (effects.room(1.5, 33, brightness=0.9, predelay=0.015),)}
    return mixed(parts, clock, clock.seconds(end) + 4.5, 13 + number, buses)


STYLE = Style(
    "Folk",
    "Lane and Hedgerow",
    ("The Hay Cart", "Millstream", "Old Orchard Gate", "The Kestrel Reel"),
    render,
)
