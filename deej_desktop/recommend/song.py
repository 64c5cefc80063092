"""Which song, artist and album a track is, whatever the tags add to their names.

Pure text: "Song (2011 Remaster)", "Song - Live at Home" and "Song feat. Somebody" are one song.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache

from deej_desktop.domain.genres import split_genres
from deej_desktop.domain.track import Track

_SURE_WORDS = (
    r"unplugged|acoustic|akustik|acústic[oa]|acoustique|remaster\w*|remasteris\w*|re-?record\w*|"
    r"remix\w*|rmx|(?:live)?versi[oó]n\w*|versione|feat|ft|featuring|instrumental|karaoke|"
    r"ao vivo|en vivo|en directo|dal vivo|en concert|konzertmitschnitt|neuaufnahme|sped up|slowed|"
    r"nightcore|ремастер\w*|ремикс\w*|концертн\w*|акустик\w*|акустическ\w*|верси[яи]|ライブ|"
    r"リマスター|リミックス"
)
_BRACKET_WORDS = (
    r"live|demo|mix|edit|cut|take|single|album|deluxe|bonus|extended|mono|stereo|with|explicit|"
    r"clean|original|session|anniversary|soundtrack"
)
_LAST_WORDS = (
    r"live|demo|mix|edit(?:ed)?|cut|take(?: \d+)?|single|album|bonus(?: track)?|mono|stereo|"
    r"sessions?|soundtrack|ost|dub|radio|club|piano|orchestral|alternat(?:e|ive)|outtake|rehearsal|"
    r"unreleased|rework\w*|revisited|vault|explicit|clean|h[dq]|8d|v\d|video|audio"
)
_FIRST_WORDS = (
    r"live (?:at|in|from|on|@|im|aus|bei|en|à|au|aux|19|20)\b|demo|rehearsal|outtake|prod|w/|"
    r"bonus|official|lyrics?\b"
)
_OPEN, _SHUT = r"[(\[{<（【「『〔]", r"(?:[)\]}>）】」』〕]|$)"
_ANY_BRACKET = re.compile(_OPEN)
_MAY_SAY_MORE = re.compile(rf"{_OPEN}|[-–—/|,]|\sf(?:ea)?t", re.IGNORECASE)
"""What every title has that says more than the song's name: quick to look for."""

_INSIDE = r"[^()\[\]{}<>（）【】「」『』〔〕]*"
_YEAR = r"(?:19|20)\d\d"
_VERSION_BRACKET = re.compile(
    rf"{_OPEN}(?:{_INSIDE}\b(?:{_SURE_WORDS}|{_BRACKET_WORDS})\b{_INSIDE}|{_INSIDE}\b"
    rf"(?:{_LAST_WORDS})\s*|\s*(?:{_FIRST_WORDS}){_INSIDE}|\s*{_YEAR}\s*){_SHUT}",
    re.IGNORECASE,
)
_VERSION_DASH = re.compile(
    rf"\s+[-–—/|]\s+(?:{_YEAR}\s+[-–—]\s+)?(?:[^-–—]*\b(?:{_SURE_WORDS})\b.*"
    rf"|[^-–—]*\b(?:{_LAST_WORDS})|(?:{_FIRST_WORDS}).*|{_YEAR})$"
    rf"|,\s+(?:live|remaster\w*)\b.*$",
    re.IGNORECASE,
)
_GUESTS = re.compile(r"[\s(\[]+(?:feat|ft|featuring)\b.*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,2}[-.])?\d{1,3}\s*[-._)]+\s*")
_DISC = re.compile(r"[\s(\[,:-]*\b(?:cd|dis[ck])\s*\d+\b[)\]]*", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W_]+")
_NOT_WORDS_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_NOBODY = frozenset(
    {"", "various", "various artists", "va", "unknown", "unknown artist", "diverse", "soundtrack"}
)
_VOICED = frozenset("\u3099\u309a")
"""What makes another letter of a kana, where accents elsewhere leave it the same."""


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """`text` without case, accents and punctuation; words apart by one space."""
    if text.isascii():  # Most are, and this takes half the time.
        return " ".join(text.casefold().translate(_NOT_WORDS_ASCII).split())
    decomposed = unicodedata.normalize("NFKD", text)
    text = "".join(
        letter for letter in decomposed if letter in _VOICED or not unicodedata.combining(letter)
    )
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=1 << 12)
def plain_genres(tag: str) -> tuple[str, ...]:
    """The tag of a genre as a whole, then the genres that it names; all of them plain."""
    names = dict.fromkeys(map(plain, (tag, *split_genres(tag))))
    return tuple(name for name in names if name)


def plain_title(title: str) -> str:
    """The song's own name: no "live", "remastered", "feat." and the like; never emptied by it."""
    shorter = title
    if _MAY_SAY_MORE.search(title):
        if _ANY_BRACKET.search(title):
            shorter = _VERSION_BRACKET.sub(" ", shorter)
        shorter = _GUESTS.sub("", _VERSION_DASH.sub("", shorter))
    return plain(shorter) or plain(title) or title.strip().casefold()


@lru_cache(maxsize=1 << 12)
def plain_artist(artist: str) -> str:
    """The leading artist: no guests, no "The"; empty for nobody in particular."""
    name = plain(_GUESTS.sub("", artist.split(";")[0])) or artist.strip().casefold()
    name = name.removeprefix("the ").removesuffix(" the")
    return "" if name in _NOBODY else name


def artist_key(track: Track) -> str:
    """The same for all tracks of an artist; empty where unknown."""
    return plain_artist(track.artist) or _named_by_file(track)[0]


def song_key(track: Track) -> str:
    """The same for all recordings of a song by one artist.

    Untagged files count by their name if it reads "Artist - Title". Where the artist is not known,
    those in one folder are by one.
    """
    if track.tags.title:
        artist, title = plain_artist(track.artist), plain_title(track.tags.title)
    else:
        artist, title = _named_by_file(track)
        title = title or plain_title(track.path.stem)
    return f"{artist or os.path.dirname(track.location)}\n{title}"  # noqa: PTH120 - faster


def album_key(track: Track) -> str:
    """The same for all tracks of an album, over its discs; empty where unknown.

    Without an album artist the folder tells two albums of one name apart.
    """
    folder = os.path.dirname(track.location)  # noqa: PTH120 - faster
    return album_in(folder, track.tags.album, track.tags.album_artist)


@lru_cache(maxsize=1 << 8)
def album_in(folder: str, album: str, album_artist: str) -> str:
    """The same from what the tracks in a folder say of their album; most of them say one thing."""
    name = plain(_DISC.sub("", album)) or plain(album)
    if not name:
        return ""
    owner = plain_artist(album_artist)
    if not owner:
        owner, last = os.path.split(folder)
        owner = owner if not _DISC.sub("", last).strip() else os.path.join(owner, last)  # noqa: PTH118
    return f"{owner}\n{name}"


def _named_by_file(track: Track) -> tuple[str, str]:
    """Plain artist and title from a file called "[number] Artist - Title", or empty strings."""
    if track.tags.title:
        return "", ""
    artist, dash, title = _NUMBER.sub("", track.path.stem).partition(" - ")
    return (plain_artist(artist), plain_title(title)) if dash else ("", "")
