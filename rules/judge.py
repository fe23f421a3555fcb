"""Judge clusters against the books on a day.

In: a case and a day. Out: every verdict with its reasons, in a fixed order (cluster, rule, municipality, persona).
Pure: the same case and day give the same verdicts in ten years.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from peil.days import day_of, end_of
from peil.records.judged import FlagDecision, Presence, Verdict
from rules.books import Books
from rules.case import Case, as_of
from rules.catalogue import CATALOGUE
from rules.cluster import Cluster, gather
from rules.dismissals import Facts, dismissals, facts, heed
from rules.each import circulating, crosses_border
from rules.findings import Finding
from rules.life import Past
from rules.rule import Rule
from rules.shared import SHARED, Shared
from rules.view import WEIGHT, View

R = TypeVar("R", Presence, FlagDecision)
RULES_STAMP = "rules-1"
_LOCAL = tuple(rule for rule in CATALOGUE if rule.local)
_WINDOWS = (circulating.PARAMETERS.days, crosses_border.PARAMETERS.days)


def judge(case: Case, on: date) -> list[Verdict]:
    """Every verdict on every cluster; sightings and decisions after the day are not there."""
    return list(verdicts(case, on))


def verdicts(case: Case, on: date, every: bool = True) -> Iterator[Verdict]:
    """The same, one at a time; without `every` those that hold alone."""
    for cluster, books in clusters_on(case, on):
        yield from _Judged(cluster, books, on).verdicts(every)


def clusters_on(case: Case, on: date) -> Iterator[tuple[Cluster, Books]]:
    """Every cluster as it stood on the day, in the order of their ids, each with the books."""
    case = as_of(case, on)
    books = Books(case.licences, case.policies, case.closures)
    said = _by_cluster(case.decisions)
    end = end_of(on)
    seen = _by_cluster(one for one in case.presences if one.seen_at < end)
    for cluster in sorted(seen):
        yield gather(seen[cluster], said.get(cluster, ())), books


def judge_cluster(
    presences: Sequence[Presence], books: Books, on: date, decisions: Sequence[FlagDecision] = ()
) -> list[Verdict]:
    """Every verdict on one cluster; its presences (at least one) and the books carry the codes valid on the day."""
    return list(_Judged(gather(presences, decisions), books, on).verdicts())


class _Judged:
    """One cluster and the days on which it was looked at."""

    def __init__(self, cluster: Cluster, books: Books, on: date) -> None:
        self.cluster, self.books, self.on = cluster, books, on
        self.views: dict[tuple[date, Shared], View] = {}

    def verdicts(self, every: bool = True) -> Iterator[Verdict]:
        """Every rule's verdicts, in the catalogue's order; without `every` those that hold alone."""
        view = self._view(self.on)
        for rule in CATALOGUE if every or self.cluster.is_in_several_places else _LOCAL:
            if not (every or self._may_hold(rule, view)):
                continue
            found = [one for one in self._findings(rule, view) if every or one.verdict == "holds"]
            for finding in sorted(found, key=_by_scope):
                verdict = self._held(rule, finding) if finding.verdict == "holds" else self._verdict(rule, finding)
                if every or verdict.verdict == "holds":
                    yield verdict

    def _held(self, rule: Rule, finding: Finding) -> Verdict:
        turns = self._near_turns if rule.local else self._wide_turns
        grace = self._shared(finding.municipality, self.on).grace_days
        past = Past(lambda day: self._holds(rule, finding, day), turns, grace)
        if said := [day_of(one.at) for one in dismissals(self._view(self.on), rule, finding)]:
            today = facts(self._seen_from(finding.municipality, self.on), finding)
            finding = heed(finding, said, today, lambda day: self._known(rule, finding, (day, past.last_held(day))))
        if finding.verdict != "holds":
            return self._verdict(rule, finding)
        return replace(self._verdict(rule, finding), since=past.since(self.on).isoformat())

    def _holds(self, rule: Rule, finding: Finding, day: date) -> bool:
        view = self._view(day)
        return self._may_hold(rule, view) and any(
            one.scope == finding.scope and one.verdict == "holds" for one in self._findings(rule, view)
        )

    def _may_hold(self, rule: Rule, view: View) -> bool:
        return bool(self.books.policies.sharing) or rule.may_hold(view)

    def _findings(self, rule: Rule, view: View) -> Iterable[Finding]:
        """What a rule finds; in a municipality whose policy sets what rules share, by that."""
        found = rule.judge(view)
        if rule.urgent or not self.books.policies.sharing:
            return found
        tuned = {gm: self._seen_from(gm, view.on) for gm in sorted(self.books.policies.sharing)}
        by_place = {gm: list(rule.judge(own)) for gm, own in tuned.items() if own is not view}
        return _in_each(found, by_place) if rule.local else _softened(found, by_place)

    def _known(self, rule: Rule, finding: Finding, days: Iterable[date | None]) -> Facts:
        """What a reviewer could know: the facts of the day itself, and of the last one on which the flag held."""
        return frozenset().union(*(self._facts(rule, finding, day) for day in days if day))

    def _facts(self, rule: Rule, finding: Finding, day: date) -> Facts:
        """The facts of a day; the municipalities are those that the finding had on that day."""
        bare = replace(finding, municipalities=(finding.municipality,) if finding.municipality else ())
        found = self._findings(rule, self._view(day))
        then = next((one for one in found if one.scope == finding.scope), bare)
        return facts(self._seen_from(finding.municipality, day), then)

    @cached_property
    def _near_turns(self) -> list[date]:
        """The days up to now on which what a rule says of one municipality can change."""
        decided = {day_of(one.at) for one in self.cluster.decisions}
        seen = self._seen_or_over(SHARED.counted_days, *self._counted_days)
        policies = self.books.policies.turns if self.books.policies.sharing else ()
        return self._sorted(seen | decided | {*self.books.renewal_days, *policies})

    @property
    def _counted_days(self) -> Iterable[int]:
        return self.books.policies.days_set if self.books.policies.sharing else ()

    @cached_property
    def _wide_turns(self) -> list[date]:
        """The same of a rule over several places, which looks back further."""
        windows = self._seen_or_over(*_WINDOWS, *self.books.policies.days_set)
        return self._sorted({*self._near_turns, *windows, *self.books.policies.turns})

    def _seen_or_over(self, *windows: int) -> set[date]:
        """The days on which something was seen, and those on which it is as many days ago."""
        return {day + timedelta(days=window) for day in set(self.cluster.days) for window in (0, *windows)}

    def _sorted(self, days: set[date]) -> list[date]:
        return sorted(day for day in days if day <= self.on)

    def _shared(self, gm: str | None, day: date) -> Shared:
        return self.books.policies.shared(gm, day) if gm else SHARED

    def _seen_from(self, gm: str | None, day: date) -> View:
        """The cluster by the numbers that hold in the municipality on the day."""
        return self._view(day, self._shared(gm, day))

    def _view(self, day: date, shared: Shared = SHARED) -> View:
        if (day, shared) not in self.views:
            self.views[day, shared] = View(self.cluster, self.books, day, shared)
        return self.views[day, shared]

    def _verdict(self, rule: Rule, finding: Finding) -> Verdict:
        return Verdict(
            cluster=self.cluster.id,
            rule=rule.id,
            verdict=finding.verdict,
            municipality=finding.municipality,
            municipalities=finding.municipalities,
            persona=finding.persona,
            reasons=finding.reasons,
            because="" if finding.verdict == "holds" else finding.reasons[0].text_en,
        )


def _in_each(found: Iterable[Finding], by_place: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    """The findings, those in a municipality of its own numbers by these."""
    yield from (one for one in found if one.municipality not in by_place)
    for gm, own in by_place.items():
        yield from (one for one in own if one.municipality == gm)


def _softened(found: Iterable[Finding], by_place: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    """The findings over several places; the numbers of one concerned may soften them, and cannot sharpen them."""
    for one in found:
        others = (other for gm in one.municipalities for other in by_place.get(gm, ()) if other.scope == one.scope)
        yield min((one, *others), key=lambda finding: WEIGHT[finding.verdict])


def _by_scope(finding: Finding) -> tuple[str, str]:
    return finding.municipality or "", finding.persona or ""


def _by_cluster(records: Iterable[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for one in records:
        found.setdefault(one.cluster, []).append(one)
    return found
