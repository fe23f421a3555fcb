"""Where in a text a number could be: stretches around enough digits, so that only these are looked at closely.

In: folded text and its stretches. Out: its windows (folded spans with the context that decides), in order and
without overlap.
"""

from collections.abc import Iterable, Iterator, Sequence

from enrichment.phones.fillers import strewn_stretch
from enrichment.phones.groups import chains, total_digits
from enrichment.phones.lattice import Group
from enrichment.phones.stretches import Edges, Stretch

FEWEST_DIGITS = 8
BEFORE, BEHIND = 90, 72
OPENING = 48


def windows(text: str, looked_at: Iterable[Stretch], edges: Edges) -> list[tuple[int, int]]:
    """The parts of `text` that need a close look."""
    found: list[tuple[int, int]] = []
    for stretch in looked_at:
        part = text[stretch.start : stretch.end]
        rough = chains(part, ())
        spans = [
            *_opening(stretch, rough, edges.begins),
            *_stretches(part, rough, edges.headless),
            *_ending(rough, edges),
        ]
        for start, end in spans:
            first, last = _widened(text, start + stretch.start, end + stretch.start)
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
    return found


def _opening(stretch: Stretch, rough: Sequence[Sequence[Group]], begins: bool) -> Iterator[tuple[int, int]]:
    if begins and rough and stretch.start + rough[0][0].start < OPENING:
        yield 0, rough[0][-1].end


def _ending(rough: Sequence[Sequence[Group]], edges: Edges) -> Iterator[tuple[int, int]]:
    """The last digits, where a number could begin in them."""
    if not edges.goes_on or not rough:
        return
    if edges.headless or any(group.plus or group.digits[:1] in ("0", "3") for group in rough[-1]):
        yield rough[-1][0].start, rough[-1][-1].end


def _stretches(text: str, rough: Sequence[Sequence[Group]], headless: bool) -> Iterator[tuple[int, int]]:
    for at, chain in enumerate(rough):
        if total_digits((chain,)) >= FEWEST_DIGITS:
            yield chain[0].start, chain[-1].end
        elif end := strewn_stretch(text, rough[at:], headless):
            yield chain[0].start, end


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with its context, cut between words."""
    first = max(0, start - BEFORE)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    last = min(len(text), end + BEHIND)
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last
