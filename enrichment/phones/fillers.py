"""Mobile numbers with words strewn between their digits: "06 bel 12 me 34 nu 56 dan 78".

In: the chains of a text, and those among them that gave a number. Out: mobile finds that take whole chains.
Never anything but a mobile number.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from enrichment.phones.groups import TOKEN, read_token, total_digits
from enrichment.phones.lattice import APART, FILLER, Group
from enrichment.phones.patterns import has_no_trunk
from enrichment.phones.plans import Candidate, begins, candidate, is_mobile
from enrichment.phones.runs import begins_sentence, readings

MOST_WORDS = 4
FEWEST_DIGITS = 8
HEAD = 5
NEAR = 20
MOST_PIECES = 20
GOING_ON = frozenset({
    "dan", "en dan", "daarna", "en", "dann", "und dann", "danach", "und", "puis", "et puis", "ensuite", "et", "then",
    "and then", "and", "luego", "y luego", "y", "apoi", "si apoi", "potem", "a potem", "i", "aztan", "majd", "es",
})  # fmt: skip
NO_FILLER = re.compile(
    r"[€$£%°=#@\d]|\n\s*\n|\b(?:tot|uur|uren|jaar|jr|euro|eur|van|tussen|vanaf|ab|bis|von|um|uhr|jahre|des|jusqu|entre|ans|desde|hasta|anos|od|do|lat|intre|ani|per|min|minuten|x|keer|maat"
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
    until = 0
    for first, chain in enumerate(chains):
        if first in whole or chain[0].start < until:
            continue
        found = _surest([_strewn_from(text, chains[first:], start, country) for start in _starts(chain, country)])
        if found:
            until = found.end
            yield found


def _starts(chain: Sequence[Group], country: str) -> Iterable[Group]:
    """Where in a chain a number could begin: at a plus sign, else at the last zero or the first."""
    starts = [group for group in chain if _may_start(group, country)]
    return [group for group in starts if group.plus] or dict.fromkeys((*starts[-1:], *starts[:1]))


def _surest(finds: Iterable[StrewnFind | None]) -> StrewnFind | None:
    """The only find, or a doubt where two beginnings give two numbers."""
    found = [find for find in finds if find]
    if len({find.number.e164 for find in found}) < 2:
        return found[0] if found else None
    return replace(found[0], number=replace(found[0].number, use="ambiguous"))


def _may_start(group: Group, country: str) -> bool:
    return group.plus or group.digits.startswith("0") or (has_no_trunk(country) and begins(group.digits, country))


def strewn_stretch(text: str, chains: Sequence[Sequence[Group]], headless: bool = False) -> int | None:
    """Where digits that are strewn from the first chain on end, if there are enough of them for a number; else None."""
    if not headless and not any(group.plus or group.digits.startswith("0") for group in chains[0]):
        return None
    total, end = 0, chains[0][-1].end
    for at, chain in enumerate(chains[:MOST_PIECES]):
        if at and (chain[0].gap != FILLER or not _is_filler(text[end : chain[0].start], chain[0].filler)):
            break
        total, end = total + total_digits((chain,)), chain[-1].end
    return end if total >= FEWEST_DIGITS else None


def _strewn_from(text: str, chains: Sequence[Sequence[Group]], start: Group, country: str) -> StrewnFind | None:
    pieces = list(chains[0][chains[0].index(start) :])
    best: StrewnFind | None = None
    more = 0
    for gaps, chain in enumerate(chains[1:MOST_PIECES], start=1):
        if chain[0].gap != FILLER or not _is_filler(text[pieces[-1].end : chain[0].start], chain[0].filler):
            break
        piece = _one_sentence(chain)
        pieces += [group._replace(gap=min(group.gap, APART)) for group in piece]
        found = _mobiles(pieces, country)
        if found:
            sure = (
                len(found) == 1
                and not _is_left_out(text, pieces)
                and _is_sure(chains[1 : gaps + 1], pieces)
                and _is_in_small_pieces(pieces)
            )
            number = found[0] if sure else replace(found[0], use="ambiguous")
            best, more = StrewnFind(number, start.start, pieces[-1].end), 0
        elif all("" not in group.options for group in piece) and len(chain[0].filler.split()) < 2:
            more += 1
        if len(piece) < len(chain):
            break
    return replace(best, number=replace(best.number, use="ambiguous")) if best and more else best


def _one_sentence(chain: Sequence[Group]) -> Sequence[Group]:
    """The groups in front of a full stop."""
    return chain[: next((at for at, group in enumerate(chain) if at and begins_sentence(group)), len(chain))]


def _is_filler(gap: str, words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and not NO_FILLER.search(gap)


def _is_sure(chains: Sequence[Sequence[Group]], pieces: Sequence[Group]) -> bool:
    """Whether words between digits only fill: one that comes back everywhere may be what they count."""
    words = {chain[0].filler.strip(" ,").lower() for chain in chains}
    if words <= GOING_ON:
        return len(chains) > 1 or all(group.medium == "words" for group in pieces)
    return len(words) > 1 and len(chains) > 1


def _is_left_out(text: str, pieces: Sequence[Group]) -> bool:
    """Whether a word between the digits could be one more of them: "oh" among English number words."""
    spoken = frozenset().union(*(group.languages for group in pieces))
    gaps = [text[one.end : other.start] for one, other in pairwise(pieces)] if spoken else []
    gaps += [" ".join(text[pieces[-1].end :][:NEAR].split()[:2])] if spoken else []
    read = (read_token(token) for gap in gaps for token in TOKEN.findall(gap))
    return any(word is not None and word.languages & spoken for word in read)


def _is_in_small_pieces(pieces: Sequence[Group]) -> bool:
    return len(pieces[0].digits) <= HEAD and max(len(group.digits) for group in pieces[1:]) < HEAD


def _mobiles(pieces: Sequence[Group], country: str) -> list[Candidate]:
    """The mobile numbers that all pieces together could be."""
    last = len(pieces) - 1
    found = (candidate(digits, pieces[0].plus, country) for digits, end in readings(pieces, 0) if end == last)
    return [
        number for number in dict.fromkeys(found) if number and number.use == "links" and is_mobile(number.e164[1:])
    ]
