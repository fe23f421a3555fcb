"""Where an ad offers: one place if it is clear, and the further places that it lists.

In: an AdText. Out: (place or None, further places). A name that is two places needs a second sign (postcode, province);
a place that is only mentioned does not count. What is unclear stays unknown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enrichment.places.gazetteer import Meaning, meanings, municipality_by_pc4, normal
from enrichment.places.mentions import Mention, mentions
from peil.municipalities import municipalities, name_of
from peil.records.read import AdText, Certainty, PlaceReading

POSTCODE = re.compile(r"(?<![\w€$£])(?<!\d[.,-])([1-9]\d{3}) ?([A-Z]{2})(?![\w])")
PC4_ALONE = re.compile(r"(?<!\d)([1-9]\d{3})(?!\d)")
NOT_A_SUFFIX = frozenset({"SA", "SD", "SS"})
TEXT_WORDS = frozenset(
    [
        "EU",
        "IN",
        "OP",
        "OF",
        "EN",
        "JE",
        "IK",
        "ME",
        "ZO",
        "NU",
        "TE",
        "AF",
        "AN",
        "AT",
        "BY",
        "GB",
        "MB",
        "KM",
        "CM",
        "KG",
        "PM",
        "AM",
        "UU",
        "ZE",
        "WE",
    ]
)
PARTS = re.compile(r"[,/|;()]|\s-\s")


def read_places(ad: AdText) -> tuple[PlaceReading | None, tuple[PlaceReading, ...]]:
    """The place where the ad offers, or None, and the further ones that it lists; no municipality twice."""
    in_title, in_text = mentions(ad.title), mentions(ad.text)
    signs = _signs(ad, (*in_title, *in_text))
    title, text = _resolved_all(in_title, signs, ad.country), _resolved_all(in_text, signs, ad.country)
    labelled = _labelled(ad, signs)
    posted = _by_postcode(ad)
    place = _place(labelled, posted, title, text)
    return place, _further(place, [*title, *text], posted)


def read_place_field(city: str, country: str = "NL") -> PlaceReading | None:
    """What a location field says by itself."""
    return _labelled(AdText("", country=country, city=city), frozenset())


def _signs(ad: AdText, named: Iterable[Mention]) -> frozenset[str]:
    """Second signs: municipalities of postcodes, provinces named."""
    named = (*named, *mentions(ad.city), *mentions(ad.address))
    provinces = {meaning.name for mention in named for meaning in mention.meanings if meaning.kind == "province"}
    return frozenset(provinces | {gm for gm, _ in _postcodes(ad)})


def _postcodes(ad: AdText) -> list[tuple[str, str]]:
    found = []
    for field in (ad.address, ad.city, ad.text, ad.title):
        for match in POSTCODE.finditer(field):
            gm = municipality_by_pc4().get(match[1])
            if gm and match[2] not in NOT_A_SUFFIX and not (match[2] in TEXT_WORDS and field in (ad.text, ad.title)):
                found.append((gm, match.group()))
    return found or _pc4s(ad)


def _pc4s(ad: AdText) -> list[tuple[str, str]]:
    """Postcodes without letters, which only an address or location field may give."""
    codes = [code for field in (ad.address, ad.city) for code in PC4_ALONE.findall(field)]
    return [(municipality_by_pc4()[code], code) for code in codes[:1] if code in municipality_by_pc4()]


def _by_postcode(ad: AdText) -> list[PlaceReading]:
    if ad.country != "NL":
        return []
    return [PlaceReading(gm, "exact", name_of(gm), raw) for gm, raw in _postcodes(ad)]


def _labelled(ad: AdText, signs: frozenset[str]) -> PlaceReading | None:
    """The place of the location field: whole, else its parts, the first that means something."""
    if not ad.city.strip():
        return None
    for part in (ad.city, *PARTS.split(ad.city)):
        region = re.match(r"\s*(?:regio|omgeving|provincie|region)\s+(.+)", part, re.IGNORECASE)
        found = meanings().get(normal(POSTCODE.sub("", part)), ())
        if region and normal(region[1]) in meanings():
            return PlaceReading(None, "region", part.strip(), ad.city)
        if found:
            return _resolved(found, signs, ad.country, part.strip(), "exact")
    return None


def _resolved(
    found: Sequence[Meaning], signs: frozenset[str], country: str, raw: str, certainty: Certainty
) -> PlaceReading | None:
    """One reading of a name: the only meaning, the one a second sign points at, or none of several (unknown)."""
    if found[0].kind == "nowhere" or any(meaning.kind == "nowhere" for meaning in found):
        return None
    places = _of_country([meaning for meaning in found if meaning.kind == "place"], country)
    if not places or (
        any(meaning.kind == "province" for meaning in found) and not signs & {meaning.gm for meaning in places}
    ):
        return PlaceReading(None, "region", raw, raw)
    pointed = [meaning for meaning in places if meaning.gm in signs or meaning.province in signs]
    places = places if len(places) == 1 else pointed
    if len(places) == 1:
        return PlaceReading(places[0].gm, certainty, _name(places[0]), raw)
    return PlaceReading(None, "unknown", raw, raw)


def _of_country(places: list[Meaning], country: str) -> list[Meaning]:
    """On a foreign page a name means the place there first; on a Dutch page nothing is put aside."""
    home = [meaning for meaning in places if meaning.country == country]
    return home if home and country != "NL" else places


def _name(meaning: Meaning) -> str:
    known = municipalities().get(meaning.gm or "")
    return known.name if known else meaning.name


def _resolved_all(named: Sequence[Mention], signs: frozenset[str], country: str) -> list[PlaceReading]:
    return [reading for mention in named if (reading := _of_mention(mention, signs, country))]


def _of_mention(mention: Mention, signs: frozenset[str], country: str) -> PlaceReading | None:
    if mention.manner == "passing":
        return None
    if mention.manner == "region":
        return PlaceReading(None, "region", f"regio {mention.raw}", mention.raw)
    certainty: Certainty = "exact" if mention.manner == "stated" else "likely"
    return _resolved(mention.meanings, signs, country, mention.raw, certainty)


def _place(
    labelled: PlaceReading | None,
    posted: Sequence[PlaceReading],
    title: Sequence[PlaceReading],
    text: Sequence[PlaceReading],
) -> PlaceReading | None:
    postal = _only(posted)
    if labelled and labelled.gm:
        against = (postal and postal.gm != labelled.gm) or _stated_elsewhere(labelled.gm, text)
        return replace(labelled, certainty="likely") if against else labelled
    if postal:
        return postal
    if posted:
        return None
    return _by_words(labelled, title, text)


def _stated_elsewhere(gm: str, text: Sequence[PlaceReading]) -> bool:
    stated = {reading.gm for reading in text if reading.gm and reading.certainty == "exact"}
    return bool(stated) and gm not in stated


def _by_words(
    labelled: PlaceReading | None, title: Sequence[PlaceReading], text: Sequence[PlaceReading]
) -> PlaceReading | None:
    everywhere = _only([*title, *text])
    if everywhere and ((title and title[0].gm) or everywhere.certainty == "exact"):
        return replace(everywhere, certainty="likely" if _is_vague([*title, *text]) else "exact")
    if everywhere:
        return everywhere
    headline = _only(title)
    if headline:
        return replace(headline, certainty="likely")
    return labelled or _region(title, text)


def _is_vague(found: Sequence[PlaceReading]) -> bool:
    return any(reading.gm is None for reading in found)


def _only(found: Sequence[PlaceReading]) -> PlaceReading | None:
    """The reading of the one municipality among `found`, the surest first; None where there are none or several."""
    placed = [reading for reading in found if reading.gm]
    if len({reading.gm for reading in placed}) != 1:
        return None
    return min(placed, key=lambda reading: reading.certainty != "exact")


def _region(title: Sequence[PlaceReading], text: Sequence[PlaceReading]) -> PlaceReading | None:
    """A region, or a name that is two places, where nothing names one municipality."""
    if any(reading.gm for reading in (*title, *text)):
        return None
    return next(iter((*title, *text)), None)


def _further(
    place: PlaceReading | None, named: Iterable[PlaceReading], posted: Iterable[PlaceReading]
) -> tuple[PlaceReading, ...]:
    known = {place.gm or place.name} if place else set()
    found = []
    for reading in (*posted, *named):
        key = reading.gm or reading.name
        if key not in known and (reading.gm or reading.certainty == "region"):
            known.add(key)
            found.append(replace(reading, certainty="likely") if reading.certainty == "exact" else reading)
    return tuple(found)
