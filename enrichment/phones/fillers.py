"""Mobile numbers with words strewn between their digits: "06 bel 12 me 34 nu 56 dan 78".

In: the chains of a text, and those among them that gave a number. Out: mobile finds that take whole chains.
Never anything but a mobile number.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from enrichment.phones.groups import total_digits
from enrichment.phones.lattice import APART, FILLER, Group
from enrichment.phones.plans import Candidate, candidate
from enrichment.phones.runs import readings

MOST_WORDS = 4
FEWEST_DIGITS = 8
MOST_PIECES = 12
GOING_ON = frozenset({
    "dan", "en dan", "daarna", "en", "dann", "und dann", "danach", "und", "puis", "et puis", "ensuite", "et", "then",
    "and then", "and", "luego", "y luego", "y", "apoi", "si apoi", "potem", "a potem", "i", "aztan", "majd", "es",
})  # fmt: skip
NO_FILLER = re.compile(
    r"[€$£%°=#@]|\n\s*\n|\b(?:tot|uur|uren|jaar|jr|euro|eur|van|tussen|per|min|minuten|x|keer|maat"
    r"|cup|kg|cm|km|kamer|huis|leeftijd|gewicht|lengte|prijs|t/m|to|till|from|age|years|hours"
    r"|jan|feb|mrt|maart|apr|april|mei|juni|juli|aug|augustus|sept?|september|okt|oktober|nov|november"
    r"|dec|december|januari|februari|code|stuks|reviews|views|likes|\w*straat|\w*weg|\w*laan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StrewnFind:
    """A number over several chains: its folded span."""

    number: Candidate
    start: int
    end: int


def strewn_numbers(
    text: str, chains: Sequence[Sequence[Group]], whole: Collection[int], country: str
) -> Iterator[StrewnFind]:
    """Mobile numbers whose digits are strewn over chains with words between; `whole` are chains that have their own."""
    for first, chain in enumerate(chains):
        if first in whole:
            continue
        starts = [group for group in chain if group.plus or group.digits.startswith("0")]
        if not starts:
            continue
        found = _strewn_from(text, chains[first:], starts[-1], country) or _strewn_from(
            text, chains[first:], starts[0], country
        )
        if found:
            yield found


def strewn_stretch(text: str, chains: Sequence[Sequence[Group]]) -> int | None:
    """Where digits that are strewn from the first chain on end, if there are enough of them for a number; else None."""
    if not any(group.plus or group.digits.startswith("0") for group in chains[0]):
        return None
    total, end = 0, chains[0][-1].end
    for at, chain in enumerate(chains[:MOST_PIECES]):
        if at and (chain[0].gap != FILLER or not _is_filler(text[end : chain[0].start], chain[0].filler)):
            break
        total, end = total + total_digits((chain,)), chain[-1].end
    return end if total > FEWEST_DIGITS else None


def _strewn_from(text: str, chains: Sequence[Sequence[Group]], start: Group, country: str) -> StrewnFind | None:
    pieces = list(chains[0][chains[0].index(start) :])
    for gaps, chain in enumerate(chains[1:MOST_PIECES], start=1):
        if chain[0].gap != FILLER or not _is_filler(text[pieces[-1].end : chain[0].start], chain[0].filler):
            return None
        pieces += [group._replace(gap=min(group.gap, APART)) for group in chain]
        if found := _mobile(pieces, country):
            sure = gaps > 1 and max(len(group.digits) for group in pieces) <= 4 and _is_varied(chains[1 : gaps + 1])
            number = found if sure else replace(found, use="ambiguous")
            return StrewnFind(number, start.start, pieces[-1].end)
    return None


def _is_filler(gap: str, words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and not NO_FILLER.search(gap)


def _is_varied(chains: Sequence[Sequence[Group]]) -> bool:
    """One word that comes back between all digits may be what they count."""
    words = {chain[0].filler.strip().lower() for chain in chains}
    return len(words) > 1 or words <= GOING_ON


def _mobile(pieces: Sequence[Group], country: str) -> Candidate | None:
    last = len(pieces) - 1
    found = {
        number
        for digits, end in readings(pieces, 0)
        if end == last and (number := candidate(digits, pieces[0].plus, country))
    }
    mobiles = [number for number in found if number.kind == "mobile"]
    return mobiles[0] if len(mobiles) == 1 else None
