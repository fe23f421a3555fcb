"""Single agreements: one sighting, one licence, one key.

In: counted sightings, decisions in effect, the books. Out: hits, exact or probable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peil.records.judged import FlagDecision
from rules.addresses import compare
from rules.books import Books
from rules.domains import own_domains
from rules.findings import Words
from rules.permits import Permit, number_key
from rules.seen import Seen

KEYS = {
    "number": Words("vergunningnummer", "licence number"),
    "phone": Words("telefoonnummer", "telephone number"),
    "website": Words("website", "web site"),
    "address": Words("adres", "address"),
    "name": Words("handelsnaam", "trade name"),
    "decision": Words("besluit van een beoordelaar", "a reviewer's decision"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One sighting that agrees with a permit by one key."""

    permit: Permit
    exact: bool
    key: str
    seen: Seen


def key_hits(counted: Iterable[Seen], books: Books, licensed_as: Sequence[FlagDecision]) -> list[Hit]:
    """The hits by every key but the shown licence number."""
    return [hit for one in counted for hit in _hits(one, books, licensed_as)]


def number_hits(one: Seen, number: str, gm: str, books: Books) -> list[Hit]:
    """The hits by a shown licence number: those of the sighting's own municipality, else of `gm`, else of any."""
    found = books.by_number.get(number_key(number), [])
    own = [permit for permit in found if permit.municipality == one.place]
    nearest = own or [permit for permit in found if permit.municipality == gm] or found
    return [Hit(permit, True, "number", one) for permit in nearest]


def _hits(one: Seen, books: Books, licensed_as: Sequence[FlagDecision]) -> Iterator[Hit]:
    ad = one.ad
    yield from _phone_hits(one, books) if ad.phones else ()
    yield from _domain_hits(one, books) if ad.websites else ()
    yield from _door_hits(one, books) if ad.address else ()
    yield from _name_hits(one, books) if ad.trade_names else ()
    for decision in licensed_as:
        yield from _decided_hits(one, books, decision)


def _phone_hits(one: Seen, books: Books) -> Iterator[Hit]:
    for number in {phone.e164 for phone in one.ad.phones if phone.use == "links"}:
        for permit in books.by_phone.get(number, ()):
            if number in permit.row_on(one.day).phones:
                yield Hit(permit, True, "phone", one)


def _domain_hits(one: Seen, books: Books) -> Iterator[Hit]:
    for domain in own_domains(one.ad.websites):
        for permit in books.by_domain.get(domain, ()):
            if domain in permit.row_on(one.day).domains:
                yield Hit(permit, True, "website", one)


def _door_hits(one: Seen, books: Books) -> Iterator[Hit]:
    where = one.spot
    if where is None or not where.is_precise:
        return
    for permit in books.by_door.get(where.door, ()) if where.door else ():
        found = compare(where, permit.row_on(one.day).address)
        if found in ("same", "other_suffix"):
            yield Hit(permit, found == "same", "address", one)
    for permit in books.by_house.get((one.place or "", where.street, where.number), ()):
        there = permit.row_on(one.day).address
        if not (where.door and there.door) and compare(where, there) in ("same", "other_suffix"):
            yield Hit(permit, False, "address", one)


def _name_hits(one: Seen, books: Books) -> Iterator[Hit]:
    gm = one.place
    if gm is not None:
        for name in one.ad.trade_names:
            for permit in books.alike(gm, name, one.day):
                yield Hit(permit, False, "name", one)


def _decided_hits(one: Seen, books: Books, decision: FlagDecision) -> Iterator[Hit]:
    """The licence that a reviewer named: that of the decision's municipality, else of any."""
    found = books.by_number.get(number_key(decision.licence_no), [])
    named = [permit for permit in found if permit.municipality == decision.municipality]
    for permit in named or found:
        yield Hit(permit, True, "decision", one)
