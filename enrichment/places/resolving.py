"""What a name means in this ad: one municipality, a region, or one of several that nobody can tell apart.

In: the meanings of a name, the second signs of the ad (municipalities of postcodes, provinces), the page's country.
Out: a reading. Never a guess between two places.
"""

from collections.abc import Sequence

from enrichment.places.gazetteer import Meaning, meanings, normal
from enrichment.places.mentions import BIG, Mention
from enrichment.places.second_signs import is_settled_by
from peil.municipalities import municipalities, neighbours
from peil.records.read import Certainty, PlaceReading

REGION = "regio "
TOWN, HAMLET, TIMES = 5_000, 500, 20


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
    pointed = [meaning for meaning in places if is_settled_by(meaning, signs)]
    chosen = places if len(places) == 1 else pointed
    if len(chosen) == 1:
        return PlaceReading(chosen[0].gm, certainty, _name(chosen[0]), raw)
    town = _town_among_hamlets(places)
    return PlaceReading(town.gm, "likely", _name(town), raw) if town else PlaceReading(None, "unknown", raw, raw)


def _town_among_hamlets(places: Sequence[Meaning]) -> Meaning | None:
    """The one town where all others of its name are hamlets (Hoorn and the Hoorn of 430 inhabitants)."""
    largest = max(places, key=lambda meaning: meaning.size)
    others = [meaning.size for meaning in places if meaning is not largest]
    small = all(0 < size <= min(HAMLET, largest.size // TIMES) for size in others)
    return largest if small and largest.size >= TOWN and largest.country == "NL" else None


def _of_country(places: list[Meaning], country: str) -> list[Meaning]:
    """On a foreign page a name means the place there first; on a Dutch one only small places abroad are put aside."""
    home = [meaning for meaning in places if meaning.country == country]
    if not home:
        return places
    return (
        home if country != "NL" else [meaning for meaning in places if meaning.country == "NL" or meaning.size >= BIG]
    )


def _name(meaning: Meaning) -> str:
    known = municipalities().get(meaning.gm or "")
    return known.name if known else meaning.name


def resolved_mentions(named: Sequence[Mention], signs: frozenset[str], country: str) -> list[PlaceReading]:
    """The readings of the mentions that count, in order."""
    return [reading for mention in named if (reading := _of_mention(mention, signs, country))]


def near_towns(named: Sequence[Mention]) -> frozenset[str]:
    """The municipalities that an ad names beyond doubt, in whatever manner, and those beside them."""
    sure = {mention.meanings[0].gm for mention in named if len(mention.meanings) == 1}
    return frozenset(gm for one in sure if one for gm in (one, *neighbours().get(one, ())))


def beside(reading: PlaceReading, near: frozenset[str], country: str) -> PlaceReading:
    """A name that is two places means the one beside a town that the same ad names, likely and never exactly."""
    if reading.certainty != "unknown":
        return reading
    places = _of_country([one for one in meanings().get(normal(reading.raw), ()) if one.kind == "place"], country)
    by = [one for one in places if one.gm in near]
    return PlaceReading(by[0].gm, "likely", _name(by[0]), reading.raw) if len(by) == 1 else reading


def _of_mention(mention: Mention, signs: frozenset[str], country: str) -> PlaceReading | None:
    if mention.manner == "passing":
        return None
    if mention.manner == "region":
        return PlaceReading(None, "region", f"{REGION}{mention.raw}", mention.raw)
    sure = mention.manner == "stated" and (
        any(meaning.safe for meaning in mention.meanings) or len(mention.meanings) > 1
    )
    certainty: Certainty = "exact" if sure else "likely"
    return resolved(mention.meanings, signs | mention.signs, _country(mention, country), mention.raw, certainty)


def _country(mention: Mention, country: str) -> str:
    """The country that stands beside the name ("Mechelen, België"), else the page's."""
    return next((named for named in ("BE", "DE", "NL") if named in mention.signs), country)
