"""Which licences a cluster's ads match, how surely, and by which key.

In: counted sightings, decisions in effect, the books. Out: matches with the sightings that make them.
A probable match is a question to a person and never proves anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peil.records.judged import FlagDecision, Presence
from rules.addresses import Spot, compare, spot
from rules.books import Books
from rules.cluster import Seen
from rules.domains import own_domains
from rules.findings import Words
from rules.permits import STATUSES, Permit, Row, number_key

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


@dataclass(frozen=True, slots=True)
class Match:
    """A permit with the sightings that match it exactly and those that match it probably, oldest first."""

    permit: Permit
    exact: tuple[Seen, ...]
    probable: tuple[Seen, ...]
    keys: tuple[str, ...]

    @property
    def row(self) -> Row:
        """The permit's row on the day of the latest sighting that matches."""
        return self.permit.row_on((self.exact or self.probable)[-1].day)

    @property
    def exact_in_force(self) -> bool:
        """Whether it matches exactly and was in force by the latest such sighting's own day."""
        return bool(self.exact) and self.permit.in_force(self.exact[-1].day)

    @property
    def probable_in_force(self) -> bool:
        """Whether it matches probably and was in force by the latest such sighting's own day."""
        return bool(self.probable) and self.permit.in_force(self.probable[-1].day)

    @property
    def status(self) -> Words:
        """The register's status on the day of the latest such sighting, and whether a granted one was in force."""
        status = self.row.licence.status
        if status != "verleend" or self.permit.in_force((self.exact or self.probable)[-1].day):
            return STATUSES[status]
        return Words("verleend, niet op die dag", "granted, not on that day")


def key_hits(counted: Iterable[Seen], books: Books, licensed_as: Sequence[FlagDecision]) -> list[Hit]:
    """The hits by every key but the shown licence number."""
    return [hit for one in counted for hit in _hits(one, books, licensed_as)]


def number_hits(one: Seen, number: str, gm: str, books: Books) -> list[Hit]:
    """The hits by a shown licence number: those of the sighting's own municipality, else of `gm`, else of any."""
    found = books.by_number.get(number_key(number), [])
    own = [permit for permit in found if permit.municipality == placed(one.ad)]
    nearest = own or [permit for permit in found if permit.municipality == gm] or found
    return [Hit(permit, True, "number", one) for permit in nearest]


def matches(hits: Iterable[Hit]) -> list[Match]:
    """The hits by permit, in order of the permit's key."""
    grouped: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.permit.key, []).append(hit)
    return [_match(grouped[key]) for key in sorted(grouped)]


def placed(ad: Presence) -> str | None:
    """The municipality that an ad names, at least likely."""
    return ad.municipality if ad.certainty in ("exact", "likely") else None


def spot_of(ad: Presence) -> Spot | None:
    """The address that an ad names, in comparable form."""
    return spot(ad.address.street, ad.address.house_number, ad.address.postcode) if ad.address else None


def _match(hits: list[Hit]) -> Match:
    by_strength = {
        exact: sorted({id(hit.seen): hit.seen for hit in hits if hit.exact == exact}.values(), key=_moment)
        for exact in (True, False)
    }
    keys = tuple(sorted({hit.key for hit in hits}))
    return Match(hits[0].permit, tuple(by_strength[True]), tuple(by_strength[False]), keys)


def _moment(one: Seen) -> tuple[object, ...]:
    return one.ad.seen_at, one.ad.site, one.ad.id


def _hits(one: Seen, books: Books, licensed_as: Sequence[FlagDecision]) -> Iterator[Hit]:
    yield from _phone_hits(one, books)
    yield from _domain_hits(one, books)
    yield from _door_hits(one, books)
    yield from _name_hits(one, books)
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
    where = spot_of(one.ad)
    if where is None or where.door is None:
        return
    for permit in books.by_door.get(where.door, ()):
        found = compare(where, permit.row_on(one.day).address)
        if found in ("same", "other_suffix"):
            yield Hit(permit, found == "same", "address", one)


def _name_hits(one: Seen, books: Books) -> Iterator[Hit]:
    gm = placed(one.ad)
    if gm is not None:
        for name in one.ad.trade_names:
            for permit in books.alike(gm, name):
                yield Hit(permit, False, "name", one)


def _decided_hits(one: Seen, books: Books, decision: FlagDecision) -> Iterator[Hit]:
    for permit in books.by_number.get(number_key(decision.licence_no), ()):
        if decision.municipality in ("", permit.municipality):
            yield Hit(permit, True, "decision", one)
