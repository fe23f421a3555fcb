"""Comparing two addresses: the same, the same but for the suffix, another, or not to be told.

In: addresses as an ad or a register gives them. Out: keys and a comparison. Never a guess at a missing part.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

Comparison = Literal["same", "other_suffix", "other", "unknown"]

_NUMBER = re.compile(r"\s*(\d+)(.*)", re.DOTALL)
_EQUAL = 100
_OTHER_STREET = 60  # below: another street; between: perhaps another spelling
_FULL = re.compile(r"[1-9]\d{3}[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Spot:
    """An address in comparable form: street letters only, postcode `1234AB`, `1234` or empty, number and suffix."""

    street: str
    postcode: str
    number: str
    suffix: str

    @property
    def door(self) -> tuple[str, str] | None:
        """Postcode and number, which name a building; None where either is missing."""
        return (self.postcode, self.number) if self.number and _FULL.fullmatch(self.postcode) else None

    @property
    def is_precise(self) -> bool:
        """Whether it names a building: a number with a full postcode or a street."""
        return bool(self.number and (self.door or self.street))

    @property
    def shown(self) -> str:
        """As a reason shows it."""
        return f"{self.postcode or self.street} {self.number}{self.suffix}".strip()


@cache
def spot(street: str, house_number: str, postcode: str) -> Spot:
    """The comparable form of an address; parts that say nothing are empty."""
    found = _NUMBER.match(house_number)
    number, rest = found.groups() if found else ("", "")
    return Spot(
        street=_letters(street).casefold(),
        postcode=re.sub(r"\W", "", postcode).upper(),
        number=number.lstrip("0"),
        suffix=_letters(rest).upper(),
    )


def compare(one: Spot, other: Spot) -> Comparison:
    """What can be said of two addresses; a part that one of them lacks proves nothing."""
    same_place = _same_place(one, other)
    if same_place is None:
        return "unknown"
    if not same_place or _differ(one.number, other.number):
        return "other"
    if not one.number or not other.number:
        return "unknown"
    return "same" if one.suffix == other.suffix else "other_suffix"


def _same_place(one: Spot, other: Spot) -> bool | None:
    """Whether the full postcodes (or, without them, the streets) agree; None where it cannot be told."""
    if one.door and other.door:
        return one.postcode == other.postcode
    if _differ(one.postcode[:4], other.postcode[:4]):
        return False
    if not one.street or not other.street:
        return None
    likeness = fuzz.ratio(one.street, other.street)
    return True if likeness == _EQUAL else False if likeness < _OTHER_STREET else None


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
