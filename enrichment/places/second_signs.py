"""What stands beside a name and tells which place it means: a province, a country, a postcode, a near town.

In: a text, a name's span and meanings, the mention behind it. Out: signs, each a GM code, a province in lower case or
a country. Never a guess: a sign that fits two of the meanings leaves both.
"""

import re
from collections.abc import Sequence

from enrichment.places.gazetteer import Meaning, municipality_by_pc4, normal
from enrichment.places.manners import NEAR
from peil.municipalities import neighbours

PROVINCE_BEHIND = re.compile(
    r"[\s,(\-]{1,3}(?P<province>gld|gelderland|ov|overijssel|overijsel|nh|n-h|noord[- ]holland|zh|z-h|zuid[- ]holland"
    r"|nb|n-br|noord[- ]brabant|brabant|lb?|limburg|limb|zld|zeeland|fr|frl|friesland|fryslân|fryslan|gr|gn"
    r"|dr|drenthe|ut|utr|fl|flevoland)(?!\w)",
    re.IGNORECASE,
)
BRACKETED = re.compile(r" ?\((?P<province>utrecht|groningen)\)", re.IGNORECASE)
COUNTRY_BEHIND = re.compile(
    r"[\s,(\-]{1,3}(?:(?P<BE>belgi[eëu]m?|belgique|belgisch|vlaanderen|flanders|(?<=\()be?\))"
    r"|(?P<DE>duitsland|deutschland|germany|nrw|nordrhein-westfalen|(?<=\()de?\))"
    r"|(?P<NL>nederland|netherlands|holland|(?<=\()nl\)))(?!\w)",
    re.IGNORECASE,
)
POSTCODE_FRONT = re.compile(
    r"(?<![\w-])(?:(?P<land>BE?|DE?|NL)[- ])?(?P<code>[1-9]\d{3}|\d{5}) ?(?P<letters>[a-zA-Z]{2})?,? ?$"
)
NEAR_BETWEEN = re.compile(rf"[\s,(]{{1,3}}(?:\w+\s)?{NEAR}\s(?:de\s|het\s)?(?:stad\s|city\s)?", re.IGNORECASE)
NEAR_TOWN = re.compile(rf"\s(?:\w+\s)?{NEAR}\s(?:de\s)?(?P<town>[A-Z][\w'’-]+)")
SHORT = {
    "gld": "gelderland", "ov": "overijssel", "overijsel": "overijssel", "nh": "noord holland", "n h": "noord holland",
    "zh": "zuid holland", "z h": "zuid holland", "nb": "noord brabant", "n br": "noord brabant",
    "brabant": "noord brabant", "l": "limburg", "lb": "limburg", "limb": "limburg", "zld": "zeeland",
    "fr": "friesland", "frl": "friesland", "fryslan": "friesland", "gr": "groningen", "gn": "groningen",
    "dr": "drenthe", "ut": "utrecht", "utr": "utrecht", "fl": "flevoland",
}  # fmt: skip
FRONT = 16


def signs_beside(text: str, start: int, end: int, found: Sequence[Meaning]) -> frozenset[str]:
    """The signs in front of and behind a name."""
    province, country = PROVINCE_BEHIND.match(text, end), COUNTRY_BEHIND.match(text, end)
    signs: set[str] = set()
    bracketed = BRACKETED.match(text, end) if len(found) > 1 else None
    for named in filter(None, (province, bracketed)):
        signs.add(full_province(named["province"]))
    if country and country.lastgroup:
        signs.add(country.lastgroup)
    return frozenset(signs | _by_postcode(text, start, found))


def signs_of_near(text: str, end: int, behind_start: int, behind: Sequence[Meaning]) -> frozenset[str]:
    """The municipality of the town that a name stands "bij", and those beside it ("Beek bij Nijmegen")."""
    anchors = {meaning.gm for meaning in behind if meaning.gm}
    if len(anchors) != 1 or not NEAR_BETWEEN.fullmatch(text, end, behind_start):
        return frozenset()
    (anchor,) = anchors
    return frozenset({anchor, *neighbours().get(anchor, ())})


def full_province(written: str) -> str:
    """A province's name in lower case, from the name or a short form."""
    name = normal(written)
    return SHORT.get(name, name)


def is_settled_by(meaning: Meaning, signs: frozenset[str]) -> bool:
    """Whether a sign points at this meaning."""
    return bool(signs & {meaning.gm, meaning.country, full_province(meaning.province)})


def _by_postcode(text: str, start: int, found: Sequence[Meaning]) -> set[str]:
    """The municipality of the postcode in front of a name, where it is one of the name's ("8011 Zwolle")."""
    front = POSTCODE_FRONT.search(text, max(0, start - FRONT), start)
    if not front:
        return set()
    code = front["code"]
    if len(code) == 5:
        return {"DE"} & {meaning.country for meaning in found}
    gm = municipality_by_pc4().get(code)
    belgian = {meaning.gm for meaning in found if code in meaning.postcodes and meaning.gm}
    return belgian | ({gm} & {meaning.gm for meaning in found} if gm else set())
