"""Who is in the market: the planted cases first, then as much ordinary background as the scale asks for.

In: a seed and a scale. Out: ads, cases and the houses' numbers. The cases are the same at every scale.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crawlers.market import background, crowds, houses, soloists
from crawlers.market.ads import Ad
from crawlers.market.cases import Case, Planter
from crawlers.market.draw import Urn, stream

PEOPLE, AT_VITRINE = 140, 16
PLANTERS: tuple[Planter, ...] = (
    soloists.home_allowed,
    soloists.home_forbidden,
    soloists.circulates,
    soloists.same_template,
    soloists.ambiguous_belgian,
    soloists.stated_minor,
    crowds.stock_photo,
    crowds.switchboard,
    crowds.enforcement,
)
HOUSE_PLANTERS: tuple[tuple[houses.House, Callable[[Urn, str], Case]], ...] = (
    (houses.CLUB, houses.licensed_club),
    (houses.UNLICENSED, houses.unlicensed_house),
    (houses.EXPIRED, houses.expired_licence),
    (houses.UNKNOWN, houses.unknown_policy),
    (houses.ESCORT, houses.escort_outcall),
)


@dataclass(frozen=True, slots=True)
class Planted:
    """All ads, the cases that some of them belong to, and the houses' national numbers by case."""

    ads: tuple[Ad, ...]
    cases: tuple[Case, ...]
    house_numbers: Mapping[str, str]


def plant(seed: int, scale: float) -> Planted:
    """The market's ads; `scale` (0 to 1) is the share of the background that is there."""
    first = Urn(stream(seed, "houses"))
    numbers = {house.case: first.number() for house, _ in HOUSE_PLANTERS}
    cases = [planter(first, numbers[house.case]) for house, planter in HOUSE_PLANTERS]
    second = first.beside(stream(seed, "planted"))
    cases += [planter(second) for planter in PLANTERS]
    last = first.beside(stream(seed, "background"))
    ordinary = background.background(last, round(PEOPLE * scale), round(AT_VITRINE * scale))
    return Planted((*(ad for case in cases for ad in case.ads), *ordinary), tuple(cases), numbers)
