"""Numbers in the words of an ad: links first, then chains of digits, strewn and reversed ones, and those split over title and text.

In: an AdText. Out: PhoneReadings in the order title, text, phone, each number once, with its span in the field as written.
Zero wrong numbers matters more than one more found: a doubt makes a reading `ambiguous`, and ambiguous joins nothing.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from enrichment.phones.elsewhere import is_said_otherwise, taken
from enrichment.phones.fillers import strewn_numbers
from enrichment.phones.folding import Folded, fold
from enrichment.phones.groups import chains, total_digits
from enrichment.phones.lattice import APART, Group
from enrichment.phones.plans import Candidate, candidate
from enrichment.phones.runs import numbers_in
from enrichment.phones.windows import windows
from enrichment.phones.written_links import written_links
from peil.records.read import AdText, PhoneReading

FEWEST_DIGITS = 8
FIELDS = ("title", "text", "phone")
REVERSED = re.compile(
    r"achterste\s?voren|achteruit\s(?:lezen|gelezen)|omgekeerd|omgedraaid|andersom|"
    r"van rechts naar links|van achter(?:en)? naar voren|gespiegeld|spiegelbeeld"
    r"|backwards?|reversed?|right to left|ruckwarts|rueckwarts|von hinten|a l'envers|al reves|invers\b"
    r"|visszafele|od tylu|wspak",
    re.IGNORECASE,
)
EMERGENCY = re.compile(
    r"\b(?:bel|bellen|call|dial|alarmnummer)\s(112)(?!\w)|(?<!\w)(112)\s(?:bellen|belt)\b", re.IGNORECASE
)
EDGE = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an ad: its name, its words as written and as folded, what is something else in it, and its chains."""

    name: str
    written: str
    folded: Folded
    chains: Sequence[Sequence[Group]]

    def reading(self, number: Candidate, start: int, end: int) -> PhoneReading:
        """The number with its folded span as a reading of this field."""
        first, last = self.folded.span(start, end)
        return PhoneReading(number.e164, number.use, number.kind, self.written[first:last], self.name, first, last)


def read_phones(text: AdText) -> tuple[PhoneReading, ...]:
    """Every number of an ad once, in the order of its fields; a number split over title and text stands under `title`."""
    country = text.country.upper()
    fields: list[Field] = []
    found: list[PhoneReading] = []
    for name in FIELDS:
        written = getattr(text, name)
        if written:
            links = list(_links(written, name, country))
            field = _field(name, written, links, begins=bool(fields) and bool(fields[0].chains))
            fields.append(field)
            found += sorted([*links, *_in_field(field, country), *_emergency(field)], key=lambda reading: reading.start)
    found += _split(fields, found, country)
    return _once(found)


def _links(written: str, name: str, country: str) -> Iterator[PhoneReading]:
    for link in written_links(written):
        number = candidate(link.digits, link.plus, country)
        if number:
            raw = written[link.start : link.end]
            yield PhoneReading(number.e164, number.use, number.kind, raw, name, link.start, link.end)


def _emergency(field: Field) -> Iterator[PhoneReading]:
    """The emergency number, where an ad says to call it."""
    if "112" not in field.folded.text:
        return
    for called in EMERGENCY.finditer(field.folded.text):
        group = 1 if called[1] else 2
        yield field.reading(Candidate("+31112", "shown", "service"), *called.span(group))


def _field(name: str, written: str, links: Sequence[PhoneReading], begins: bool) -> Field:
    folded = fold(written)
    spans = [_folded_span(folded, link.start, link.end) for link in links]
    looked_at = [(0, len(folded.text))] if name == "phone" else windows(folded.text, begins, goes_on=name == "title")
    return Field(
        name, written, folded, [chain for window in looked_at for chain in _chains(folded.text, window, spans)]
    )


def _chains(text: str, window: tuple[int, int], links: Sequence[tuple[int, int]]) -> Iterator[list[Group]]:
    """The chains of one window, with what is something else broken off."""
    first, last = window
    inside = [(max(0, start - first), end - first) for start, end in links if start < last and end > first]
    words = text[first:last]
    for chain in chains(words, taken(words, inside)):
        yield [group._replace(start=group.start + first, end=group.end + first) for group in chain] if first else chain


def _folded_span(folded: Folded, start: int, end: int) -> tuple[int, int]:
    if folded.starts is None:
        return start, end
    inside = [at for at, origin in enumerate(folded.starts) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _in_field(field: Field, country: str) -> Iterator[PhoneReading]:
    if total_digits(field.chains) < FEWEST_DIGITS:
        return
    backwards = bool(REVERSED.search(field.folded.text))
    whole = set()
    for at, chain in enumerate(field.chains):
        found = list(_in_chain(field, chain, country))
        turned = _turned(field, chain, country) if backwards else None
        if turned:
            found = [replace(reading, use="ambiguous") for reading in (*found, turned)] if found else [turned]
        whole |= {at} if found else set()
        yield from found
    yield from _strewn(field, whole, country)


def _in_chain(field: Field, chain: Sequence[Group], country: str) -> Iterator[PhoneReading]:
    if total_digits((chain,)) < FEWEST_DIGITS:
        return
    for find in numbers_in(chain, country):
        start, end = chain[find.first].start, chain[find.last].end
        if not is_said_otherwise(field.folded.text, start, end):
            yield field.reading(find.number, start, end)


def _turned(field: Field, chain: Sequence[Group], country: str) -> PhoneReading | None:
    digits = "".join(group.digits for group in chain)[::-1]
    end = chain[-1].end
    number = candidate(digits, field.folded.text[end : end + 1] == "+", country)
    return field.reading(number, chain[0].start, end) if number and number.use == "links" else None


def _strewn(field: Field, whole: Collection[int], country: str) -> Iterator[PhoneReading]:
    for find in strewn_numbers(field.folded.text, field.chains, whole, country):
        yield field.reading(find.number, find.start, find.end)


def _split(fields: Sequence[Field], found: Iterable[PhoneReading], country: str) -> Iterator[PhoneReading]:
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


def _once(found: Iterable[PhoneReading]) -> tuple[PhoneReading, ...]:
    """Each number once: the first reading that links, else the first of all."""
    kept: dict[str, PhoneReading] = {}
    for reading in found:
        known = kept.get(reading.e164)
        if known is None or (known.use == "ambiguous" and reading.use != "ambiguous"):
            kept[reading.e164] = reading
    return tuple(kept.values())
