"""The ordinary part of the market: people who work alone, most with one ad, some with two or three on several sites.

In: an urn and how many of them. Out: their ads. None of them gives a supervisor a reason to look twice.
"""

from dataclasses import replace

from crawlers.market import places, weeks
from crawlers.market.ads import Ad
from crawlers.market.draw import Person, Slot, Urn
from crawlers.market.numbers import HIDDEN_STYLES, OPEN_STYLES

SITES = ("etalage",) * 11 + ("prikbord",) * 10
SETTINGS = ("incall",) * 5 + ("home",) * 2 + ("outcall", "both")
# What holds the ads of one person together: the same number, copies of the same photos, or both.
BONDS = ("number", "number", "photos", "both")
COPIES = ("resaved", "resized", "mirrored")
# A cropped copy is hard to know again, so it never stands alone between two ads.
CROPS = ("cropped", "cropped")


def background(urn: Urn, people: int, vitrine: int) -> list[Ad]:
    """The ads of so many people; the first `vitrine` of them have one at the site that needs a browser."""
    ads: list[Ad] = []
    for at in range(people):
        ads += _settled(urn, _ads_of_one(urn, f"person-{at:03}", "vitrine" if at < vitrine else urn.rng.choice(SITES)))
    return ads


def _ads_of_one(urn: Urn, operator: str, site: str) -> list[Ad]:
    rng = urn.rng
    person = urn.person(operator, rng.choice(places.BACKGROUND), rng.choice(SETTINGS), photos=rng.choice((1, 1, 2)))
    others = rng.choices((0, 1, 2), (62, 28, 10))[0] if site != "vitrine" else 1
    return [urn.ad(person, _slot(urn, site, "original")), *(_another(urn, person) for _ in range(others))]


def _another(urn: Urn, person: Person) -> Ad:
    """One more ad of the same person, held to the first by a bond that a reader can find."""
    bond = urn.rng.choice(BONDS)
    alike = replace(
        person,
        number=urn.number() if bond == "photos" else person.number,
        scenes=(urn.scene(),) if bond == "number" else person.scenes,
    )
    treatment = urn.rng.choice(COPIES + CROPS if bond == "both" else COPIES)
    return urn.ad(alike, _slot(urn, urn.rng.choice(("etalage", "prikbord")), treatment))


def _slot(urn: Urn, site: str, treatment: str) -> Slot:
    rng = urn.rng
    style = rng.choice(OPEN_STYLES + OPEN_STYLES + HIDDEN_STYLES)
    if site == "vitrine":
        return Slot(site, rng.choice((0, 1, 4)), weeks.WEEKS - 1, style, treatment)
    first = max(0, rng.randint(-4, 10))
    return Slot(site, first, min(weeks.WEEKS - 1, first + rng.randint(2, 9)), style, treatment)


def _settled(urn: Urn, ads: list[Ad]) -> list[Ad]:
    """The same ads with their habits: bumped or not, lingering in a list or not, dearer one day or not."""
    rng = urn.rng
    return [
        replace(
            ad,
            bumped_every=rng.choice((0, 1, 2, 3)),
            lingers=rng.random() < 0.4,
            dearer_from=rng.choice((None, None, None, ad.first + 2)),
        )
        for ad in ads
    ]
