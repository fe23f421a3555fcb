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
GOING_ON = re.compile(
    r"(?:(?:rest|vervolg|vervolgt|verder|suite|fin|einde|slot|fortsetzung|weiter|continued|cont|ends?|dan|dann|puis|then"
    r"|laatste|letzten?|last|dernier|ciag|dalszy|resto|sigue|continua|restul|folytatas|deel|teil|part|partie|van|het"
    r"|nummer|nr|cijfers|is|de|le|la|der|the|en|und|et|and|y)\b|[\W_])*"
)
LONGEST_OPENING = 48


def split_numbers(fields: Sequence[Field], found: Iterable[PhoneReading], country: str) -> Iterator[PhoneReading]:
    """A number whose head ends the title and whose tail begins the text."""
    names = [field.name for field in fields[:2]]
    if names != ["title", "text"] or not all(field.chains for field in fields[:2]):
        return
    title, text = fields[0], fields[1]
    head, tail = title.chains[-1], text.chains[0]
    if not EDGE.fullmatch(title.folded.text, head[-1].end) or not _goes_on(text.folded.text, tail[0].start):
        return
    known = [reading for reading in found if reading.field in ("title", "text")]
    whole = [*head, tail[0]._replace(gap=APART), *tail[1:]]
    for find in numbers_in(whole, country):
        if find.first < len(head) <= find.last and not _is_known(
            title, text, whole[find.first], whole[find.last], known
        ):
            yield _over_both(title, text, find.number, (whole[find.first], whole[find.last]))


def _goes_on(text: str, start: int) -> bool:
    """Whether nothing stands in front of the digits that begin a text, or words that say that these are the rest."""
    return start <= LONGEST_OPENING and GOING_ON.fullmatch(text[:start].lower()) is not None


def _is_known(title: Field, text: Field, first: Group, last: Group, known: Sequence[PhoneReading]) -> bool:
    start, end = title.folded.span(first.start, first.end)[0], text.folded.span(last.start, last.end)[1]
    return any(reading.end > start if reading.field == "title" else reading.start < end for reading in known)


def _over_both(title: Field, text: Field, number: Candidate, edges: tuple[Group, Group]) -> PhoneReading:
    start = title.folded.span(edges[0].start, edges[0].end)[0]
    end = text.folded.span(edges[1].start, edges[1].end)[1]
    raw = f"{title.written[start:]}\n{text.written[:end]}"
    return PhoneReading(number.e164, number.use, number.kind, raw, "title", start, len(title.written))
