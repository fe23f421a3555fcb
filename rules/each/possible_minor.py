"""`possible_minor`: an ad states an age under eighteen, or says so in words. Urgent; any place, any policy.

In: a view. Out: a finding for each persona and place. Quotes no text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peil.records.judged import Presence
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.seen import Seen
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """The age of majority, and how many days back a sighting is looked at, short runs included."""

    age: int = 18
    days: int = 14


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona in each place, and for each persona without one."""
    scopes: dict[tuple[str | None, str | None], list[Seen]] = {}
    for one in view.within(PARAMETERS.days):
        scopes.setdefault((one.ad.municipality, one.ad.persona), []).append(one)
    for gm, persona in sorted(scopes, key=lambda scope: tuple(part or "" for part in scope)):
        yield _finding(scopes[gm, persona], gm, persona)


def _finding(seen: list[Seen], gm: str | None, persona: str | None) -> Finding:
    found = [one for one in seen if _says_so(one.ad)]
    places = (gm,) if gm else ()
    if not found:
        none = reason("no_minor_age", "geen leeftijd onder de 18", "no age below 18")
        return Finding("does_not_hold", gm, (none,), persona, places)
    ages = sorted({one.ad.age for one in found if one.ad.age is not None and one.ad.age < PARAMETERS.age})
    stated = ", ".join(str(age) for age in ages)
    nl = f"vermelde leeftijd: {stated}" if ages else "de advertentie zegt in woorden dat iemand minderjarig is"
    en = f"stated age: {stated}" if ages else "the ad says in words that somebody is under age"
    return Finding("holds", gm, (reason("stated_minor", nl, en, found),), persona, places)


def _says_so(ad: Presence) -> bool:
    return (ad.age is not None and ad.age < PARAMETERS.age) or any(sign.kind == "minor" for sign in ad.signs)


RULE = Rule(
    id="possible_minor",
    title=Words("Mogelijk minderjarig", "Possible minor"),
    ground=Words(
        "Bescherming van minderjarigen: art. 273f lid 1 onder 5° Wetboek van Strafrecht",
        "Protection of minors: article 273f(1)(5) of the Criminal Code",
    ),
    text=Words(
        "Een advertentie van de laatste 14 dagen vermeldt een leeftijd onder de 18, of zegt dat in woorden. Dringend: "
        "binnen een dag te bevestigen.",
        "An ad of the last 14 days states an age below 18, or says so in words. Urgent: to be confirmed within a day.",
    ),
    does_not_mean=Words(
        "Dat iemand minderjarig is: leeftijden in advertenties kloppen vaak niet. Ook niet dat iemand slachtoffer is.",
        "That somebody is a minor: ages in ads are often wrong. The rule does not say that somebody is a victim.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    by_persona=True,
    urgent=True,
    may_hold=lambda view: any(_says_so(one.ad) for one in view.within(PARAMETERS.days)),
)
