"""One address over time (*pandgerichte aanpak*): what the register, the orders and the ads said of it.

In: a case, an address, a day. Out: licences, closures and operators seen there, with their spells, so that a repeat
is told from a first time. Somebody who works from home, or perhaps does, is left out where no licence or closure names
the address (charter 10).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from peil.records.register import Closure, Licence
from rules import personas
from rules.addresses import Spot, compare, spot
from rules.case import Case, as_of
from rules.judge import clusters_on
from rules.seen import Seen
from rules.view import View

GAP = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which an operator was seen at the address, without a gap of more than 28 days."""

    cluster: str
    first: date
    last: date
    ads: int
    personas: int


@dataclass(frozen=True, slots=True)
class PremisesView:
    """Everything of one address; `repeats` are the spells that came after another one there, whoever's."""

    address: str
    licences: tuple[Licence, ...]
    closures: tuple[Closure, ...]
    spells: tuple[Spell, ...]
    withheld: bool

    @property
    def repeats(self) -> int:
        """How many spells began after an earlier one had ended for more than 28 days."""
        ends = [date.min, *(max(one.last for one in self.spells[: at + 1]) for at in range(len(self.spells)))]
        return sum(spell.first - end > GAP for spell, end in zip(self.spells[1:], ends[1:], strict=False))


def premises_view(case: Case, postcode: str, house_number: str, on: date) -> PremisesView:
    """What is known of the address up to and including the day."""
    case = as_of(case, on)
    address = spot("", house_number, postcode)
    licences = tuple(one for one in case.licences if _is_at(address, one.street, one.house_number, one.postcode))
    closures = tuple(one for one in case.closures if _is_at(address, "", one.house_number, one.postcode))
    known = bool(licences or closures)
    found = list(_spells(case, address, on))
    spells = sorted((spell for spell, home in found if known or not home), key=lambda one: (one.first, one.cluster))
    ordered = tuple(sorted(licences, key=lambda one: (one.period.valid_from, one.licence_no)))
    return PremisesView(address.shown, ordered, closures, tuple(spells), len(spells) < len(found))


def _spells(case: Case, address: Spot, on: date) -> Iterator[tuple[Spell, bool]]:
    """The spells of every operator, each with whether it was, or may have been, a home worker's."""
    for cluster, books in clusters_on(case, on):
        seen = [one for one in cluster.seen if not one.ad.run_short and _names(one, address)]
        for run in _runs(seen):
            days = {one.day for one in run}
            views = (View(cluster, books, day) for day in sorted(days))
            home = any(view.home_worker() != "no" for view in views)
            busiest = personas.count(personas.busiest_day(run))
            yield (
                Spell(cluster.id, run[0].day, run[-1].day, len({(one.ad.site, one.ad.id) for one in run}), busiest),
                home,
            )


def _runs(seen: Iterable[Seen]) -> Iterator[list[Seen]]:
    run: list[Seen] = []
    for one in seen:
        if run and one.day - run[-1].day > GAP:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _names(one: Seen, address: Spot) -> bool:
    return one.spot is not None and compare(one.spot, address) == "same"


def _is_at(address: Spot, street: str, house_number: str, postcode: str) -> bool:
    return compare(spot(street, house_number, postcode), address) == "same"
