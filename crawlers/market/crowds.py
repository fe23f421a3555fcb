"""Planted cases of many people: a photo and a number that many share without belonging together, and an enforcement.

In: an urn. Out: a case with its ads.
"""

from dataclasses import replace
from datetime import timedelta

from crawlers.market import numbers, weeks
from crawlers.market.ads import Ad
from crawlers.market.cases import Case, Expect, Pair, apart, chain
from crawlers.market.draw import Person, Slot, Urn
from crawlers.market.photos import Photo

STOCK_ADS, SWITCHBOARD_ADS = 14, 17
TOWNS = ("Enschede", "Apeldoorn", "Leeuwarden", "Maastricht", "Haarlem", "Leiden", "Dordrecht", "Nijmegen", "Utrecht")
ENFORCED, NEIGHBOURS = "Arnhem", ("Duiven", "Westervoort")
# A day after the crawl of week six: that crawl still sees the supply that the next one misses.
ENFORCED_ON = weeks.day(weeks.HALFWAY) + timedelta(days=1)
# Of the people of the town so many stay, so many move next door; the others leave the market.
SUPPLY, STAYING, MOVING = 14, 4, 7
_STYLES = ("plain", "spaced", "dashed", "field", "dotted", "plus", "words", "keycaps")
_COPIES = ("original", "resaved", "resized", "mirrored")


def stock_photo(urn: Urn) -> Case:
    """A picture from a stock library in many ads that have nothing else in common."""
    scene = urn.scene()
    ads = []
    for at, ad in enumerate(_strangers(urn, "stock_photo", STOCK_ADS)):
        ads.append(replace(ad, photos=(Photo(scene, _COPIES[at % 3], "jpg"), *ad.photos)))
    return Case(
        "stock_photo",
        "Stockfoto die velen gebruiken",
        "A stock photo used by many",
        tuple(ads),
        Expect(separate=apart(ads), hubs=({"kind": "image", "scene": scene, "ads": len(ads)},)),
    )


def switchboard(urn: Urn) -> Case:
    """The number of a call service beside the own numbers of many people."""
    number = urn.number()
    ads = []
    for at, ad in enumerate(_strangers(urn, "switchboard", SWITCHBOARD_ADS)):
        shared = numbers.write(number, ("spaced", "plain", "dashed")[at % 3])
        line = f"Geen gehoor? De telefoondienst neemt aan: {shared.text}"
        ads.append(replace(ad, lines=(*ad.lines, line), also=(shared,)))
    return Case(
        "switchboard",
        "Nummer van een telefoondienst",
        "The number of a switchboard",
        tuple(ads),
        Expect(separate=apart(ads), hubs=({"kind": "phone", "value": "+31" + number[1:], "ads": len(ads)},)),
    )


def enforcement(urn: Urn) -> Case:
    """A town that enforces in week six: supply drops there, and half of it turns up next door."""
    people = [urn.person(f"enforcement-{at:02}", ENFORCED) for at in range(SUPPLY)]
    ads: list[Ad] = []
    together: list[Pair] = []
    for at, person in enumerate(people):
        here = _ad(urn, person, at, (0, weeks.WEEKS - 1 if at < STAYING else weeks.HALFWAY))
        ads.append(here)
        if at >= SUPPLY - MOVING:
            there = _ad(urn, _moved(urn, person, at), at, (weeks.HALFWAY + 1, weeks.WEEKS - 1))
            ads.append(there)
            together += chain([here, there])
    ads += [_ad(urn, urn.person(f"neighbour-{at}", NEIGHBOURS[at % 2]), at, (0, weeks.WEEKS - 1)) for at in range(4)]
    return Case(
        "enforcement",
        "Handhaving waarna aanbod naar de buren gaat",
        "Enforcement after which supply moves to the neighbours",
        tuple(ads),
        Expect(municipality="GM0202", together=tuple(together)),
    )


def _moved(urn: Urn, person: Person, at: int) -> Person:
    """The same person next door: same number and photo, or only one of the two."""
    place = urn.person("", NEIGHBOURS[at % 2], photos=0)
    number = place.number if at % 3 == 0 else person.number
    scenes = (urn.scene(),) if at % 3 == 1 else person.scenes
    return replace(person, place=place.place, number=number, scenes=scenes)


def _ad(urn: Urn, person: Person, at: int, span: tuple[int, int]) -> Ad:
    site = ("etalage", "prikbord")[at % 5 > 2]
    treatment = _COPIES[at % 4] if span[0] else "original"
    slot = Slot(site, *span, _STYLES[at % len(_STYLES)], treatment, "enforcement")
    return replace(urn.ad(person, slot), lingers=at % 2 == 0)


def _strangers(urn: Urn, case: str, count: int) -> list[Ad]:
    """Ads of so many people in many towns at two sites, who have nothing in common."""
    ads = []
    for at in range(count):
        person = urn.person(f"{case}-{at:02}", TOWNS[at % len(TOWNS)])
        span = (at % 4, weeks.WEEKS - 1 - at % 3)
        slot = Slot(("etalage", "prikbord")[at % 2], *span, _STYLES[at % 6], case=case)
        ads.append(urn.ad(person, slot))
    return ads
