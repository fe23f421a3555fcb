"""Findings over several places: those without a stated persona put together, and stays told as reasons.

In: findings by itinerary, single-place days. Out: one finding for each persona; a reason for each stay.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules.findings import Finding, reason
from rules.itineraries import Stay, Unit
from rules.seen import Seen

_WEIGHT = {"holds": 0, "cannot_tell": 1, "does_not_hold": 2}


def by_persona(found: Iterable[tuple[Unit, Finding]]) -> Iterator[Finding]:
    """A finding for each persona; of several units without one, those with the weightiest verdict as one."""
    unnamed: list[Finding] = []
    for unit, finding in found:
        if unit[0] == "persona":
            yield Finding(finding.verdict, None, finding.reasons, unit[1], finding.municipalities)
        else:
            unnamed.append(finding)
    if unnamed:
        yield _together(unnamed)


def stays(days: Mapping[date, Stay]) -> list[Reason]:
    """A reason for each run of single-place days in one municipality, in the order of time."""
    runs: list[tuple[str, list[date]]] = []
    for day in sorted(days):
        if not runs or runs[-1][0] != days[day][0]:
            runs.append((days[day][0], []))
        runs[-1][1].append(day)
    return [_stay(place, run, [one for day in run for one in days[day][1]]) for place, run in runs]


def _stay(place: str, run: list[date], seen: list[Seen]) -> Reason:
    name, first, last = name_of(place), run[0], run[-1]
    if first == last:
        return reason("stay", f"{name}: {first}", f"{name}: {first}", seen)
    return reason("stay", f"{name}: {first} tot en met {last}", f"{name}: {first} to {last}", seen)


def _together(findings: list[Finding]) -> Finding:
    if len(findings) == 1:
        return findings[0]
    verdict = min((finding.verdict for finding in findings), key=_WEIGHT.__getitem__)
    same = [finding for finding in findings if finding.verdict == verdict]
    places = sorted({place for finding in same for place in finding.municipalities})
    reasons = tuple(dict.fromkeys(why for finding in same for why in finding.reasons))
    return replace(same[0], reasons=reasons, municipalities=tuple(places))
