"""Which song, artist and album a track is, whatever the tags add to their names.

Pure text: "Song (2011 Remaster)", "Song - Live at Home" and "Song feat. Somebody" are one song.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from deej_desktop.domain.track import Track

_VERSION_WORDS = (
    r"live|unplugged|acoustic|demo|remaster(?:ed|isé|izado)?|re-?record(?:ed|ing)|remix(?:ed)?|mix|"
    r"rmx|version|versión|edit|cut|take|single|album|deluxe|bonus|extended|instrumental|karaoke|"
    r"mono|stereo|feat|ft|featuring|with|explicit|clean|original|ao vivo|en vivo|en directo|"
    r"session|sped up|slowed|anniversary|soundtrack"
)
_VERSION_BRACKET = re.compile(
    rf"[(\[{{](?:[^)\]}}]*\b(?:{_VERSION_WORDS})\b[^)\]}}]*|\s*(?:19|20)\d\d\s*)[)\]}}]",
    re.IGNORECASE,
)
_VERSION_DASH = re.compile(rf"\s+[-–—]\s+[^-–—]*\b(?:{_VERSION_WORDS})\b.*$", re.IGNORECASE)
_GUESTS = re.compile(r"[\s(\[]+(?:feat|ft|featuring)\b.*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:\d{1,2}[-.])?\d{1,3}\s*[-._)]+\s*")
_DISC = re.compile(r"[\s(\[,:-]*\b(?:cd|dis[ck])\s*\d+\b[)\]]*", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W_]+")
_NOBODY = frozenset(
    {"", "various", "various artists", "va", "unknown", "unknown artist", "diverse", "soundtrack"}
)
_FESTIVE_WORDS = (
    r"christmas\w*|xmas|x mas|yule\w*|santa (?:claus|baby)|mistletoe|jingle bell\w*|silent night|"
    r"sleigh ride|deck the halls?|let it snow|winter wonderland|o holy night|carol of the bells|"
    r"rudolph the red\w*|frosty the snowman|little drummer boy|away in a manger|"
    r"hark the herald\w*|adeste fideles|"
    r"weihnacht\w*|stille nacht|tannenbaum|alle jahre wieder|kerst\w*|sinterklaas|"
    r"noel(?! gallagher)|petit papa noel|vive le vent|mon beau sapin|minuit chretiens?|"
    r"navidad\w*|naviden[oa]s?|villancicos?|noche de paz|feliz natal|noite feliz|"
    r"natale|natalizi[oa]|tu scendi dalle stelle|bon nadal|nadales?|"
    r"god jul|gla?edelig jul|julen|juleaften|jule?sang\w*|"
    r"joulu\w*|koled[ay]|vanoc\w*|vianoc\w*|bozic\w*|boze narodzenie|karacsony\w*|craciun\w*|"
    r"colind[ae]|рождеств\w*|різдв\w*|χριστουγενν\w*"
)
_FESTIVE_PARTS = "クリスマス|圣诞|聖誕|크리스마스"  # of scripts that leave no spaces between words
_FESTIVE = re.compile(
    unicodedata.normalize("NFKD", rf"\b(?:{_FESTIVE_WORDS})\b|{_FESTIVE_PARTS}"),
)
_FESTIVE_BEGINNINGS = frozenset(re.findall(r"(?:^|[|(])([a-z]{1,3})", _FESTIVE_WORDS))
_FESTIVE_GENRES = frozenset({"holiday", "holidays", "carol", "carols"})


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """`text` without case, accents and punctuation; words apart by one space."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def plain_title(title: str) -> str:
    """The song's own name: no "live", "remastered", "feat." and the like; never emptied by it."""
    shorter = title
    if any(mark in title for mark in "([{"):
        shorter = _VERSION_BRACKET.sub(" ", shorter)
    shorter = _GUESTS.sub("", _VERSION_DASH.sub("", shorter))
    return plain(shorter) or plain(title) or title.strip().casefold()


@lru_cache(maxsize=1 << 16)
def plain_artist(artist: str) -> str:
    """The leading artist: no guests, no "The"; empty for nobody in particular."""
    name = plain(_GUESTS.sub("", artist.split(";")[0])) or artist.strip().casefold()
    name = name.removeprefix("the ").removesuffix(" the")
    return "" if name in _NOBODY else name


def artist_key(track: Track) -> str:
    """The same for all tracks of an artist; empty where unknown."""
    return plain_artist(track.artist) or _named_by_file(track)[0]


def song_key(track: Track) -> str:
    """The same for all recordings of a song by one artist; empty where unknown.

    Untagged files count by their name if it reads "Artist - Title".
    """
    if track.tags.title:
        artist, title = plain_artist(track.artist), plain_title(track.tags.title)
    else:
        artist, title = _named_by_file(track)
    return f"{artist}\n{title}" if artist and title else ""


def album_key(track: Track) -> str:
    """The same for all tracks of an album, over its discs; empty where unknown.

    Without an album artist the folder tells two albums of one name apart.
    """
    album = plain(_DISC.sub("", track.tags.album)) or plain(track.tags.album)
    if not album:
        return ""
    owner = plain_artist(track.tags.album_artist)
    if not owner:
        folder = track.path.parent
        owner = str(folder.parent if not _DISC.sub("", folder.name).strip() else folder)
    return f"{owner}\n{album}"


def is_seasonal(track: Track) -> bool:
    """Whether title, album or genre speak of Christmas."""
    tags = track.tags
    texts = (track.title, tags.album, tags.genre)
    return plain(tags.genre) in _FESTIVE_GENRES or any(map(_is_festive, texts))


@lru_cache(maxsize=1 << 16)
def _is_festive(text: str) -> bool:
    text = plain(text)
    # The whole pattern is slow, and hardly any name has a word that it could begin with.
    if text.isascii() and _FESTIVE_BEGINNINGS.isdisjoint(word[:3] for word in text.split()):
        return False
    return bool(_FESTIVE.search(text))


def _named_by_file(track: Track) -> tuple[str, str]:
    """Plain artist and title from a file called "[number] Artist - Title", or empty strings."""
    if track.tags.title:
        return "", ""
    artist, dash, title = _NUMBER.sub("", track.path.stem).partition(" - ")
    return (plain_artist(artist), plain_title(title)) if dash else ("", "")
