"""The door of this room: judge what the ledger holds and put the flags back; measure displacement over it.

In: a day, or a question. Out: counts, flags in the ledger; a displacement. The only module here that sees the ledger.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import activity, judging
from peil.records.displaced import Displacement
from rules.case import Case
from rules.displacement.measure import Activity, Question, first_week, measure
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
    case = ledger_case(on)
    verdicts = judge(case, on)
    judging.put_verdicts([one for one in verdicts if one.verdict == "holds"], on, RULES_STAMP)
    judging.put_licences_found(list(licences_found(case, on)))
    counts = Counter(one.verdict for one in verdicts)
    clusters = len({one.cluster for one in case.presences})
    return JudgedCounts(clusters, counts["holds"], counts["does_not_hold"], counts["cannot_tell"])


def ledger_case(on: date) -> Case:
    """Everything that the ledger holds for a judge on a day."""
    return Case(
        tuple(judging.presences(on)),
        tuple(judging.licences()),
        tuple(judging.policies()),
        tuple(judging.closures()),
        tuple(judging.flag_decisions()),
    )


def measure_ledger(question: Question) -> Displacement:
    """What the ledger can say of an enforcement day."""
    first, until = first_week(question), question.last + timedelta(days=6)
    return measure(question, Activity(activity.active_weeks(first, until), activity.seen_weeks(first, until)))
