"""A cluster as it stood on a day, with the books beside it: what every rule reads.

In: a cluster, the books, a day. Out: RULES.md's words (counted, active, signs, home worker, matches, policy), each
worked out once. Sightings and decisions after the day are not there.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar

from peil.days import day_of
from peil.records.judged import FlagDecision
from peil.records.register import Policy
from rules.books import Books
from rules.cluster import Cluster
from rules.days import first_of
from rules.findings import Finding
from rules.hits import Hit, key_hits, number_hits
from rules.home import HomeWorker, home_worker
from rules.itineraries import Itinerary, Unit
from rules.matching import Match, matches
from rules.parameters import overridden
from rules.permits import number_key
from rules.seen import Seen
from rules.shared import SHARED, Shared
from rules.shown_numbers import FALSE, standings
from rules.signs import business_signs

P = TypeVar("P")
WEIGHT = {"does_not_hold": 0, "cannot_tell": 1, "holds": 2}


class View:
    """One cluster on the day `on`, by the numbers that rules share."""

    def __init__(self, cluster: Cluster, books: Books, on: date, shared: Shared = SHARED) -> None:
        self.cluster, self.books, self.on, self.shared = cluster, books, on, shared
        self._matches: dict[str, list[Match]] = {}
        self._policies: dict[str, Policy] = {}
        self._in_force: dict[str, list[Match]] = {}
        self._home: dict[int, HomeWorker] = {}

    def within(self, days: int) -> tuple[Seen, ...]:
        """All sightings of the `days` days up to and including the day, those of short runs too."""
        return self.cluster.between(first_of(days, self.on), self.on)

    @cached_property
    def counted(self) -> tuple[Seen, ...]:
        """The sightings that count: recent, and not from a short run."""
        return tuple(one for one in self.within(self.shared.counted_days) if not one.ad.run_short)

    def itineraries(self, days: int) -> dict[Unit, Itinerary]:
        """The itineraries of those who were seen on the last `days` days, short runs too."""
        first = first_of(days, self.on)
        windows = ((unit, one.between(first, self.on)) for unit, one in self.cluster.itineraries.items())
        return {unit: window for unit, window in windows if window.days}

    @cached_property
    def may_match(self) -> bool:
        """Whether any licence agrees by any key, or a number is shown: else there is no match anywhere."""
        return bool(self._key_hits) or any(one.ad.licence_numbers for one in self.counted)

    @cached_property
    def may_have_signs(self) -> bool:
        """Whether a business sign may stand: one is quoted, or there are several personas."""
        return any(one.ad.signs for one in self.counted) or len({one.ad.persona for one in self.counted}) > 1

    @cached_property
    def active(self) -> dict[str, tuple[Seen, ...]]:
        """Municipality -> the counted sightings that are exactly there."""
        return self._places("exact")

    @cached_property
    def likely(self) -> dict[str, tuple[Seen, ...]]:
        """Municipality -> the counted sightings that are likely there, where none is exactly."""
        return {gm: seen for gm, seen in self._places("likely").items() if gm not in self.active}

    def seen_in(self, gm: str) -> tuple[Seen, ...]:
        """The counted sightings in the municipality."""
        return self.active.get(gm) or self.likely[gm]

    def outcall_only(self, gm: str) -> bool:
        """Whether all counted sightings in the municipality are out-call."""
        return all(one.ad.setting == "outcall" for one in self.seen_in(gm))

    @cached_property
    def signs(self) -> dict[str, tuple[Seen, ...]]:
        """Business sign -> the counted sightings that show it."""
        return business_signs(self.counted, self.shared)

    def home_worker(self, at_most: int = 0) -> HomeWorker:
        """Whether at most so many personas work from home; by the number that rules share, where that is more."""
        many = max(at_most, self.shared.home_personas)
        if many not in self._home:
            self._home[many] = home_worker(self.counted, self.signs, many)
        return self._home[many]

    def policy(self, gm: str) -> Policy:
        """The municipality's policy on the day of the latest counted sighting there."""
        if gm not in self._policies:
            self._policies[gm] = self.books.policies.on(gm, self.seen_in(gm)[-1].day)
        return self._policies[gm]

    def tuned(self, rule: str, parameters: P, gm: str) -> P:
        """A rule's parameters as the municipality's policy sets them."""
        return overridden(self.policy(gm), rule, parameters)

    def weakest(self, rule: str, parameters: P, places: Iterable[str], find: Callable[[P], Finding]) -> Finding:
        """Over several places the policy of any of them may soften a rule, and none can sharpen it for the others."""
        if not self.books.policies.settings:
            return find(parameters)
        policies = (self.books.policies.on(gm, self.on) for gm in places)
        tuned = {overridden(policy, rule, parameters) for policy in policies if policy.parameters}
        return min((find(one) for one in (parameters, *tuned)), key=lambda found: WEIGHT[found.verdict])

    @cached_property
    def decisions(self) -> tuple[FlagDecision, ...]:
        """What people had said of the cluster by the end of the day, oldest first."""
        return tuple(one for one in self.cluster.decisions if day_of(one.at) <= self.on)

    def matches(self, gm: str) -> list[Match]:
        """The licences that the cluster matches, seen from the municipality."""
        if gm not in self._matches:
            hits = [*self._key_hits, *self._number_hits(gm)]
            self._matches[gm] = matches(hits) if hits else []
        return self._matches[gm]

    def covers(self, match: Match, gm: str) -> bool:
        """Whether the match covers the municipality: its own licence, or an escort licence for out-call sightings."""
        if match.row.licence.kind != "escort":
            return match.permit.municipality == gm
        here = {id(one) for one in self.seen_in(gm)}
        return any(id(one) in here and one.ad.setting == "outcall" for one in match.exact or match.probable)

    def exact_in_force(self, gm: str) -> list[Match]:
        """The exact matches in force, covering the municipality or not."""
        if gm not in self._in_force:
            self._in_force[gm] = [match for match in self.matches(gm) if match.exact_in_force]
        return self._in_force[gm]

    @cached_property
    def agreeing(self) -> frozenset[tuple[str, str]]:
        """The permits that agree with the cluster by another key than a shown number."""
        return frozenset(hit.permit.key for hit in self._key_hits)

    @cached_property
    def false_numbers(self) -> frozenset[str]:
        """Shown numbers, as they are compared, that are false in a municipality where the cluster is active."""
        found = (standings(seen, self.books, self.agreeing) for seen in self.active.values())
        return frozenset(number_key(number) for shown in found for number, kind in shown if kind in FALSE)

    @cached_property
    def _key_hits(self) -> list[Hit]:
        licensed_as = [one for one in self.decisions if one.kind == "licensed-as"]
        return key_hits(self.counted, self.books, licensed_as)

    def _number_hits(self, gm: str) -> list[Hit]:
        shown = [(one, number) for one in self.counted for number in one.ad.licence_numbers]
        true = [(one, number) for one, number in shown if number_key(number) not in self.false_numbers]
        return [hit for one, number in true for hit in number_hits(one, number, gm, self.books)]

    def _places(self, certainty: str) -> dict[str, tuple[Seen, ...]]:
        found: dict[str, list[Seen]] = {}
        for one in self.counted:
            if one.ad.municipality and one.ad.certainty == certainty:
                found.setdefault(one.ad.municipality, []).append(one)
        return {gm: tuple(found[gm]) for gm in sorted(found)}
