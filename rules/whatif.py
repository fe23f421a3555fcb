"""What flags would appear or vanish if policies were other.

In: a case, other policies, a day. Out: counts by rule and municipality. Changes nothing, and names nobody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from peil.municipalities import code_on
from peil.records.judged import Verdict
from peil.records.register import Policy
from rules.case import Case
from rules.judge import verdicts

Flagged = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class PolicyEffect:
    """How many flags of a rule a municipality has now, and how many would appear and vanish."""

    rule: str
    municipality: str
    now: int
    appear: int
    vanish: int


def what_if(case: Case, others: Sequence[Policy], on: date) -> list[PolicyEffect]:
    """The effect of other policies; all rows on record of a municipality that `others` names give way to its own."""
    now = set(_flags(verdicts(case, on, every=False)))
    changed = replace(case, policies=tuple(_instead(case.policies, others, on)))
    then = set(_flags(verdicts(changed, on, every=False)))
    return list(_effects({"now": now, "appear": then - now, "vanish": now - then}))


def _instead(policies: Iterable[Policy], others: Sequence[Policy], on: date) -> Iterator[Policy]:
    named = {code_on(one.municipality, on) for one in others}
    yield from (one for one in policies if code_on(one.municipality, on) not in named)
    yield from others


def _flags(found: Iterable[Verdict]) -> Iterator[Flagged]:
    """One for each municipality that sees the flag."""
    for one in found:
        for gm in one.municipalities or ("",):
            yield one.rule, gm, one.cluster, one.persona or ""


def _effects(flags: Mapping[str, set[Flagged]]) -> Iterator[PolicyEffect]:
    counts = {kind: Counter(flag[:2] for flag in found) for kind, found in flags.items()}
    for rule, gm in sorted({*counts["now"], *counts["appear"]}):
        yield PolicyEffect(rule, gm, *(counts[kind][rule, gm] for kind in ("now", "appear", "vanish")))
