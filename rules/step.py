"""The door of this room: judge what the ledger holds and put the flags back; measure displacement over it.

In: a day, or a question. Out: counts, flags in the ledger; a displacement. The only module here that sees the ledger.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from ledger import activity, judging, projection, rule_states
from ledger.decisions import decided_flags
from peil import __version__
from peil.days import end_of
from peil.municipalities import municipalities
from peil.records.displaced import Displacement, Measurement
from rules.case import Case
from rules.catalogue import CATALOGUE
from rules.displacement.measure import Activity, Question, first_week, measure
from rules.displacement.words import sentence
from rules.error_rates import ErrorRate, error_rates, to_suspend
from rules.judge import RULES_STAMP, verdicts
from rules.licensed import licences_found
from rules.moves import moves_on
from rules.policies import SharedBy, shared_on

STAMPS = {rule.id: rule.stamp for rule in CATALOGUE}


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
    before = rule_states.open_flags()
    suspended = suspend_rules(on, shared_on(case.policies, on))
    confirmed = {flag for flag, said in decided_flags().items() if said == "confirmed"}
    counts: Counter[str] = Counter()
    held = []
    for one in verdicts(case, on):
        counts[one.verdict] += 1
        shown = (one.rule, one.municipality or "") not in suspended or judging.flag_id(one) in confirmed
        if one.verdict == "holds" and shown:
            held.append(one)
    judging.put_verdicts(held, on, RULES_STAMP, STAMPS)
    rule_states.note_versions(STAMPS, before, on)
    judging.put_licences_found(list(licences_found(case, on)))
    projection.put_moves(moves_on(case, on))
    clusters = len({one.cluster for one in case.presences})
    return JudgedCounts(clusters, counts["holds"], counts["does_not_hold"], counts["cannot_tell"])


def suspend_rules(on: date, shared: SharedBy) -> set[tuple[str, str]]:
    """Suspend what passes the limits; gives every (rule, municipality) that is suspended."""
    found = to_suspend(ledger_rates(on, shared=shared), shared)
    new = [rule_states.Suspension(one.rule, one.municipality, on, one.dismissed, one.decided) for one in found]
    rule_states.suspend(new, end_of(on))
    return {(one.rule, one.municipality) for one in rule_states.suspensions()}


def ledger_rates(on: date, by_site: bool = False, shared: SharedBy | None = None) -> list[ErrorRate]:
    """How often each rule was dismissed, by municipality, or by site too; `shared` if the caller has read it."""
    known = shared or shared_on(judging.policies(), on)
    days = {gm: known(gm).suspend_days for gm in municipalities()}
    return error_rates(rule_states.decided_flags_since(on, days), by_site)


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


def keep_measurement(question: Question, found: Displacement, measured_on: date) -> None:
    """Keep what was measured, for the supervisors and researchers to see; the same question replaces its answer."""
    sentences = (sentence(found, "nl"), sentence(found, "en"))
    asked = (question.weeks, question.within_km)
    projection.put_measurement(Measurement(found, *asked, measured_on, __version__, *sentences))
