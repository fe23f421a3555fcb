"""The fourteen rules, read from RULES.md a sentence at a time; holds (1), cannot tell (0), does not hold (-1).

Each function answers for one operator on one day: {(persona, municipality, municipalities): verdict}.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from naive_judge.market import (
    LICENSING,
    Line,
    counted_personas,
    day,
    domain,
    in_force,
    most_on_one_day,
    place,
    policy_of,
    shown,
    stands,
    stated,
    within,
)
from naive_judge.matches import (
    Found,
    Operator,
    contradicted,
    exact,
    is_false,
    licences_of,
    named_by_number,
    names,
    probable,
)

Key = tuple[str | None, str | None, tuple[str, ...]]
Verdicts = dict[Key, int]
HOLDS, UNSURE, NOT = 1, 0, -1
GIVEN = ("staff", "vacancy", "premises", "hours", "reception", "payment")


def decide(not_when: bool, unsure: bool, holds: bool) -> int:
    """`not when` before `cannot tell` before `holds`."""
    if not_when:
        return NOT
    if unsure:
        return UNSURE
    return HOLDS if holds else NOT


def inside(operator: Operator, gm: str) -> list[Line]:
    """The counted sightings in M."""
    return [ad for ad in operator.counted if ad["municipality"] == gm and ad["certainty"] == "exact"]


def active(operator: Operator) -> list[str]:
    """The municipalities in which an operator is active."""
    return sorted({gm for ad in operator.counted if (gm := ad["municipality"]) and inside(operator, gm)})


def policy(operator: Operator, gm: str) -> Line:
    """The row of the day of the latest counted sighting in M."""
    return policy_of(operator.market, gm, max(map(day, inside(operator, gm))))


def value(operator: Operator, gm: str, column: str) -> str | None:
    """A field of M's policy; None where it is empty or unknown."""
    found = policy(operator, gm).get(column)
    return None if found in (None, "", "unknown") else str(found)


def signs(operator: Operator) -> set[str]:
    """The kinds of business sign of the whole cluster, at any place."""
    kinds = {sign["kind"] for ad in operator.counted for sign in ad["signs"]} & set(GIVEN)
    if most_on_one_day(operator.counted) >= 3:
        kinds.add("several_persons")
    sites = {domain(site) for ad in operator.counted for site in ad["websites"]}
    for one in sites:
        if len(stated(ad for ad in operator.counted if one in map(domain, ad["websites"]))) >= 2:
            kinds.add("own_site")
    return kinds


def at_home(operator: Operator, most: int = 1) -> bool | None:
    """Whether a home worker; None is perhaps one."""
    if counted_personas(operator.counted) > most:
        return False
    if signs(operator) & {"staff", "vacancy", "reception", "several_persons", "payment"}:
        return False
    said = {ad["home"] for ad in operator.counted}
    if any(ad["setting"] == "outcall" for ad in operator.counted) or False in said:
        return False
    return True if True in said else None


def outcall_only(operator: Operator, gm: str) -> bool:
    """All counted sightings in M are out-call."""
    return all(ad["setting"] == "outcall" for ad in inside(operator, gm))


def covers(operator: Operator, found: Found, gm: str) -> bool:
    """A match covers M when the licence is M's; an escort licence covers out-call, and nothing else."""
    here = [ad for ad in inside(operator, gm) if ad in found.sightings]
    return any(ad["setting"] == "outcall" for ad in here) if found.escort else found.gm == gm


def covering(operator: Operator, gm: str) -> list[Found]:
    """The exact matches in force that cover all of M's ads."""
    found = [one for one in exact(operator) if one.force]
    return [one for one in found if (outcall_only(operator, gm) if one.escort else one.gm == gm)]


def allowed(operator: Operator, gm: str) -> bool | None:
    """Whether a home worker works where it is allowed, or where the conditions are met; None where it is not known."""
    rule = value(operator, gm, "home_work")
    if not at_home(operator):
        return False
    most = int(value(operator, gm, "home_work_max_persons") or 1)
    return None if rule is None else rule == "allowed" or (rule == "conditions" and most >= 1)


def same_premises(one: Line, other: Line) -> bool:
    """One address, or one name, by the register."""
    return (place(one) is not None and place(one) == place(other)) or bool(names(one) & names(other))


def renewal(operator: Operator, one: Found) -> bool:
    """A licence of the same premises ended in the last 90 days and its renewal stands as asked for."""
    rows = [row for periods in licences_of(operator.market) for row in periods if row["municipality"] == one.gm]
    here = [row for row in rows if row in one.periods or any(same_premises(row, x) for x in one.periods)]
    first = (operator.on - timedelta(days=90)).isoformat()
    whole = licences_of(operator.market)

    def granted(row: Line) -> bool:
        return any(row in periods and in_force(periods, operator.on) for periods in whole)

    once = [
        row
        for row in here
        if row["status"] in ("verleend", "geschorst", "vervallen", "ingetrokken") and not granted(row)
    ]
    ended = [row for row in once if first <= (row["valid_to"] or "9999") < operator.on.isoformat()]
    asked = [row for row in here if row["status"] == "aangevraagd" and stands(row, operator.on)]
    return bool(ended and asked)


def licence_not_in_force(operator: Operator) -> Verdicts:
    """A licence that the ads match exactly is not in force."""
    return {(None, gm, (gm,)): _not_in_force(operator, gm) for gm in active(operator)}


def _not_in_force(operator: Operator, gm: str) -> int:
    regime, home = value(operator, gm, "regime"), allowed(operator, gm)
    if any(one.force for one in exact(operator)) or home or regime == "none":
        return NOT
    ended = [one for one in exact(operator) if covers(operator, one, gm)]
    sure = [one.periods for one in exact(operator)]
    perhaps = [one for one in probable(operator) if one.periods not in sure]
    perhaps = [one for one in perhaps if not one.force and covers(operator, one, gm)]
    excused = any(renewal(operator, one) for one in ended)
    return decide(not ended and not perhaps, regime is None or not ended or excused or home is None, True)


def unlicensed_business(operator: Operator) -> Verdicts:
    """A business, and no licence."""
    likely = {ad["municipality"] for ad in operator.counted if ad["municipality"] and ad["certainty"] == "likely"}
    sure = {(None, gm, (gm,)): _business(operator, gm) for gm in active(operator)}
    return sure | {(None, gm, (gm,)): _perhaps_there(operator, gm) for gm in likely - set(active(operator))}


def _perhaps_there(operator: Operator, gm: str) -> int:
    """Only a likely place: it cannot be told, unless it can be told not to hold."""
    there = [{**ad, "certainty": "exact"} if ad["municipality"] == gm else ad for ad in operator.counted]
    moved = Operator(operator.cluster, there, operator.seen, operator.market, operator.on)
    return min(UNSURE, _business(moved, gm))


def _business(operator: Operator, gm: str) -> int:
    regime, home = value(operator, gm, "regime"), at_home(operator)
    if regime == "none" or home or outcall_only(operator, gm):
        return NOT
    if len(signs(operator)) < 2 or covering(operator, gm) or _not_in_force(operator, gm) == HOLDS:
        return NOT
    incall = any(ad["setting"] == "incall" for ad in inside(operator, gm))
    escort = any(one.escort and one.force for one in exact(operator)) and not incall
    maybe = any(one.force for one in probable(operator)) or _not_in_force(operator, gm) == UNSURE
    return decide(False, regime is None or maybe or home is None or escort, True)


def unlicensed_premises(operator: Operator) -> Verdicts:
    """An address that is used as premises, and no licence."""
    return {(None, gm, (gm,)): _premises(operator, gm) for gm in active(operator)}


def _premises(operator: Operator, gm: str) -> int:
    regime, home = value(operator, gm, "regime"), at_home(operator)
    if regime == "none" or home or _not_in_force(operator, gm) == HOLDS:
        return NOT
    spots = {spot for ad in inside(operator, gm) if ad["address"] and (spot := place(ad["address"]))}
    if not any(_used(operator, spot) and not _licensed(operator, gm, spot) for spot in spots):
        return NOT
    maybe = any(one.force for one in probable(operator)) or _not_in_force(operator, gm) == UNSURE
    return decide(False, regime is None or maybe or home is None, True)


def _used(operator: Operator, spot: tuple[str, str, str]) -> bool:
    named = [ad for ad in operator.counted if ad["address"] and place(ad["address"]) == spot]
    return len(stated(named)) >= 2 or bool(signs(operator) & {"premises", "hours"})


def _licensed(operator: Operator, gm: str, spot: tuple[str, str, str]) -> bool:
    named = [ad for ad in operator.counted if ad["address"] and place(ad["address"]) == spot]
    outcall = all(ad["setting"] == "outcall" for ad in named)
    for one in (one for one in exact(operator) if one.force):
        places = {place(row) for row in one.periods} - {None}
        if (outcall if one.escort else one.gm == gm) and (not places or spot in places):
            return True
    return False


def escort_without_licence(operator: Operator) -> Verdicts:
    """Out-call as a business, and no escort licence."""
    return {(None, gm, (gm,)): _escort(operator, gm) for gm in active(operator)}


def _escort(operator: Operator, gm: str) -> int:
    alone = counted_personas(operator.counted) == 1
    alone = alone and not signs(operator) & {"staff", "vacancy", "reception", "several_persons"}
    regime = value(operator, gm, "regime")
    if alone or not outcall_only(operator, gm) or len(signs(operator)) < 2 or (regime and regime not in LICENSING):
        return NOT
    if any(one.escort and one.force for one in exact(operator)) or _not_in_force(operator, gm) == HOLDS:
        return NOT
    maybe = any(one.force for one in probable(operator)) or _not_in_force(operator, gm) == UNSURE
    return decide(False, regime is None or maybe, True)


def home_work_not_allowed(operator: Operator) -> Verdicts:
    """Home work where a policy forbids it."""
    found: Verdicts = {}
    for gm in active(operator):
        verdict = _home_work(operator, gm)
        personas: Iterable[str | None] = stated(inside(operator, gm)) or [None]
        found |= {(one, gm, (gm,)): verdict for one in personas}
    return found


def _home_work(operator: Operator, gm: str) -> int:
    rule = value(operator, gm, "home_work")
    home = at_home(operator, 2 if rule == "conditions" else 1)
    if rule == "allowed" or home is False or any(one.force for one in exact(operator)):
        return NOT
    most = int(value(operator, gm, "home_work_max_persons") or 1)
    broken = rule == "forbidden" or counted_personas(operator.counted) > most
    if rule and not broken:
        return NOT
    return decide(False, rule is None or home is None, broken)


def licence_number_missing(operator: Operator) -> Verdicts:
    """A licence, and ads that do not show its number."""
    return {(None, gm, (gm,)): _missing(operator, gm) for gm in active(operator)}


def _missing(operator: Operator, gm: str) -> int:
    must, home = value(operator, gm, "ad_must_show_licence"), allowed(operator, gm)
    if must == "no" or home:
        return NOT
    days = [day(ad) for ad in inside(operator, gm)]
    found = {shown(one.periods[0]["licence_no"]) for one in exact(operator) if one.force}
    if (max(days) - min(days)).days + 1 < 7 or not found:
        return NOT
    if any(shown(number) in found for ad in operator.counted for number in ad["licence_numbers"]):
        return NOT
    return decide(False, must is None or home is None, True)


def licence_number_false(operator: Operator) -> Verdicts:
    """A number that is in no register, or another's."""
    return {(None, gm, (gm,)): _false(operator, gm) for gm in active(operator)}


def _false(operator: Operator, gm: str) -> int:
    loaded = any(row["municipality"] == gm for row in operator.market.licences)
    verdicts = [NOT]
    for ad in inside(operator, gm):
        for number in ad["licence_numbers"]:
            known = named_by_number(operator, ad, number)
            if known:
                wrong = all(contradicted(operator, ad, one) for one in known)
                verdicts.append(decide(not wrong, not loaded, True))
            else:
                verdicts.append(decide(False, not is_false(operator, ad, number), True))
    return max(verdicts)


def more_than_licensed(operator: Operator) -> Verdicts:
    """More personas on one day than the licences have workplaces."""
    return {(None, gm, (gm,)): _more(operator, gm) for gm in active(operator)}


def _more(operator: Operator, gm: str) -> int:
    found = [one for one in exact(operator) if one.force and one.gm == gm]
    if not found:
        return NOT
    rows = [row for one in found for row in one.periods if in_force([row], day(one.latest))]
    unsure = any(not row.get("workplaces") for row in rows) or all(one.escort for one in found)
    total = 0 if unsure else sum(int(row["workplaces"]) for row in rows)
    return decide(False, unsure, most_on_one_day(inside(operator, gm)) > total)


def shown_at_closed_premises(operator: Operator) -> Verdicts:
    """An ad that names an address that is closed on that day."""
    found: Verdicts = {}
    for ad in operator.counted:
        for row in operator.market.closures:
            spot = place(ad["address"]) if ad["address"] else None
            if spot and spot == place(row) and stands(row, day(ad)):
                found[(None, row["municipality"], (row["municipality"],))] = HOLDS
    return found


def possible_minor(operator: Operator) -> Verdicts:
    """A stated age below 18, or words that say so."""
    found: Verdicts = {}
    for ad in within(operator.seen, operator.on, 14):
        if (ad["age"] is not None and ad["age"] < 18) or any(sign["kind"] == "minor" for sign in ad["signs"]):
            gm = ad["municipality"]
            found[(ad["persona"], gm, (gm,) if gm else ())] = HOLDS
    return found


def below_minimum_age(operator: Operator) -> Verdicts:
    """A stated age below what M asks."""
    found: Verdicts = {}
    for gm in active(operator):
        least = value(operator, gm, "minimum_age")
        for ad in inside(operator, gm):
            if ad["age"] is not None and ad["age"] >= 18:
                verdict = decide(False, least is None, ad["age"] < int(least or 0))
                key = (ad["persona"], gm, (gm,))
                found[key] = max(found.get(key, NOT), verdict)
    return found


def identity(ad: Line) -> tuple[str, ...]:
    """For moving alone a null persona stands for its (site, account), else its ad."""
    if ad["persona"]:
        return ("persona", ad["persona"])
    return ("account", ad["site"], ad["account"]) if ad["account"] else ("ad", ad["site"], ad["id"])


def places_of(ad: Line) -> set[str]:
    """All municipalities that an ad names."""
    return {gm for gm in [ad["municipality"], *ad["places"]] if gm}


def single_places(ads: list[Line]) -> dict[date, str]:
    """The single-place days of one persona."""
    sure = [ad for ad in ads if ad["certainty"] in ("exact", "likely") and not ad["run_short"]]
    found = {}
    for one in {day(ad) for ad in sure}:
        there = [ad for ad in sure if day(ad) == one]
        named = set().union(*map(places_of, there))
        if len(named) == 1 and any(ad["setting"] != "outcall" for ad in there):
            found[one] = named.pop()
    return found


def movers(operator: Operator, days: int) -> dict[tuple[str, ...], list[Line]]:
    """The sightings of each persona in a window."""
    found: dict[tuple[str, ...], list[Line]] = {}
    for ad in within(operator.seen, operator.on, days):
        found.setdefault(identity(ad), []).append(ad)
    return found


def together(found: list[tuple[tuple[str, ...], set[str], int]]) -> Verdicts:
    """A verdict for each persona; those without one are one, with the places of those that weigh most."""
    verdicts: Verdicts = {}
    for name in {who[1] if who[0] == "persona" else None for who, _, _ in found}:
        mine = [
            (places, verdict) for who, places, verdict in found if name == (who[1] if who[0] == "persona" else None)
        ]
        top = max(verdict for _, verdict in mine)
        places = set().union(*(places for places, verdict in mine if verdict == top))
        verdicts[(name, None, tuple(sorted(places)))] = top
    return verdicts


def circulating(operator: Operator) -> Verdicts:
    """Three or more municipalities in 28 days."""
    found = []
    for who, ads in movers(operator, 28).items():
        places = set(single_places(ads).values())
        seen = {day(ad) for ad in ads}
        whole = {day(ad) for ad in ads if not ad["run_short"]}
        found.append((who, places, decide(False, 2 * len(seen - whole) >= len(seen), len(places) >= 3)))
    return together(found)


def crosses_border(operator: Operator) -> Verdicts:
    """Two or more countries in 56 days."""
    found = []
    for who, ads in movers(operator, 56).items():
        places = set(single_places(ads).values())
        countries = {"NL" if gm.startswith("GM") else gm[:2] for gm in places}
        found.append((who, places, decide(False, False, len(countries) >= 2)))
    return together(found)


def operator_in_several_places(operator: Operator) -> Verdicts:
    """One operator in several municipalities, without licences."""
    gms = active(operator)
    regimes = {gm: value(operator, gm, "regime") for gm in gms}
    licensing = [gm for gm in gms if regimes[gm] in LICENSING]
    bare = [gm for gm in licensing if not covering(operator, gm)]
    unknown = [gm for gm in gms if regimes[gm] is None and not covering(operator, gm)]
    if not gms:
        return {}
    few = len(stated(ad for gm in licensing + unknown for ad in inside(operator, gm))) < 3
    many = len(stated(ad for gm in licensing for ad in inside(operator, gm))) >= 3
    verdict = decide(few or len(bare) + len(unknown) < 2, len(bare) < 2, many)
    return {(None, None, tuple(bare)): verdict}


RULES: dict[str, Callable[[Operator], Verdicts]] = {
    rule.__name__: rule
    for rule in (
        possible_minor,
        below_minimum_age,
        licence_not_in_force,
        unlicensed_business,
        unlicensed_premises,
        escort_without_licence,
        home_work_not_allowed,
        licence_number_missing,
        licence_number_false,
        more_than_licensed,
        shown_at_closed_premises,
        circulating,
        crosses_border,
        operator_in_several_places,
    )
}
