"""Dismissals: a flag that a person dismissed stays away while its facts are among those of that day.

In: a finding that holds, the decisions on it, the facts of today and of that day. Out: the finding as dismissed, or
the finding with a reason that names the new facts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from peil.municipalities import name_of
from peil.records.judged import FlagDecision
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.signs import NAMES
from rules.view import View

Facts = frozenset[Words]


def facts(view: View, finding: Finding) -> Facts:
    """What a reviewer saw: sign kinds, matched licences with their status, municipalities; each fact in words."""
    return frozenset({*_signs(view), *_licences(view, finding), *_municipalities(finding)})


def _signs(view: View) -> Iterator[Words]:
    for kind in view.signs:
        yield Words(f"teken: {NAMES[kind].nl}", f"sign: {NAMES[kind].en}")
    if any(sign.kind == "minor" for one in view.within(view.shared.counted_days) for sign in one.ad.signs):
        yield Words("teken: woorden over minderjarigheid", "sign: words on being under age")


def _licences(view: View, finding: Finding) -> Iterator[Words]:
    places = [finding.municipality] if finding.municipality else list(view.active)
    seen_from = [gm for gm in places if gm in view.active or gm in view.likely]
    for match in (match for gm in seen_from for match in view.matches(gm)):
        named = f"{match.permit.licence_no} ({name_of(match.permit.municipality)})"
        yield Words(f"vergunning {named}: {match.status.nl}", f"licence {named}: {match.status.en}")


def _municipalities(finding: Finding) -> Iterator[Words]:
    for gm in finding.municipalities:
        yield Words(f"gemeente {name_of(gm)}", f"municipality {name_of(gm)}")


def dismissals(view: View, rule: Rule, finding: Finding) -> list[FlagDecision]:
    """The dismissals in effect on the flag, oldest first: those since somebody last confirmed it."""
    said = [one for one in view.decisions if one.kind != "licensed-as" and _is_about(one, rule, finding)]
    confirmed = [at for at, one in enumerate(said, start=1) if one.kind == "confirm"]
    return said[confirmed[-1] if confirmed else 0 :]


def heed(finding: Finding, days: Sequence[date], today: Facts, then: Callable[[date], Facts]) -> Finding:
    """The finding under dismissals of these days: away while nothing is new to one, else back with what is new.

    What is new is told as it is to the latest.
    """
    known = ((day, sorted(today - then(day))) for day in reversed(days))
    day, new = min(known, key=lambda one: bool(one[1]))
    if not new:
        why = reason(
            "dismissed", f"afgewezen op {day}; niets nieuws sindsdien", f"dismissed on {day}; nothing new since"
        )
        return replace(finding, verdict="does_not_hold", reasons=(why, *finding.reasons))
    nl, en = "; ".join(fact.nl for fact in new), "; ".join(fact.en for fact in new)
    back = reason(
        "new_since_dismissal", f"nieuw sinds de afwijzing van {day}: {nl}", f"new since the dismissal of {day}: {en}"
    )
    return replace(finding, reasons=(*finding.reasons, back))


def _is_about(said: FlagDecision, rule: Rule, finding: Finding) -> bool:
    same_place = not rule.local or said.municipality == (finding.municipality or "")
    same_persona = not rule.by_persona or said.persona == (finding.persona or "")
    return said.rule == rule.id and same_place and same_persona
