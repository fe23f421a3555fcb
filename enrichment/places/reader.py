"""Where an ad offers: one place if it is clear, and the further places that it lists.

In: an AdText. Out: (place or None, further places). A name that is two places needs a second sign (postcode, province);
a place that is only mentioned does not count. What is unclear stays unknown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enrichment.places.dating import on_day
from enrichment.places.gazetteer import meanings, normal
from enrichment.places.mentions import Mention, mentions
from enrichment.places.offering import offered
from enrichment.places.postcodes import POSTCODE, by_postcode
from enrichment.places.resolving import REGION, beside, near_towns, resolved, resolved_mentions
from enrichment.places.second_signs import full_province
from peil.records.read import AdText, PlaceReading

REGION_FIELD = re.compile(r"\s*(?:regio|omgeving|provincie|region)\s+(.+)", re.IGNORECASE)
PARTS = re.compile(r"[,/|;()]|\s-\s")


def read_places(ad: AdText) -> tuple[PlaceReading | None, tuple[PlaceReading, ...]]:
    """The place where the ad offers, or None, and the further ones that it lists; no municipality twice.

    The codes are those of the day on which the ad was seen, where it has one.
    """
    in_title, in_text = mentions(ad.title, ad.country), mentions(ad.text, ad.country)
    posted = by_postcode(ad)
    signs = _signs(ad, posted, (*in_title, *in_text))
    labelled = _labelled(ad, signs)
    title = resolved_mentions(in_title, signs, ad.country)
    told = any(reading.gm for reading in (labelled, *posted, *title) if reading)
    text = resolved_mentions(offered(ad.text, in_text, told=told), signs, ad.country)
    place = _place(labelled, posted, title, text)
    named = [*title, *text]
    if any(reading.certainty == "unknown" for reading in named):
        near = near_towns((*in_title, *in_text))
        named = [beside(reading, near, ad.country) for reading in named]
        place = _settled(place, named)
    further = _further(place, named, posted)
    return place and on_day(place, ad.seen_on), tuple(on_day(reading, ad.seen_on) for reading in further)


def read_place_field(city: str, country: str = "NL") -> PlaceReading | None:
    """What a location field says by itself."""
    return _labelled(AdText("", country=country, city=city), frozenset())


def _signs(ad: AdText, posted: Iterable[PlaceReading], named: Iterable[Mention]) -> frozenset[str]:
    """Second signs: municipalities of postcodes, provinces named, the provinces of regions named."""
    named = (*named, *mentions(ad.city, ad.country), *mentions(ad.address, ad.country))
    offered = [meaning for mention in named if mention.manner != "passing" for meaning in mention.meanings]
    provinces = {full_province(meaning.name) for meaning in offered if meaning.kind == "province"}
    regions = [meaning.province.split(";") for meaning in offered if meaning.kind == "region"]
    provinces |= {normal(province) for found in regions if len(found) == 1 for province in found if province}
    return frozenset(provinces | {reading.gm for reading in posted if reading.gm})


def _labelled(ad: AdText, signs: frozenset[str]) -> PlaceReading | None:
    """The place of the location field: whole, else its parts, the first that means something."""
    if not ad.city.strip():
        return None
    for part in (ad.city, *PARTS.split(ad.city)):
        region = REGION_FIELD.match(part)
        found = meanings().get(normal(POSTCODE.sub("", part)), ())
        if region and normal(region[1]) in meanings():
            return PlaceReading(None, "region", part.strip(), ad.city)
        if found:
            return resolved(found, signs, ad.country, part.strip(), "exact")
    return None


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
    if posted or (labelled and labelled.certainty == "unknown"):
        return labelled
    return _by_words(labelled, title, text)


def _stated_elsewhere(gm: str, text: Sequence[PlaceReading]) -> bool:
    stated = {reading.gm for reading in text if reading.gm and reading.certainty == "exact"}
    return bool(stated) and gm not in stated


def _by_words(
    labelled: PlaceReading | None, title: Sequence[PlaceReading], text: Sequence[PlaceReading]
) -> PlaceReading | None:
    everywhere = _only([*title, *text])
    if everywhere and _is_clear(everywhere, title, text):
        return replace(everywhere, certainty="likely" if _is_vague([*title, *text]) else "exact")
    if everywhere:
        return everywhere
    headline = _only(title)
    if headline:
        return replace(headline, certainty="likely")
    return labelled or _region(title, text)


def _settled(place: PlaceReading | None, named: Sequence[PlaceReading]) -> PlaceReading | None:
    """The place, or where nothing is clear the one that the towns named beside it tell; never exactly."""
    only = _only(named)
    if (place and place.gm) or not only:
        return place
    return replace(only, certainty="likely")


def _is_vague(found: Sequence[PlaceReading]) -> bool:
    """Whether a region, or a name that may be elsewhere, stands beside the one clear name."""
    return any(
        reading.gm is None and (reading.certainty == "unknown" or reading.name.startswith(REGION)) for reading in found
    )


def _is_clear(everywhere: PlaceReading, title: Sequence[PlaceReading], text: Sequence[PlaceReading]) -> bool:
    """Stated, in the headline, or by two names of one municipality ("Haarlemmermeer, Hoofddorp")."""
    names = {reading.raw.lower() for reading in text if reading.gm}
    return everywhere.certainty == "exact" or any(reading.gm for reading in title) or len(names) > 1


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
