"""How often each rule was wrong, as reviewers saw it, and when that is often enough to suspend it (charter 24).

In: what reviewers said of flags. Out: rates by rule and municipality, and by site; the rules to suspend where. A rule
that is suspended opens no flags there until a manager has looked. `possible_minor` is never suspended: each is looked
at within a day anyhow.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peil.records.judged import DecidedFlag
from rules.catalogue import CATALOGUE
from rules.shared import Shared

NEVER = frozenset(rule.id for rule in CATALOGUE if rule.urgent)


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How many flags of a rule were decided and dismissed in a municipality (and at a site, if named), and why."""

    rule: str
    municipality: str
    site: str
    decided: int
    dismissed: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """The share of the decided flags that were dismissed."""
        return self.dismissed / self.decided


def error_rates(outcomes: Iterable[DecidedFlag], by_site: bool = False) -> list[ErrorRate]:
    """The rates, in order of rule, municipality and site."""
    grouped: dict[tuple[str, str, str], list[DecidedFlag]] = {}
    for one in outcomes:
        for site in one.sites if by_site else ("",):
            grouped.setdefault((one.rule, one.municipality, site), []).append(one)
    return [_rate(key, grouped[key]) for key in sorted(grouped)]


def to_suspend(rates: Iterable[ErrorRate], limits: Callable[[str], Shared]) -> list[ErrorRate]:
    """The rates that pass the limits of their municipality: so many decided flags, more than a share dismissed."""
    return [rate for rate in rates if rate.rule not in NEVER and _passes(rate, limits(rate.municipality))]


def _passes(rate: ErrorRate, limits: Shared) -> bool:
    return rate.decided >= limits.suspend_decided and rate.share > limits.suspend_share


def _rate(key: tuple[str, str, str], outcomes: list[DecidedFlag]) -> ErrorRate:
    dismissed = [one for one in outcomes if one.dismissed]
    return ErrorRate(*key, len(outcomes), len(dismissed), tuple(Counter(one.reason for one in dismissed).most_common()))
