"""Retention: what is past its period goes, everywhere, by itself; what stays is told with its reason (charter 16).

In: the settings and a moment. Out: lines; with `apply` it is done, a site at a time; one that is being crawled is
left for the next time. The same reach as erasure; also wipes again whoever stays out and came back by another door.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.returned import ads_of_those_who_stay_out
from console.wiping import Ordered, Wiped, settle, wipe
from crawlers.run_folder import run_started
from crawlers.wiping import remove_left
from ledger.doomed import Doomed, doom_ads, doom_looks, run_wipes
from ledger.old_runs import Rests, rests_of
from ledger.periods import Aged, Periods, aged, dismissed_flags, ended_clusters, old_troubles
from ledger.steps import claim_step
from ledger.wiping import forget_empty_clusters, forget_flags
from peil import __version__
from peil.errors import OutsideError
from peil.records.wiped import RunWipe
from peil.settings import Settings

_DAILY = timedelta(hours=23)
_WHO, _WHAT = "peil", "retention"


@dataclass(frozen=True)
class Plan:
    """What is past its period at a moment."""

    at: datetime
    aged: Aged
    flags: frozenset[str]
    returned: frozenset[str]


def periods_of(deployment: Settings) -> Periods:
    """The periods of this deployment."""
    return Periods(
        sightings=deployment.retention_days,
        licensed=deployment.retention_licensed_days,
        dismissed=deployment.retention_dismissed_days,
        open=deployment.retention_open_days,
        confirmed=deployment.retention_confirmed_days,
    )


def plan(deployment: Settings, at: datetime) -> Plan:
    """Look what is past its period; changes nothing."""
    periods = periods_of(deployment)
    flags, returned = dismissed_flags(periods, at), ads_of_those_who_stay_out(deployment)
    return Plan(at, aged(periods, at), frozenset(flags), frozenset(returned))


def in_words(planned: Plan) -> Iterator[str]:
    """What goes and what stays, and why."""
    for why, number in sorted(planned.aged.why.items()):
        yield f"goes: {number:,} sightings past the period for {why}"
    if planned.flags:
        yield f"goes: {len(planned.flags):,} flags that were dismissed"
    if planned.returned:
        yield f"goes: {len(planned.returned):,} ads of those who stay out"
    for why, number in sorted(planned.aged.kept.items()):
        yield f"stays: {number:,} older sightings, since their cluster has a{'n' if why[0] in 'aeiou' else ''} {why}"
    if not (planned.aged.why or planned.flags or planned.returned):
        yield "nothing is past its period"


def apply(deployment: Settings, planned: Plan) -> Iterator[str]:
    """Do it; a line for what went and for each site that was left."""
    ordered = Ordered(_WHO, _WHAT, "past its period", planned.at)
    done = Wiped()
    if planned.returned:
        doomed = doom_ads(planned.returned)
        yield from _try(deployment, doomed, run_wipes(doomed, "erasure"), replace(ordered, why="stays out"), done)
    old = rests_of(planned.at - timedelta(days=deployment.retention_days))
    for site in sorted({*planned.aged.looks, *_sites(deployment)}):
        doomed = doom_looks(planned.aged.looks.get(site, ()))
        yield from _try(deployment, doomed, _site_wipes(deployment, site, doomed, old), ordered, done)
        with suppress(OutsideError):
            remove_left(deployment.runs / site, old.before)
    before = planned.at - timedelta(days=deployment.retention_days)
    done.went["flags"] = done.went.get("flags", 0) + forget_flags(planned.flags)
    forget_empty_clusters(ended_clusters(before))
    old_troubles(before).delete()
    done.index = settle(deployment)
    told = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in sorted(done.counts().items()))
    yield f"retention: {told or 'nothing was past its period'}"
    yield f"search: {done.index}"


def daily(deployment: Settings, at: datetime) -> Iterator[str]:
    """Do it where it was not done for a day, by one worker."""
    if claim_step("retention", __version__, at, at - _DAILY):
        yield from apply(deployment, plan(deployment, at))


def _try(deployment: Settings, doomed: Doomed, wipes: list[RunWipe], ordered: Ordered, done: Wiped) -> Iterator[str]:
    try:
        done.add(wipe(deployment, doomed, wipes, ordered))
    except OutsideError as error:
        yield f"left for the next time: {error.sentence()}"


def _sites(deployment: Settings) -> set[str]:
    return {folder.name for folder in deployment.runs.glob("*/")}


def _site_wipes(deployment: Settings, site: str, doomed: Doomed, old: Rests) -> list[RunWipe]:
    """What must go from each run; of runs past the period everything but what something kept rests on."""
    wipes = {one.run: one for one in run_wipes(doomed, "retention")}
    ids, images = {look.id for look in doomed.looks}, doomed.images
    for folder in (deployment.runs / site).glob("*Z"):
        run = f"{site}/{folder.name}"
        if run_started(folder.name) < old.before and not old.seen.get(run, set()) - ids:
            kept = frozenset(old.places(run, ids, images))
            wipes[run] = replace(wipes.get(run, RunWipe(run=run, why="retention")), all_else=True, kept=kept)
    return list(wipes.values())
