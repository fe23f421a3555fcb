"""Policies of all municipalities by day, and what they set of rules' parameters.

In: policies, municipality codes as valid on the day of judging. Out: the policy of a day, and the days on which what
it sets can change. Knows no rule.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from functools import cached_property

from peil.records.register import Period, Policy, Setting
from rules.parameters import overridden
from rules.shared import NAME, SHARED, Shared

_SAID = (
    "regime",
    "maximum",
    "home_work",
    "home_work_max_persons",
    "minimum_age",
    "ad_must_show_licence",
    "parameters",
)


class PolicyBook:
    """What each municipality allows, and when."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self._by_municipality: dict[str, list[Policy]] = {}
        for policy in policies:
            self._by_municipality.setdefault(policy.municipality, []).append(policy)

    def shared(self, gm: str, day: date) -> Shared:
        """What rules share, as the municipality's policy of the day sets it."""
        return overridden(self.on(gm, day), NAME, SHARED) if gm in self.sharing else SHARED

    def on(self, gm: str, day: date) -> Policy:
        """What the municipality allows on the day; unknown in all where no row holds, and wherever rows disagree."""
        rows = [policy for policy in self._by_municipality.get(gm, ()) if policy.period.holds(day)]
        if len(rows) == 1:
            return rows[0]
        return _agreed(rows) if rows else Policy(gm, Period(day, day), "unknown", source="")

    @cached_property
    def highest_minimum(self) -> int:
        """The highest minimum age that any policy sets."""
        return max((row.minimum_age or 0 for rows in self._by_municipality.values() for row in rows), default=0)

    @cached_property
    def sharing(self) -> frozenset[str]:
        """The municipalities of which some policy sets what rules share."""
        return frozenset(
            gm
            for gm, rows in self._by_municipality.items()
            for row in rows
            for of, _, _ in row.parameters
            if of == NAME
        )

    @cached_property
    def settings(self) -> frozenset[tuple[str, str, Setting]]:
        """Every (rule, name, value) that some policy sets."""
        return frozenset(one for rows in self._by_municipality.values() for row in rows for one in row.parameters)

    @cached_property
    def days_set(self) -> frozenset[int]:
        """Every number of days that some policy sets for a rule: what a rule says may change when they are over."""
        return frozenset(value for _, name, value in self.settings if name.endswith("days") and isinstance(value, int))

    @cached_property
    def turns(self) -> frozenset[date]:
        """Every first day, and first day after, of a policy of a municipality that sets a number for some rule."""
        rows = [row for rows in self._by_municipality.values() if any(row.parameters for row in rows) for row in rows]
        ends = {end + timedelta(days=1) for row in rows if (end := row.period.valid_to) and end.year < date.max.year}
        return frozenset(ends | {row.period.valid_from for row in rows})


def _agreed(rows: list[Policy]) -> Policy:
    """One policy of rows that hold at once (municipalities that merged): what they disagree on is unknown."""
    unknown: dict[str, object] = {"regime": "unknown", "home_work": "unknown", "parameters": ()}
    said = {field.name: getattr(rows[0], field.name) for field in fields(Policy)}
    for name in _SAID:
        if any(getattr(row, name) != said[name] for row in rows):
            said[name] = unknown.get(name)
    return Policy(**said)
