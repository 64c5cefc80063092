"""Which music belongs to Christmas, by what it is called, in the languages it is sung in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from deej_desktop.domain.track import Track
from deej_desktop.recommend.song import plain, plain_genres

_WORDS = (
    # English, and what is sung everywhere
    r"christmas\w*|xmas|x mas|yule(?:tide)?|mistletoe|jingle bell\w*|silent night|sleigh ride|"
    r"santa (?:claus|baby|s|tell me)|(?:dear|secret|hey|comes) santa|deck the halls?|"
    r"let it snow|winter wonderland|o holy night|carol of the bells|rudolph the red\w*|"
    r"frosty the snowman|little drummer boy|away in a manger|hark the herald\w*|"
    r"adeste fideles|in dulci jubilo|mele kalikimaka|o come all ye faithful|god rest (?:ye|you)|"
    r"we three kings|good king wenceslas|ding dong merrily\w*|holly and the ivy|"
    r"o little town of bethlehem|the first no[wv]ell|"
    # German, Dutch
    r"weihnacht\w*|stille nacht|tannenbaum|alle jahre wieder|leise rieselt|o du frohliche|"
    r"ihr kinderlein|kling glockchen|susser die glocken|sinterklaas|"
    r"kerst(?:(?:mis|lied|feest|man|nacht|boom|avond|tijd|klok|muziek|hit|droom|ster)\w*)?|"
    # French, Spanish, Portuguese, Catalan, Italian, Romanian
    r"noel(?! gallagher)|vive le vent|mon beau sapin|minuit chretiens?|douce nuit|il est ne le|"
    r"les anges dans nos|navidad\w*|naviden[oa]s?|villancicos?|nochebuena|noche de paz|"
    r"campana sobre campana|(?:e|de|este|feliz|neste) natal|noite feliz|"
    r"natale|natalizi[oa]|tu scendi dalle stelle|astro del ciel|bon nadal|nadales?|"
    r"craciun\w*|colind[ae]|"
    # Nordic
    r"god jul|gla?edelig jul|ar det jul|jul jul|julen|juleaften|jule?sang\w*|sankta lucia|joulu\w*|"
    # Slavic, Hungarian, Greek, Vietnamese
    r"koled[ay]|vanoc\w*|vianoc\w*|bozic\w*|boze narodzenie|cicha noc|karacsony\w*|"
    r"рождеств\w*|тихая ночь|різдв\w*|тиха ніч|щедрик|χριστουγενν\w*|giang sinh"
)
_PARTS = "クリスマス|圣诞|聖誕|크리스마스|عيد الميلاد"  # of scripts that join words
_FESTIVE = re.compile(unicodedata.normalize("NFKD", rf"\b(?:{_WORDS})\b|{_PARTS}"))
_BEGINNINGS = frozenset(re.findall(r"(?:^|[|(:])([a-z]{1,3})", _WORDS))
_GENRES = frozenset({"holiday", "holidays", "carol", "carols"})


def is_seasonal(track: Track) -> bool:
    """Whether title, album or genre speak of Christmas."""
    tags = track.tags
    texts = (track.title, tags.album, tags.genre)
    is_tagged = not _GENRES.isdisjoint(plain_genres(tags.genre))
    return is_tagged or any(map(_is_festive, texts))


@lru_cache(maxsize=1 << 12)
def _is_festive(text: str) -> bool:
    text = plain(text)
    # The whole pattern is slow, and hardly any name has a word that it could begin with.
    if text.isascii() and _BEGINNINGS.isdisjoint(word[:3] for word in text.split()):
        return False
    return bool(_FESTIVE.search(text))
