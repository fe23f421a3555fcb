"""One field of an ad, ready to be searched for numbers.

In: a field's words. Out: the words folded, their chains of digit groups, and the spans that are something else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from enrichment.phones.elsewhere import taken
from enrichment.phones.folding import Folded, fold
from enrichment.phones.groups import chains
from enrichment.phones.lattice import Group
from enrichment.phones.patterns import has_no_trunk
from enrichment.phones.plans import Candidate
from enrichment.phones.stretches import Edges, stretches
from enrichment.phones.windows import BEFORE, windows
from peil.records.read import PhoneReading

STROKE = re.compile(r"(?<=\d\d )[|!](?=\d(?:\s\d\d|$))")
KEYCAP = "\ufe0f\u20e3"
STICKING = frozenset({"", "-", ".", "_"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its words as written and folded, its chains, what in it is something else."""

    name: str
    written: str
    folded: Folded
    chains: Sequence[Sequence[Group]]
    taken: Sequence[tuple[int, int]] = ()

    def reading(self, number: Candidate, start: int, end: int) -> PhoneReading:
        """The number with its folded span as a reading of this field."""
        first, last = self.folded.span(start, end)
        while last < len(self.written) and self.written[last] in KEYCAP:
            last += 1
        raw = self.written[first:last]
        if raw.count(")") > raw.count("(") and self.written[first - 1 : first] == "(":
            first -= 1
        return PhoneReading(number.e164, number.use, number.kind, self.written[first:last], self.name, first, last)

    def sticks(self, start: int, end: int) -> bool:
        """Whether the folded span hangs together with something else: "978-" in front, "-2024" behind."""
        text = self.folded.text
        return any(
            (first <= start and text[last:start] in STICKING and last <= start)
            or (end <= first and text[end:first] in STICKING)
            for first, last in self.taken
        )


def field_of(name: str, written: str, country: str, links: Sequence[PhoneReading], begins: bool) -> Field:
    """The field `name`; `links`: its numbers in links; `begins`: the title may hold a number's beginning."""
    text = folded(written)
    spans = [_folded_span(text, link.start, link.end) for link in links]
    if name == "phone" or (name == "text" and not begins and len(text.text) <= BEFORE):
        looked_at = [(0, len(text.text))]
    else:
        edges = Edges(begins, name == "title", has_no_trunk(country))
        close = stretches(text.text, edges)
        looked_at = windows(text.text, close, edges) if close else []
    found: list[list[Group]] = []
    others: list[tuple[int, int]] = []
    for first, last in looked_at:
        words = text.text[first:last]
        inside = [(max(0, start - first), end - first) for start, end in spans if start < last and end > first]
        other = taken(words, inside)
        others += [(start + first, end + first) for start, end in other]
        found += chains(words, other, first)
    return Field(name, written, text, found, others)


def folded(written: str) -> Folded:
    """The words folded, with a stroke that stands for a one among pairs of digits read as one: "06 |8 27 36 45"."""
    seen = fold(written)
    if " |" not in seen.text and " !" not in seen.text:
        return seen
    return replace(seen, text=STROKE.sub("1", seen.text))


def _folded_span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    if folded.starts is None:
        return start, end
    inside = [at for at, origin in enumerate(folded.starts) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
