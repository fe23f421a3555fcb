"""Numbers in chains of digit groups: which neighbouring groups make a number, and whether a doubt is left.

In: a chain and the country of the page. Out: finds. A group is never cut: a number that runs on is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from enrichment.phones.lattice import APART, GLUED, JOINED, SPACED, Group
from enrichment.phones.plans import Candidate, begins, candidate, is_rivals

LONGEST = 18
MOST_READINGS = 64
NO_PATTERN = 2
MOST_SIGNS = 2


@dataclass(frozen=True, slots=True)
class Find:
    """A number made of the groups `first` to `last` (both included) of a chain."""

    number: Candidate
    first: int
    last: int


def numbers_in(chain: Sequence[Group], country: str) -> list[Find]:
    """The numbers of a chain from left to right, none overlapping; doubts make them ambiguous or drop them."""
    found: list[Find] = []
    at = 0
    while at < len(chain):
        find = _best_at(chain, at, country)
        if find:
            found.append(find)
            at = find.last
        at += 1
    return [judged for find in found if (judged := _judged(find, found, chain, country))]


def readings(chain: Sequence[Group], first: int) -> Iterator[tuple[str, int]]:
    """Every digit string that begins with group `first`, with the last group it takes; shorter ones first."""
    paths = [""]
    for last in range(first, len(chain)):
        group = chain[last]
        if last > first and group.plus:
            return
        taken = _extended(paths, [option for option in group.options if option])
        yield from ((path, last) for path in taken)
        paths = [*taken, *paths][:MOST_READINGS] if "" in group.options else taken
        if not paths:
            return


def _extended(paths: Sequence[str], options: Sequence[str]) -> list[str]:
    longer = (path + option for path in paths for option in options if len(path) + len(option) <= 2 * LONGEST)
    return list(dict.fromkeys(longer))[:MOST_READINGS]


def _best_at(chain: Sequence[Group], first: int, country: str) -> Find | None:
    head = chain[first]
    if not head.plus and head.medium != "letters" and not begins(head.digits, country):
        return None
    if not head.digits and not (len(chain) > first + 1 and chain[first + 1].digits.isdigit()):
        return None
    finds = [
        Find(number, first, last)
        for digits, last in readings(chain, first)
        if (number := _number(digits, head, country))
    ]
    return _chosen(finds, chain) if finds else None


def _number(digits: str, head: Group, country: str) -> Candidate | None:
    if not head.digits and not (digits.startswith("0") and digits.startswith(head.options[-1])):
        return None
    return candidate(digits, head.plus, country) or _doubled(digits, head, country)


def _doubled(digits: str, head: Group, country: str) -> Candidate | None:
    """The number that is written twice in a row, or with each digit twice."""
    half = len(digits) // 2
    if len(digits) % 2 or half < 9:
        return None
    once = digits[:half] if digits[:half] == digits[half:] else digits[::2] if digits[::2] == digits[1::2] else ""
    found = candidate(once, head.plus, country) if once else None
    return found if found and found.kind in ("mobile", "landline") else None


def _chosen(finds: list[Find], chain: Sequence[Group]) -> Find:
    """The find with the clearest end; different numbers that end at the same place leave a doubt."""
    finds = _in_one_sentence(finds, chain)
    best = max(finds, key=lambda find: (_gap_after(find, chain), find.number.use == "links", find.last))
    if best.number.use == "links":
        finds = [find for find in finds if find.number.use != "shown"]
    rivals = {find.number.e164 for find in finds if find.last == best.last}
    unclear = len(rivals) > 1 or any(
        _gap_after(find, chain) == _gap_after(best, chain) and find.number.e164 != best.number.e164 for find in finds
    )
    return (
        replace(best, number=replace(best.number, use="ambiguous")) if unclear and best.number.use == "links" else best
    )


def _in_one_sentence(finds: list[Find], chain: Sequence[Group]) -> list[Find]:
    """Without those that go on behind a full stop where another ends."""
    whole = [find for find in finds if not any(map(begins_sentence, chain[find.first + 1 : find.last + 1]))]
    ended = any(find.last + 1 < len(chain) and begins_sentence(chain[find.last + 1]) for find in whole)
    return whole if ended else finds


def _gap_after(find: Find, chain: Sequence[Group]) -> int:
    after = chain[find.last + 1] if find.last + 1 < len(chain) else None
    if after is None or (
        begins_sentence(after) and not any(map(begins_sentence, chain[find.first + 1 : find.last + 1]))
    ):
        return APART + 1
    return after.gap


def _judged(find: Find, found: list[Find], chain: Sequence[Group], country: str) -> Find | None:
    doubt = max(_doubt_before(find, found, chain), _doubt_after(find, found, chain))
    if doubt == 2:
        return None
    number = find.number
    if doubt == 1 or _trailing_word(find, chain) or _is_patchwork(number, chain[find.first : find.last + 1]):
        number = replace(number, use="ambiguous" if number.use == "links" else number.use)
    return replace(find, number=_settled(number, chain[find.first : find.last + 1], country))


def _is_patchwork(number: Candidate, groups: Sequence[Group]) -> bool:
    """A landline cut elsewhere than behind its area code, or pieces with a comma here and a dash there."""
    signs = {
        group.sign
        for group in groups[2 if groups[0].plus else 1 :]
        if group.medium != "words" and group.sign not in ("(", ")")
    }
    gaps = {group.gap for group in groups[2:] if group.medium != "words"}
    if (APART in gaps and gaps & {GLUED, JOINED}) or (signs & {":", "+"} and len(signs) > 1) or len(signs) > MOST_SIGNS:
        return True
    if _is_price_list(groups):
        return True
    cuts = {sum(len(group.digits) for group in groups[:size]) for size in range(1, len(groups) + 1)}
    return number.kind == "landline" and not groups[0].plus and len(groups) > 1 and number.area not in cuts


def _is_price_list(groups: Sequence[Group]) -> bool:
    """Round amounts side by side: "06 100 150 80"."""
    if groups[0].plus or groups[0].digits.startswith("00"):
        return False
    written = [group.digits for group in groups[1:] if group.medium == "digits"]
    round_ones = len(written) > 1 and all(digits.endswith("0") and 2 <= len(digits) <= 3 for digits in written)
    return round_ones and any(len(digits) == 3 for digits in written)


def _settled(number: Candidate, groups: Sequence[Group], country: str) -> Candidate:
    """A landline that could be a mobile number elsewhere is settled by an area code that stands apart."""
    if number.use != "ambiguous" or not number.area or country != "NL" or len(groups) < 2:
        return number
    digits = "".join(group.digits for group in groups)
    apart = len(groups[0].digits) == number.area and groups[1].gap > GLUED and len(groups) <= 3
    return (
        replace(number, use="links")
        if apart and not is_rivals(digits, "BE") and not is_rivals(digits, "DE")
        else number
    )


def _width(find: Find, chain: Sequence[Group]) -> int:
    return max((group.gap for group in chain[find.first + 1 : find.last + 1]), default=GLUED)


def _doubt_after(find: Find, found: list[Find], chain: Sequence[Group]) -> int:
    """0: the number clearly ends; 1: it may run on; 2: it does run on."""
    after = find.last + 1
    if after >= len(chain) or any(other.first == after for other in found) or chain[after].plus:
        return 0
    if begins_sentence(chain[after]) and not any(map(begins_sentence, chain[find.first + 1 : after])):
        return 0
    return _doubt(chain[after], chain[after].gap, chain[find.last], _width(find, chain))


def begins_sentence(group: Group) -> bool:
    """Whether a full stop or the like and a space stand in front."""
    return group.gap == APART and group.sign in (".", "!", "?")


def _doubt_before(find: Find, found: list[Find], chain: Sequence[Group]) -> int:
    if find.first == 0 or chain[find.first].plus or any(other.last == find.first - 1 for other in found):
        return 0
    return _doubt(chain[find.first - 1], chain[find.first].gap, chain[find.first], _width(find, chain))


def _doubt(neighbour: Group, gap: int, edge: Group, width: int) -> int:
    if not neighbour.digits or (neighbour.medium == "words" and (edge.medium == "digits" or neighbour.digits == "1")):
        return 0
    if gap <= JOINED:
        return 2
    if gap > width or (gap == APART and width < APART):
        return 0
    return 2 if gap == SPACED and len(neighbour.digits) == len(edge.digits) else 1


def _trailing_word(find: Find, chain: Sequence[Group]) -> bool:
    """One number word or some letters behind plain digits may be an ordinary word."""
    *groups, last = chain[find.first : find.last + 1]
    if last.medium == "letters" and not last.digits:
        return any(len(group.digits) > 1 for group in groups) and all(group.medium == "digits" for group in groups)
    if not groups or last.medium != "words" or len(last.digits) > 1 or last.gap < SPACED:
        return False
    return all(group.medium == "digits" for group in groups) and len(groups[-1].digits) > NO_PATTERN
