"""Policies of municipalities, side by side.

In: policies, municipality codes, a day. Out: a table: what each municipality says of each matter, `unknown` where
nothing is on record; and how the country is divided on each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from peil.municipalities import code_on, is_known, municipalities, name_of
from peil.records.register import Policy
from rules.case import Case, as_of
from rules.policy_book import PolicyBook
from rules.shared import Shared

SharedBy = Callable[[str], Shared]
MATTERS = (
    "regime", "maximum", "home_work", "home_work_max_persons", "minimum_age", "ad_must_show_licence", "parameters",
    "valid_from", "valid_to", "source",
)  # fmt: skip


def compare_policies(policies: Iterable[Policy], places: Sequence[str], on: date) -> dict[str, dict[str, str]]:
    """Municipality -> matter -> what it says on the day, in the order asked for."""
    book = _book(policies, on)
    return {gm: _said(book.on(code_on(gm, on), on)) for gm in places}


def divided(policies: Iterable[Policy], on: date) -> dict[str, dict[str, int]]:
    """Matter -> what is said -> in how many of the day's municipalities; those without a policy are `unknown`."""
    book = _book(policies, on)
    rows = [_said(book.on(gm, on)) for gm in municipalities() if code_on(gm, on) == gm]
    return {matter: dict(Counter(row[matter] for row in rows).most_common()) for matter in MATTERS[:7]}


def shared_on(policies: Iterable[Policy], on: date) -> SharedBy:
    """What rules share, by municipality, as the policies of the day set it."""
    book = _book(policies, on)
    return lambda gm: book.shared(gm, on)


def unknown_places(places: Iterable[str]) -> list[str]:
    """The codes that are no municipality's."""
    return [gm for gm in places if not is_known(gm)]


def named(gm: str) -> str:
    """A municipality as a table's head names it."""
    return f"{name_of(gm)} ({gm})"


def _book(policies: Iterable[Policy], on: date) -> PolicyBook:
    return PolicyBook(as_of(Case((), policies=tuple(policies)), on).policies)


def _said(policy: Policy) -> dict[str, str]:
    period = policy.period if policy.source or policy.regime != "unknown" else None
    dated = {
        "valid_from": str(period.valid_from) if period else "",
        "valid_to": str(period.valid_to or "") if period else "",
    }
    return {matter: dated[matter] if matter in dated else _shown(getattr(policy, matter)) for matter in MATTERS}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(f"{rule}.{name}={setting}" for rule, name, setting in value) or "none"
    return "unknown" if value is None else str(value)
