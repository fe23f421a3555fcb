"""The door of this room: judge what the ledger holds, and put the flags back.

In: a day. Out: counts; flags in the ledger. The only module here that sees the ledger.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from ledger import judging
from rules.case import Case
from rules.judge import RULES_STAMP, judge
from rules.licensed import licences_found


@dataclass(frozen=True, slots=True)
class JudgedCounts:
    """How many clusters were judged, and how many verdicts there were of each kind."""

    clusters: int
    holds: int
    does_not_hold: int
    cannot_tell: int


def judge_ledger(on: date) -> JudgedCounts:
    """Judge every cluster of the ledger as it stood on the day; doing it twice changes nothing."""
    case = Case(
        tuple(judging.presences(on)),
        tuple(judging.licences()),
        tuple(judging.policies()),
        tuple(judging.closures()),
        tuple(judging.flag_decisions()),
    )
    verdicts = judge(case, on)
    judging.put_verdicts([one for one in verdicts if one.verdict == "holds"], on, RULES_STAMP)
    judging.put_licences_found(list(licences_found(case, on)))
    counts = Counter(one.verdict for one in verdicts)
    clusters = len({one.cluster for one in case.presences})
    return JudgedCounts(clusters, counts["holds"], counts["does_not_hold"], counts["cannot_tell"])
