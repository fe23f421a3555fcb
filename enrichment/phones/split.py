"""A number whose head ends the title and whose tail begins the text.

In: the fields of an ad and what was found in them. Out: readings that stand under `title`, their raw words over both.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from enrichment.phones.fields import Field
from enrichment.phones.lattice import APART, Group
from enrichment.phones.plans import Candidate
from enrichment.phones.runs import numbers_in
from peil.records.read import PhoneReading

EDGE = re.compile(r"[\W_]*")


def split_numbers(fields: Sequence[Field], found: Iterable[PhoneReading], country: str) -> Iterator[PhoneReading]:
    """A number whose head ends the title and whose tail begins the text."""
    if (
        len(fields) < 2
        or (fields[0].name, fields[1].name) != ("title", "text")
        or not (fields[0].chains and fields[1].chains)
    ):
        return
    title, text = fields[0], fields[1]
    head, tail = title.chains[-1], text.chains[0]
    if not EDGE.fullmatch(title.folded.text, head[-1].end) or not EDGE.fullmatch(text.folded.text, 0, tail[0].start):
        return
    known = [reading for reading in found if reading.field in ("title", "text")]
    whole = [*head, tail[0]._replace(gap=APART), *tail[1:]]
    for find in numbers_in(whole, country):
        if find.first < len(head) <= find.last and not _is_known(
            title, text, whole[find.first], whole[find.last], known
        ):
            yield _over_both(title, text, find.number, (whole[find.first], whole[find.last]))


def _is_known(title: Field, text: Field, first: Group, last: Group, known: Sequence[PhoneReading]) -> bool:
    start, end = title.folded.span(first.start, first.end)[0], text.folded.span(last.start, last.end)[1]
    return any(reading.end > start if reading.field == "title" else reading.start < end for reading in known)


def _over_both(title: Field, text: Field, number: Candidate, edges: tuple[Group, Group]) -> PhoneReading:
    start = title.folded.span(edges[0].start, edges[0].end)[0]
    end = text.folded.span(edges[1].start, edges[1].end)[1]
    raw = f"{title.written[start:]}\n{text.written[:end]}"
    return PhoneReading(number.e164, number.use, number.kind, raw, "title", start, len(title.written))
