"""Licence numbers that ads show, held against the registers.

In: an ad's sighting and the cluster's hits by other keys. Out: whether the number is the operator's, false, or not to
be told. A number is another premises' only where nothing agrees and something contradicts.
"""

from collections.abc import Collection, Iterable
from typing import Literal

from rules.addresses import compare
from rules.books import Books
from rules.hits import number_hits
from rules.names import contradict
from rules.permits import Row, number_key
from rules.seen import Seen

Standing = Literal["matches", "in_no_register", "other_premises", "register_missing", "outcall_elsewhere"]
Shown = tuple[str, Standing]
FALSE: tuple[Standing, ...] = ("in_no_register", "other_premises")


def standing(one: Seen, number: str, books: Books, agreeing: Collection[tuple[str, str]]) -> Standing:
    """What a number shown by a sighting in its municipality is; `agreeing` are permits that another key agrees with."""
    gm = one.ad.municipality or ""
    found = [hit.permit for hit in number_hits(one, number, gm, books)]
    if any(permit.key in agreeing or not _contradicts(one, permit.row_on(one.day)) for permit in found):
        return "matches"
    if gm not in books.loaded:
        return "register_missing"
    if found:
        return "other_premises"
    return "outcall_elsewhere" if one.ad.setting in ("outcall", "both") else "in_no_register"


def standings(seen: Iterable[Seen], books: Books, agreeing: Collection[tuple[str, str]]) -> dict[Shown, list[Seen]]:
    """Each number that the ads of one municipality show, what it is, and where it stands.

    A number that an out-call ad shows too may be in a register elsewhere, whichever ad shows it.
    """
    found: dict[Shown, list[Seen]] = {}
    for one in seen:
        for number in one.ad.licence_numbers:
            found.setdefault((number, standing(one, number, books, agreeing)), []).append(one)
    elsewhere = {number_key(number) for number, kind in found if kind == "outcall_elsewhere"}
    return {
        shown: ones
        for shown, ones in found.items()
        if shown[1] != "in_no_register" or number_key(shown[0]) not in elsewhere
    }


def shows(one: Seen, number: str) -> bool:
    """Whether the sighting shows this licence number, as numbers are compared."""
    return any(number_key(shown) == number for shown in one.ad.licence_numbers)


def _contradicts(one: Seen, row: Row) -> bool:
    """Whether the register's address or name is another than the ad's; what either lacks contradicts nothing."""
    other_address = one.spot is not None and compare(one.spot, row.address) == "other"
    return other_address or contradict(one.ad.trade_names, row.names)
