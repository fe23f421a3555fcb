"""`licence_number_false`: an ad shows a licence number that is in no register, or is another premises'.

In: a view. Out: a finding for each municipality where the cluster is active.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules.findings import Finding, Words, reason
from rules.rule import Rule
from rules.seen import Seen
from rules.shown_numbers import FALSE, Standing, standings
from rules.view import View


@dataclass(frozen=True, slots=True)
class Parameters:
    """None: what is compared is said in full by the text."""


_NAMES: Mapping[Standing, Words] = {
    "in_no_register": Words("staat in geen register", "is in no register"),
    "other_premises": Words("hoort volgens het register bij een ander pand", "is another premises' by the register"),
    "register_missing": Words(
        "het register van de gemeente is niet ingelezen", "the municipality's register is not loaded"
    ),
    "outcall_elsewhere": Words("kan in een register elders staan", "may be in a register elsewhere"),
    "matches": Words("klopt", "matches"),
}


def judge(view: View) -> Iterator[Finding]:
    """A finding for each municipality where the cluster is active."""
    return (_finding(view, gm) for gm in view.active)


def _finding(view: View, gm: str) -> Finding:
    found = standings(view.active[gm], view.books, view.agreeing)
    if false := {key: seen for key, seen in found.items() if key[1] in FALSE}:
        return Finding("holds", gm, _reasons(false, gm), municipalities=(gm,))
    if unknown := {key: seen for key, seen in found.items() if key[1] != "matches"}:
        return Finding("cannot_tell", gm, _reasons(unknown, gm), municipalities=(gm,))
    none = (reason("no_number", "geen vergunningnummer getoond", "no licence number is shown"),)
    return Finding("does_not_hold", gm, _reasons(found, gm) or none, municipalities=(gm,))


def _reasons(found: dict[tuple[str, Standing], list[Seen]], gm: str) -> tuple[Reason, ...]:
    place = name_of(gm)
    return tuple(
        reason(
            f"number_{kind}",
            f"nummer {number}, getoond in {place}: {_NAMES[kind].nl}",
            f"number {number}, shown in {place}: {_NAMES[kind].en}",
            seen,
        )
        for (number, kind), seen in sorted(found.items(), key=lambda item: item[0])
    )


RULE = Rule(
    id="licence_number_false",
    title=Words("Vergunningnummer klopt niet", "Licence number false"),
    ground=Words(
        "Vergunningplicht en voorschriften over advertenties in de algemene plaatselijke verordening",
        "Licence duty and rules on ads in the municipal by-law",
    ),
    text=Words(
        "Een advertentie toont een vergunningnummer dat in geen ingelezen register staat, of dat van een ander pand "
        "is: niets anders komt overeen en het adres of de naam in het register is een andere.",
        "An ad shows a licence number that is in no loaded register, or is another premises': nothing else agrees, and "
        "the register's address or name is another.",
    ),
    does_not_mean=Words(
        "Dat iemand misleidt: een nummer kan verschreven, oud of van een ander soort vergunning zijn.",
        "That somebody deceives: a number may be misspelt, old, or of another kind of licence.",
    ),
    parameters=Parameters(),
    judge=judge,
    may_hold=lambda view: any(one.ad.licence_numbers for one in view.counted),
)
