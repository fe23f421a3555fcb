"""How the rules fare, for the manager: how many of their flags were dismissed and why, and which are suspended.

In: a user. Out: rates and suspensions; a suspension lifted with a reason (charter 24).
"""

from dataclasses import dataclass
from datetime import date

from console.deployment import now
from console.web.models import User
from console.web.records.allowed import allow
from console.web.roles import Right
from console.web.rule_titles import rule_title
from ledger import rule_states
from peil.days import day_of
from peil.municipalities import name_of
from rules.error_rates import ErrorRate
from rules.step import ledger_rates


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rule in a municipality."""

    title: str
    place: str
    rate: ErrorRate
    percent: int
    suspended: date | None


def rates_to_watch(user: User) -> list[RateLine]:
    """The rules of which flags were decided in the last 90 days."""
    allow(user, Right.SETTINGS)
    suspended = {(one.rule, one.municipality): one.since for one in rule_states.suspensions()}
    return [
        RateLine(
            rule_title(rate.rule), name_of(rate.municipality), rate, round(100 * rate.share),
            suspended.get((rate.rule, rate.municipality)),
        )
        for rate in ledger_rates(day_of(now()))
    ]  # fmt: skip


def lift_suspension(user: User, told: dict[str, str]) -> None:
    """The manager has looked (`rule`, `municipality`, `reason`); raises SourceError where nothing is suspended."""
    allow(user, Right.SETTINGS)
    rule_states.lift(told["rule"], told["municipality"], user.name, told["reason"], now())
