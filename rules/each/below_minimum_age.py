"""`below_minimum_age`: an adult states an age below the municipality's minimum age.

In: a view. Out: a finding for each persona in each municipality where the cluster is active.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peil.municipalities import name_of
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.seen import Seen
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """From which age this rule looks; below it `possible_minor` does."""

    adult: int = 18


PARAMETERS = Parameters()


def judge(view: View) -> Iterator[Finding]:
    """A finding for each persona in each municipality where the cluster is active."""
    for gm, seen in view.active.items():
        adult = view.tuned("below_minimum_age", PARAMETERS, gm).adult
        for persona, ones in _by_persona(seen):
            stated = [one for one in ones if (one.ad.age or 0) >= adult]
            yield _finding(stated, gm, persona, view.policy(gm).minimum_age)


def _by_persona(seen: Iterable[Seen]) -> list[tuple[str | None, list[Seen]]]:
    found: dict[str | None, list[Seen]] = {}
    for one in seen:
        found.setdefault(one.ad.persona, []).append(one)
    return sorted(found.items(), key=lambda item: item[0] or "")


def _finding(stated: list[Seen], gm: str, persona: str | None, minimum: int | None) -> Finding:
    name = name_of(gm)
    if not stated:
        why = reason("no_adult_age", "geen leeftijd van 18 of ouder vermeld", "no age of 18 or more is stated")
        return Finding("does_not_hold", gm, (why,), persona, (gm,))
    if minimum is None:
        why = reason(
            "minimum_age_unknown",
            f"niet bekend welke minimumleeftijd {name} kent",
            f"it is not known which minimum age {name} has",
        )
        return Finding("cannot_tell", gm, (why,), persona, (gm,))
    below = [one for one in stated if one.ad.age is not None and one.ad.age < minimum]
    if not below:
        why = reason("old_enough", f"{minimum} jaar of ouder", f"{minimum} years or older")
        return Finding("does_not_hold", gm, (why,), persona, (gm,))
    ages = ", ".join(str(age) for age in sorted({one.ad.age or 0 for one in below}))
    why = reason(
        "stated_age",
        f"vermelde leeftijd {ages}; de minimumleeftijd in {name} is {minimum}",
        f"stated age {ages}; the minimum age in {name} is {minimum}",
        below,
    )
    return Finding("holds", gm, (why,), persona, (gm,))


RULE = Rule(
    id="below_minimum_age",
    title=Words("Onder de minimumleeftijd", "Below the minimum age"),
    ground=Words(
        "Minimumleeftijd in de algemene plaatselijke verordening of het gemeentelijk prostitutiebeleid",
        "Minimum age in the municipal by-law or the municipality's policy on prostitution",
    ),
    text=Words(
        "Een advertentie vermeldt een leeftijd van 18 of ouder die onder de minimumleeftijd van de gemeente ligt.",
        "An ad states an age of 18 or more that is below the municipality's minimum age.",
    ),
    does_not_mean=Words(
        "Dat iemand minderjarig is of iets fout doet: de minimumleeftijd bindt vaak alleen exploitanten, en leeftijden "
        "in advertenties kloppen vaak niet.",
        "That somebody is a minor or does wrong: the minimum age often binds operators only, and ages in ads are often "
        "wrong.",
    ),
    parameters=PARAMETERS,
    judge=judge,
    by_persona=True,
    may_hold=lambda view: any(
        (one.ad.age or 0) < view.books.policies.highest_minimum for one in view.counted if one.ad.age
    ),
)
