"""Numbers in the words of an ad: in links, in chains of digits, strewn, reversed, and split over title and text.

In: an AdText. Out: PhoneReadings in the order title, text, phone, each number once, with its span as written.
Zero wrong numbers matters more than one more found: a doubt makes a reading `ambiguous`, and ambiguous joins nothing.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from enrichment.phones.elsewhere import is_said_otherwise
from enrichment.phones.fields import Field, field_of
from enrichment.phones.fillers import strewn_numbers
from enrichment.phones.groups import total_digits
from enrichment.phones.lattice import Group
from enrichment.phones.patterns import has_no_trunk
from enrichment.phones.plain import begins_nothing, plain_readings
from enrichment.phones.plans import Candidate, candidate
from enrichment.phones.reversing import says_reversed
from enrichment.phones.runs import numbers_in
from enrichment.phones.split import split_numbers
from enrichment.phones.written_links import written_links
from peil.records.read import AdText, PhoneReading

FEWEST_DIGITS = 8
FIELDS = ("title", "text", "phone")
EMERGENCY = re.compile(
    r"\b(?:bel|bellen|call|dial|alarmnummer)\s(112)(?!\w)|(?<!\w)(112)\s(?:bellen|belt)\b", re.IGNORECASE
)


def read_phones(text: AdText) -> tuple[PhoneReading, ...]:
    """Every number of an ad once, in the order of its fields; one split over title and text stands under `title`."""
    at_a_glance = plain_readings(text)
    return read_closely(text) if at_a_glance is None else at_a_glance


def read_closely(text: AdText) -> tuple[PhoneReading, ...]:
    """The same by the lattice alone."""
    country = text.country.upper()
    fields: list[Field] = []
    found: list[PhoneReading] = []
    for name in FIELDS:
        written = getattr(text, name)
        if written and not (name == "title" and begins_nothing(written, has_no_trunk(country))):
            links = list(_links(written, name, country))
            field = field_of(name, written, country, links, begins=bool(fields) and bool(fields[0].chains))
            fields.append(field)
            here = [*links, *_in_field(field, country), *_emergency(field)]
            found += sorted(here, key=lambda reading: reading.start) if len(here) > 1 else here
    found += split_numbers(fields, found, country)
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


def _in_field(field: Field, country: str) -> Iterator[PhoneReading]:
    if not field.chains or total_digits(field.chains) < FEWEST_DIGITS:
        return
    backwards = says_reversed(field.folded.text.lower())
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
        if not is_said_otherwise(field.folded.text, start, end) and not field.sticks(start, end):
            yield field.reading(find.number, start, end)


def _turned(field: Field, chain: Sequence[Group], country: str) -> PhoneReading | None:
    digits = "".join(group.digits for group in chain)[::-1]
    end = chain[-1].end
    number = candidate(digits, field.folded.text[end : end + 1] == "+", country)
    return field.reading(number, chain[0].start, end) if number and number.use == "links" else None


def _strewn(field: Field, whole: Collection[int], country: str) -> Iterator[PhoneReading]:
    for find in strewn_numbers(field.folded.text, field.chains, whole, country):
        yield field.reading(find.number, find.start, find.end)


def _once(found: Iterable[PhoneReading]) -> tuple[PhoneReading, ...]:
    """Each number once: the first reading that links, else the first of all."""
    kept: dict[str, PhoneReading] = {}
    for reading in found:
        known = kept.get(reading.e164)
        if known is None or (known.use == "ambiguous" and reading.use != "ambiguous"):
            kept[reading.e164] = reading
    return tuple(kept.values())
