"""The styles: what is played by whom, in which rhythm, over which chords.

A rhythm is a bar of sixteenths: "x" accent, "o" plain, "-" ghost, "." nothing. Programs and drums
are General MIDI's.
"""

from __future__ import annotations

from dataclasses import dataclass

_KICK, _RIM, _SNARE, _CLAP, _CLOSED, _PEDAL, _OPEN, _RIDE = 36, 37, 38, 39, 42, 44, 46, 51
_CONGA, _CONGA_LOW, _SHAKER, _CLAVE, _COWBELL, _TIMBALE, _TAMBOURINE = 63, 64, 70, 75, 56, 65, 54


@dataclass(frozen=True, slots=True)
class Style:
    """A manner of playing, from which any number of albums and pieces are drawn by chance.

    Attributes:
        name: What it is called.
        bpm: From and to.
        swing: Where the off-beat falls: 0.5 is straight.
        swung: The span that is swung, in beats.
        chords: Progressions in C or A minor, of which a piece takes two.
        kits: For each, a rhythm for each drum; a piece takes two.
        bass: Rhythms ("f" the fifth, "8" the octave), or "walk".
        basses: Programs.
        comp: Rhythms of chords; "arp" breaks them into sixteenths, "eighths" into eighths, and
            "hold" sustains them.
        comps: Programs, of which an album takes one or two.
        leads: Programs of the tune.
        lead_share: How many of the sections have a tune.
        rubato: How far the tempo breathes.
        tune_step: The shortest note of a tune, in beats.
        speech: Whether somebody talks over it.
    """

    name: str
    bpm: tuple[float, float]
    chords: tuple[str, ...]
    comps: tuple[int, ...]
    leads: tuple[int, ...]
    comp: tuple[str, ...]
    kits: tuple[dict[int, str], ...] = ()
    bass: tuple[str, ...] = ()
    basses: tuple[int, ...] = (32,)
    swing: float = 0.5
    swung: float = 1.0
    lead_share: float = 0.6
    rubato: float = 0.0
    tune_step: float = 0.5
    speech: bool = False


_JAZZ_CHORDS = (
    "Dm7 | G7 | Cmaj7 | A7b9 | Dm7 | G7 | Em7 A7b9 | Dm7 G7",
    "C6 | A7 | Dm7 | G7 | Em7 | A7b9 | Dm7 | G7",
    "Cm7 | Fm7 | Dm7b5 | G7b9 | Cm7 | Abmaj7 | Dm7b5 G7b9 | Cm6",
    "C7 | F7 | C7 | C7 | F7 | F7 | C7 | A7b9 | Dm7 | G7 | C7 A7 | Dm7 G7",
)
_POP_CHORDS = (
    "C | G | Am | F",
    "Am | F | C | G",
    "C | Am | F | G",
    "Am | Dm | G | C",
    "F | G | Em | Am",
)
_SOUL_CHORDS = (
    "Am9 | Dm9 | Am9 | Em7",
    "Fmaj7 | Em7 | Dm7 | Cmaj7",
    "Cm9 | Fm9 | Abmaj7 | G7#9",
    "Dm9 | G13 | Cmaj9 | A7#9",
)
_DANCE_CHORDS = (
    "Am | Am | F | G",
    "Cm7 | Cm7 | Abmaj7 | Bb",
    "Dm | Dm | Dm | C",
    "Fm9 | Fm9 | Dbmaj7 | Eb",
    "Am7 | Am7 | Am7 | Em7",
)

STYLES: tuple[Style, ...] = (
    Style(
        "piano",
        (60, 104),
        ("C | Am | F | G", "Am | F | Dm | E7", "Cmaj7 | Am7 | Fmaj7 | G7sus4", "C | Em/B | Am | G"),
        comps=(0, 1),
        leads=(0, 1),
        comp=("arp", "eighths", "x...o...o...o...", "x.......o......."),
        lead_share=0.9,
        rubato=0.08,
    ),
    Style(
        "chamber",
        (58, 120),
        (
            "C | G/B | Am | Em/G | F | C/E | Dm | G",
            "Am | Dm | E7 | Am | F | Dm | E | E7",
            "C | F | G7 | C",
        ),
        comps=(48, 49, 42, 6),
        leads=(40, 68, 73, 71, 41),
        comp=("hold", "eighths", "x...o...o...o..."),
        bass=("x.......o.......", "x...............", "o...o...o...o..."),
        basses=(42, 43, 70),
        lead_share=0.9,
        rubato=0.05,
    ),
    Style(
        "jazz",
        (100, 210),
        _JAZZ_CHORDS,
        comps=(0, 26, 4, 11),
        leads=(65, 66, 56, 0, 26, 71),
        comp=("x.....o.........", "......x.......o.", "....o.....x.....", "o.........x....."),
        kits=(
            {_RIDE: "x...x.o.x...x.o.", _PEDAL: "....o.......o...", _KICK: "-...-...-...-..."},
            {_RIDE: "o...x.o.o...x.o.", _PEDAL: "....o.......o...", _SNARE: "......-.......-."},
        ),
        bass=("walk",),
        swing=0.64,
        lead_share=0.85,
    ),
    Style(
        "hip-hop",
        (78, 98),
        _SOUL_CHORDS,
        comps=(4, 5, 88, 48, 11),
        leads=(11, 73, 81, 4),
        comp=("hold", "x.............o.", "x.....o.........", "..x.....x......."),
        kits=(
            {_KICK: "x.......-.x.....", _SNARE: "....x.......x...", _CLOSED: "o.o.o.o.o.o.o.o."},
            {_KICK: "x..x......xx....", _SNARE: "....x.......x..-", _CLOSED: "o.-.o.-.o.-.o.oo"},
            {_KICK: "x.....x...x.....", _CLAP: "....x.......x...", _CLOSED: "ooooooooo-o-ooxx"},
        ),
        bass=("x..x......x.....", "x.....x...o.....", "x.............oo"),
        basses=(38, 33, 39),
        swing=0.56,
        swung=0.5,
        lead_share=0.3,
        speech=True,
    ),
    Style(
        "reggae",
        (66, 84),
        ("Am | Dm | Am | Em", "C | F | C | G", "Am7 | Am7 | Dm7 | Dm7", "G | C | G | D"),
        comps=(16, 27, 4),
        leads=(57, 66, 22, 17),
        comp=("....x.......x...", "....x.o.....x.o.", "..x...x...x...x."),
        kits=(
            {_KICK: "........x.......", _RIM: "........x.......", _CLOSED: "o.o.o.o.o.o.o.o."},
            {_KICK: "x...x...x...x...", _SNARE: "........x.......", _CLOSED: "..o...o...o...oo"},
        ),
        bass=("..x.x.x.o.......", "x..x..x.....o.o.", "x...o.f...8.o..."),
        basses=(33, 32, 38),
        swing=0.56,
        lead_share=0.45,
    ),
    Style(
        "latin",
        (92, 124),
        ("Am | Dm | E7 | Am", "Dm7 | G7 | Cmaj7 | A7b9", "C | F | G7 | F", "Cm7 | F7 | Cm7 | F7"),
        comps=(0, 24, 11),
        leads=(56, 57, 73, 0),
        comp=("x..x..x...x.x...", "x.x..x.x.x.x..x.", "..x..x..x..x..x."),
        kits=(
            {
                _CONGA: "..o...xx..o...xx",
                _CLAVE: "x..x..x...x.x...",
                _SHAKER: "x-o-x-o-x-o-x-o-",
                _COWBELL: "x...x.o.x...x.o.",
            },
            {
                _CONGA_LOW: "x.....o.x.....oo",
                _TIMBALE: "x.xx.x.xx.xx.x.x",
                _KICK: "......x.......x.",
                _CONGA: "..x...oo..x...oo",
            },
        ),
        bass=("......x.....x...", "x.....f.....8..."),
        basses=(32, 33),
        lead_share=0.6,
    ),
    Style(
        "techno",
        (126, 140),
        ("Am | Am | Am | Am", "Cm | Cm | Cm | Db", "Dm | Dm | Dm | C"),
        comps=(81, 80, 90, 62),
        leads=(80, 81, 99, 87),
        comp=("..x..x..x..x..x.", "x..x..x..x..x.x.", "arp", "..x...x...x...x."),
        kits=(
            {_KICK: "x...x...x...x...", _OPEN: "..x...x...x...x.", _CLAP: "....x.......x..."},
            {_KICK: "x...x...x...x..o", _CLOSED: "o-x-o-x-o-x-o-xx", _RIM: "..x..x....x..x.."},
        ),
        bass=("..oo..oo..oo..oo", ".xxx.xxx.xxx.xxx", "x..x..x.x..x..x8"),
        basses=(38, 39, 87),
        lead_share=0.25,
        tune_step=0.25,
    ),
    Style(
        "house",
        (118, 127),
        _DANCE_CHORDS,
        comps=(0, 4, 16, 62, 90),
        leads=(81, 53, 11, 66),
        comp=("x..x..x...x..x..", "..x...x...x...x.", "x..o..x...x...o.", "hold"),
        kits=(
            {_KICK: "x...x...x...x...", _CLAP: "....x.......x...", _OPEN: "..x...x...x...x."},
            {
                _KICK: "x...x...x...x...",
                _SNARE: "....x.......x..-",
                _SHAKER: "-o-x-o-x-o-x-o-x",
                _CONGA: "...o..x....o.x..",
            },
        ),
        bass=("..x...x...x...x.", "x..x..x...x..o8.", "..x...8...f...8."),
        basses=(38, 33, 39),
        lead_share=0.4,
    ),
    Style(
        "drum and bass",
        (168, 178),
        _DANCE_CHORDS,
        comps=(88, 89, 95, 4),
        leads=(81, 73, 87, 11),
        comp=("hold", "x.........o.....", "arp"),
        kits=(
            {_KICK: "x.........x.....", _SNARE: "....x..-.-..x..-", _CLOSED: "o.o.o.o.o.o.o.o."},
            {_KICK: "x.x.......x.....", _SNARE: "....x..x.-..x.-.", _RIDE: "x.o.x.o.x.o.x.o."},
        ),
        bass=("x.........x.....", "x......x..8.....", "x...............", "xx....xx..f....."),
        basses=(38, 39, 87),
        lead_share=0.35,
    ),
    Style(
        "rock",
        (96, 150),
        ("C5 | F5 | G5 | C5", "A5 | F5 | C5 | G5", "E5 | G5 | A5 | C5", "D5 | C5 | G5 | D5"),
        comps=(29, 30, 27),
        leads=(30, 29, 53, 17),
        comp=("x.x.x.x.x.x.x.x.", "x..x..x.x..x..x.", "hold", "x...x.x...x.x.x."),
        kits=(
            {_KICK: "x.....x.x.......", _SNARE: "....x.......x...", _CLOSED: "x.o.x.o.x.o.x.o."},
            {_KICK: "x..x..x.x..x....", _SNARE: "....x.......x..o", _RIDE: "x...x...x...x..."},
        ),
        bass=("x.o.o.o.o.o.o.o.", "x.....o.x.......", "x...x...x...x..."),
        basses=(34, 33),
        lead_share=0.5,
    ),
    Style(
        "folk",
        (84, 132),
        (*_POP_CHORDS, "G | D | Em | C", "D | G | D | A"),
        comps=(25, 24, 105, 21),
        leads=(40, 73, 22, 105, 110, 52),
        comp=("x...o.o...o.o.o.", "arp", "x.o.o.o.x.o.o.o.", "eighths"),
        kits=({_TAMBOURINE: "....x.......x..."}, {}),
        bass=("x.......f.......", "x...............", ""),
        basses=(32, 33),
        lead_share=0.8,
    ),
    Style(
        "soul",
        (68, 112),
        (*_SOUL_CHORDS, *_POP_CHORDS[:2]),
        comps=(4, 16, 26, 0),
        leads=(65, 53, 56, 18),
        comp=("x.......o.....o.", "..x...x...x...x.", "x...o...x...o...", "hold"),
        kits=(
            {_KICK: "x.....x.x.......", _SNARE: "....x.......x...", _CLOSED: "xoxoxoxoxoxoxoxo"},
            {_KICK: "x..x....-.x..x..", _SNARE: "....x..-.-..x...", _OPEN: "..............x."},
        ),
        bass=("x..x....o.x..f8.", "x.....o.x.o.....", "x.x..o..8.x..f.."),
        basses=(33, 34, 36),
        swing=0.54,
        swung=0.5,
        lead_share=0.55,
    ),
)
