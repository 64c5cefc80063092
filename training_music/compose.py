"""Composes a piece of a style by chance: form, chords, grooves, a bass line, a tune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo_music.improvise import walking_bass
from demo_music.score import Clock, Note, humanised, moved, strokes
from demo_music.theory import Span, chord_at, nearest, progression, voice_lead_all
from training_music.midi import Voice
from training_music.styles import Style

_BAR = 4.0
_SECTION_BARS = 8
_TUNE_RHYTHMS = ((1, 1, 2), (2, 1, 1), (3, 1), (1, 1, 1, 1), (4,), (2, 2), (1, 3), (2, 1, 1, 4))


@dataclass(frozen=True, slots=True)
class Band:
    """Who plays on an album, and how it is mixed: what its pieces have in common."""

    comps: tuple[int, ...]
    lead: int
    bass: int
    bpm: float
    pans: tuple[int, ...]
    volumes: tuple[int, ...]
    reverb: int


def band(style: Style, chance: np.random.Generator) -> Band:
    """Engage musicians for an album."""
    count = min(len(style.comps), 1 + int(chance.integers(2)))
    return Band(
        comps=tuple(int(p) for p in chance.choice(style.comps, count, replace=False)),
        lead=int(chance.choice(style.leads)),
        bass=int(chance.choice(style.basses)),
        bpm=float(chance.uniform(*style.bpm)),
        pans=tuple(int(p) for p in chance.integers(34, 95, 4)),
        volumes=tuple(int(v) for v in chance.integers(66, 112, 4)),
        reverb=int(chance.integers(10, 100)),
    )


@dataclass(frozen=True, slots=True)
class Score:
    """A piece to be played."""

    voices: tuple[Voice, ...]
    clock: Clock


def compose(style: Style, players: Band, seconds: float, chance: np.random.Generator) -> Score:
    """Compose a piece of about `seconds` for `players`; the same chance gives the same piece."""
    bpm = float(np.clip(players.bpm * chance.uniform(0.93, 1.07), *style.bpm))
    sections = max(2, round(seconds * bpm / 60 / _BAR / _SECTION_BARS))
    bars = sections * _SECTION_BARS
    key = float(chance.integers(-5, 7))
    parts = [_pick(style.chords, chance) for _ in range(2)]
    texts = [parts[index // 2 % 2] for index in range(sections)]
    spans = _chords(texts)
    comps = [_pick(style.comp, chance) for _ in players.comps]
    layers: list[tuple[int, list[Note]]] = []
    voices = []
    for turn, (program, rhythm) in enumerate(zip(players.comps, comps, strict=True)):
        low = 48 if turn == 0 else 57
        notes = _comp(spans, rhythm, low, chance)
        resting = turn > 0 and sections > 3
        layers.append((program, _without(notes, 0 if resting else -1)))
    tune = _tune(spans, sections, style, chance)
    layers.append((players.lead, tune))
    if style.bass:
        layers.append((players.bass, _bass(spans, _pick(style.bass, chance), bars, chance)))
    for place, (program, notes) in enumerate(layers):
        played = humanised(moved(notes, semitones=key), chance, 0.012, 0.05)
        voices.append(
            Voice(
                played,
                program,
                players.volumes[place % len(players.volumes)],
                players.pans[place % len(players.pans)],
                reverb=players.reverb,
            )
        )
    if style.kits:
        hits = _drums(style, sections, chance)
        drums = humanised(hits, chance, 0.006, 0.04)
        voices.append(Voice(drums, volume=100, drums=True, reverb=players.reverb // 2))
    clock = Clock(bpm, bars * _BAR, style.swing, style.swung, style.rubato, slowing=2.0)
    return Score(tuple(voices), clock)


def _pick(choices: Sequence[str], chance: np.random.Generator) -> str:
    return choices[int(chance.integers(len(choices)))]


def _chords(texts: Sequence[str]) -> list[Span]:
    """A section for each text, which is gone round until the section is full."""
    spans: list[Span] = []
    for index, text in enumerate(texts):
        bars = text.split("|")
        full = "|".join(bars[bar % len(bars)] for bar in range(_SECTION_BARS))
        spans += progression(full, _BAR, index * _SECTION_BARS * _BAR)
    return spans


def _without(notes: Sequence[Note], section: int) -> list[Note]:
    length = _SECTION_BARS * _BAR
    return [note for note in notes if int(note.start // length) != section]


def _comp(spans: Sequence[Span], rhythm: str, low: int, chance: np.random.Generator) -> list[Note]:
    notes: list[Note] = []
    order = chance.permutation(4)
    for span, voicing in zip(spans, voice_lead_all(spans, low, low + 24), strict=True):
        if rhythm == "hold":
            notes += [Note(span.start, span.beats * 0.98, pitch, 0.55) for pitch in voicing]
        elif rhythm in ("arp", "eighths"):
            step = 0.25 if rhythm == "arp" else 0.5
            for count, beat in enumerate(np.arange(span.start, span.start + span.beats, step)):
                pitch = voicing[order[count % 4] % len(voicing)]
                notes.append(Note(float(beat), step * 1.6, pitch, 0.5 + 0.15 * (count % 4 == 0)))
        else:
            for stroke in strokes(rhythm, 0.25):
                if stroke.start < span.beats:
                    beat = span.start + stroke.start
                    notes += [Note(beat, 0.45, pitch, 0.7 * stroke.velocity) for pitch in voicing]
    return notes


def _bass(spans: Sequence[Span], rhythm: str, bars: int, chance: np.random.Generator) -> list[Note]:
    if rhythm == "walk":
        return walking_bass(spans, bars * _BAR, chance)
    signs = {"f": 7, "8": 12}
    notes = []
    for bar in range(bars):
        for step, sign in enumerate(rhythm):
            if sign != ".":
                beat = bar * _BAR + step / 4
                pitch = nearest([chord_at(spans, beat).bass], 38) + signs.get(sign, 0)
                following = rhythm[step + 1 :] or "x"
                gap = next((i for i, s in enumerate(following, 1) if s != "."), len(following) + 1)
                notes.append(Note(beat, min(2.0, gap / 4 * 0.9), pitch, 0.8))
    return notes


def _tune(
    spans: Sequence[Span], sections: int, style: Style, chance: np.random.Generator
) -> list[Note]:
    """Two-bar motifs: the same rhythm and contour over changing chords, now and then another."""
    notes: list[Note] = []
    motif = _motif(style, chance)
    centre = float(chance.uniform(66, 78))
    for section in range(sections):
        if chance.uniform() > style.lead_share:
            continue
        other = _motif(style, chance)
        now = centre
        for phrase in range(_SECTION_BARS // 2):
            beat = (section * _SECTION_BARS + 2 * phrase) * _BAR
            for start, length, step in other if phrase % 4 == 2 else motif:
                chord = chord_at(spans, beat + start)
                tones = frozenset(chord.classes) if start % 1 == 0 else chord.scale
                now = float(nearest(tones, np.clip(now + step, centre - 10, centre + 11)))
                notes.append(Note(beat + start, length * 0.93, now, 0.75))
            now = (now + centre) / 2
    return notes


def _motif(style: Style, chance: np.random.Generator) -> list[tuple[float, float, float]]:
    """Start, length in beats, and the step in semitones from the note before."""
    notes = []
    beat = float(chance.choice([0.0, 0.0, style.tune_step, 1.0]))
    until = float(chance.choice([5.0, 6.0, 7.0, 8.0]))
    while beat < until:
        for count in _TUNE_RHYTHMS[int(chance.integers(len(_TUNE_RHYTHMS)))]:
            length = min(count * style.tune_step, until - beat)
            if length <= 0:
                break
            notes.append((beat, length, float(chance.normal(0, 3.5))))
            beat += length
    return notes


def _drums(style: Style, sections: int, chance: np.random.Generator) -> list[Note]:
    kits = [style.kits[int(chance.integers(len(style.kits)))] for _ in range(2)]
    notes = []
    for section in range(sections):
        for pitch, rhythm in kits[section // 2 % 2].items():
            # Layers come in one by one.
            if section == 0 and sections > 2 and chance.uniform() < 0.3:
                continue
            for bar in range(_SECTION_BARS):
                begin = (section * _SECTION_BARS + bar) * _BAR
                notes += strokes(rhythm, 0.25, begin, pitch)
        fill = (section + 1) * _SECTION_BARS * _BAR - 1.0
        notes += strokes("oxxx", 0.25, fill, float(chance.choice([38, 45, 48])))
    return notes
