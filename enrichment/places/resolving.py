"""What a name means in this ad: one municipality, a region, or one of several that nobody can tell apart.

In: the meanings of a name, the second signs of the ad (municipalities of postcodes, provinces), the page's country.
Out: a reading. Never a guess between two places.
"""

from collections.abc import Sequence

from enrichment.places.gazetteer import Meaning, normal
from enrichment.places.mentions import Mention
from peil.municipalities import municipalities
from peil.records.read import Certainty, PlaceReading

REGION = "regio "


def resolved(
    found: Sequence[Meaning], signs: frozenset[str], country: str, raw: str, certainty: Certainty
) -> PlaceReading | None:
    """One reading of a name: the only meaning, the one a second sign points at, or none of several (unknown)."""
    if any(meaning.kind == "nowhere" for meaning in found):
        return None
    places = _of_country([meaning for meaning in found if meaning.kind == "place"], country)
    if not places or (
        any(meaning.kind == "province" for meaning in found) and not signs & {meaning.gm for meaning in places}
    ):
        return PlaceReading(None, "region", raw, raw)
    pointed = [meaning for meaning in places if meaning.gm in signs or normal(meaning.province) in signs]
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


def resolved_mentions(named: Sequence[Mention], signs: frozenset[str], country: str) -> list[PlaceReading]:
    """The readings of the mentions that count, in order."""
    return [reading for mention in named if (reading := _of_mention(mention, signs, country))]


def _of_mention(mention: Mention, signs: frozenset[str], country: str) -> PlaceReading | None:
    if mention.manner == "passing":
        return None
    if mention.manner == "region":
        return PlaceReading(None, "region", f"{REGION}{mention.raw}", mention.raw)
    sure = mention.manner == "stated" and (
        any(meaning.safe for meaning in mention.meanings) or len(mention.meanings) > 1
    )
    certainty: Certainty = "exact" if sure else "likely"
    return resolved(mention.meanings, signs, country, mention.raw, certainty)
