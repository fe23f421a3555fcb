"""The naive judge: RULES.md once more, day by day, without an index, a cache or a line of `rules/`.

In: a market and a day. Out: the flags that hold, with the day since which they do.
"""

from collections.abc import Callable
from datetime import date, timedelta

from naive_judge.market import Line, Market, clusters, day, stands, within
from naive_judge.matches import Found, Operator, exact, operator_on, probable
from naive_judge.verdicts import HOLDS, RULES, Key, Verdicts, active, signs

Flag = tuple[str, str, str | None, str | None, tuple[str, ...], str]
GAP = 28


def judge(market: Market, on: date) -> set[Flag]:
    """(cluster, rule, persona, municipality, municipalities, since) of every flag that is printed."""
    market = market.coded(on)
    return {
        (cluster, rule, persona, gm, gms, since(held, (persona, gm), on).isoformat())
        for cluster, ads in clusters(market.ads)
        for rule in RULES
        for held in [held_on(cluster, ads, market, rule)]
        for (persona, gm, gms), verdict in held(on).items()
        if verdict == HOLDS and not dismissed(cluster, ads, market, (rule, persona, gm), on)
    }


def verdicts(market: Market, on: date) -> dict[tuple[str, str, str | None, str | None], int]:
    """The verdict of each rule on each operator, whether dismissed or not."""
    market = market.coded(on)
    return {
        (cluster, rule, persona, gm): verdict
        for cluster, ads in clusters(market.ads)
        for rule in RULES
        for (persona, gm, _gms), verdict in held_on(cluster, ads, market, rule)(on).items()
    }


def held_on(cluster: str, ads: list[Line], market: Market, rule: str) -> Callable[[date], Verdicts]:
    """What one rule says of an operator, by the day."""
    known: dict[date, Verdicts] = {}

    def ask(on: date) -> Verdicts:
        if on not in known:
            known[on] = RULES[rule](operator_on(cluster, ads, market, on))
        return known[on]

    return ask


def since(held: Callable[[date], Verdicts], who: tuple[str | None, str | None], on: date) -> date:
    """The first day on which it held with no gap of more than 28 days; asleep it lapses on the 28th day."""
    first, one = on, on
    while (first - one).days <= GAP:
        if any(verdict == HOLDS and key[:2] == who for key, verdict in held(one).items()):
            first = one
        one -= timedelta(days=1)
    return first


def status(found: Found) -> tuple[str, str]:
    """A licence's status in the register on the day that decides, and whether it was in force."""
    rows = [row for row in found.periods if stands(row, day(found.latest))] or list(found.periods)
    return str(rows[-1]["status"]), str(found.force)


def facts(operator: Operator, key: Key) -> set[tuple[str, ...]]:
    """Sign kinds, matched licences with their status, municipalities."""
    found = {one.periods[0]["licence_no"]: one for one in [*probable(operator), *exact(operator)]}
    matched = {("licence", number, *status(one)) for number, one in found.items()}
    there = {ad["municipality"] for ad in operator.counted if ad["certainty"] in ("exact", "likely")}
    matched = {fact for fact in matched if (key[1] in there if key[1] else active(operator))}
    places = set(key[2])
    kinds = signs(operator)
    if any(sign["kind"] == "minor" for ad in within(operator.seen, operator.on, 14) for sign in ad["signs"]):
        kinds.add("minor")
    return {("sign", kind) for kind in kinds} | matched | {("place", gm) for gm in places}


def dismissed(
    cluster: str, ads: list[Line], market: Market, flag: tuple[str, str | None, str | None], on: date
) -> bool:
    """A dismissal holds while today's facts are among those of the day it was made."""
    rule, persona, gm = flag
    for said in market.decisions:
        if said["kind"] != "dismiss" or (said["cluster"], said["rule"]) != (cluster, rule):
            continue
        if (said["municipality"], said["persona"]) != (gm, persona) or day({"seen_at": said["at"]}) > on:
            continue
        made = day({"seen_at": said["at"]})
        known = facts_of(operator_on(cluster, ads, market, made), rule, flag)
        days = [operator_on(cluster, ads, market, made - timedelta(days=back)) for back in range(GAP + 1)]
        held = [one for one in days if any(k[:2] == flag[1:] and v == HOLDS for k, v in RULES[rule](one).items())]
        known |= facts_of(held[0], rule, flag) if held else set()
        if facts_of(operator_on(cluster, ads, market, on), rule, flag) <= known:
            return True
    return False


def facts_of(operator: Operator, rule: str, flag: tuple[str, str | None, str | None]) -> set[tuple[str, ...]]:
    """The facts of one flag on one day."""
    keys = [key for key in RULES[rule](operator) if key[:2] == flag[1:]]
    return facts(operator, keys[0] if keys else (flag[1], flag[2], (flag[2],) if flag[2] else ()))
