"""Numbering plans: what a string of digits is when dialled from a country.

In: digits, whether a plus led them in, the country of the page. Out: a candidate with its use, or None.
A national number that is another country's too is ambiguous; a service number is only shown.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType as Type

from enrichment.phones.patterns import (
    has_few_lengths,
    has_no_trunk,
    is_plain_mobile,
    may_be_in,
    may_be_international,
    may_be_mobile,
)
from peil.records.read import Use

RIVALS = {"NL": ("BE", "RO", "DE", "GB"), "BE": ("NL", "FR", "DE", "RO"), "DE": ("NL", "BE")}
CALLING_CODES = {"31": "NL", "32": "BE", "49": "DE"}
CODES = {region: code for code, region in CALLING_CODES.items()}
MOBILE = frozenset({Type.MOBILE})
FIXED = frozenset({Type.FIXED_LINE, Type.FIXED_LINE_OR_MOBILE, Type.VOIP})
LENGTHS = range(8, 18)
FULL = 9
ITALY = 39
NO_PLACE = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number in E.164, its use and kind, and the length of its area code with the zero (0: not a landline)."""

    e164: str
    use: Use
    kind: str
    area: int = 0


@lru_cache(maxsize=16384)
def candidate(digits: str, plus: bool, country: str) -> Candidate | None:
    """What `digits` are on a page of `country`; `plus`: a plus sign stood in front."""
    if len(digits) not in LENGTHS:
        return None
    if plus and not digits.startswith("0"):
        return _international(digits, country)
    if digits.startswith("00"):
        return _doubtful(_international(digits[2:], country))
    if digits.startswith("0"):
        return _national(digits, country)
    if (digits[:2] in CALLING_CODES or digits.startswith(_own_code(country))) and digits[2] != "0":
        found = _international(digits, country)
        if found and found.use == "links" and is_mobile(digits):
            return found
    return _without_trunk(digits, country) if has_no_trunk(country) else None


def begins(digits: str, country: str) -> bool:
    """Whether a number on a page of `country` could begin with these digits, without a plus sign."""
    return digits[:1] in ("0", "3", "4") or has_no_trunk(country) or digits[:1] == _own_code(country)[:1]


@lru_cache(maxsize=256)
def _own_code(country: str) -> str:
    return str(phonenumbers.country_code_for_region(country) or "-")


def _without_trunk(digits: str, country: str) -> Candidate | None:
    """A national number of a country that dials no zero: a full one, and no service (any price list is one)."""
    found = _described_in(digits, country, country) if len(digits) >= FULL else None
    kinds = ("mobile", "landline") if has_few_lengths(country) else ("mobile",)
    return found if found and found.kind in kinds else None


def _doubtful(found: Candidate | None) -> Candidate | None:
    """Two zeros in front may begin any code: sure for mobile numbers and the home country's, else a doubt."""
    if found and found.use == "links" and found.kind == "foreign" and not is_mobile(found.e164[1:]):
        return replace(found, use="ambiguous")
    return found


def is_mobile(digits: str) -> bool:
    """Whether international digits (with their country's code) are a mobile number."""
    found = _parsed(f"+{digits}", None)
    return found is not None and _type(found) in MOBILE


def _international(digits: str, country: str) -> Candidate | None:
    code = digits[:2]
    if code in CALLING_CODES:
        digits = code + digits[2:].removeprefix("0")
        if is_plain_mobile(f"0{digits[2:]}", CALLING_CODES[code]):
            return Candidate(f"+{digits}", "links", "mobile" if CALLING_CODES[code] == country else "foreign")
    if not may_be_international(digits):
        return None
    found = _parsed(f"+{digits}", None)
    return _described(found, country) if found else None


def _national(digits: str, country: str) -> Candidate | None:
    if country in RIVALS and is_plain_mobile(digits, country):
        return Candidate(f"+{CODES[country]}{digits[1:]}", "links", "mobile")
    home = _described_in(digits, country, country)
    rivals = [found for region in RIVALS.get(country, ()) if (found := _rival(digits, region, country))]
    if home and (home.kind != "landline" or not rivals):
        return home
    if home is None and not rivals:
        return None
    return replace(home or rivals[0], use="ambiguous")


def is_rivals(digits: str, region: str) -> bool:
    """Whether the national digits are a mobile number of `region`."""
    return _rival(digits, region, region) is not None


def _rival(digits: str, region: str, country: str) -> Candidate | None:
    found = _parsed(digits, region) if may_be_mobile(digits, region) else None
    return _described(found, country) if found and _type(found) in MOBILE else None


def _described_in(digits: str, region: str, country: str) -> Candidate | None:
    found = _parsed(digits, region) if may_be_in(digits, region) else None
    return _described(found, country) if found else None


@lru_cache(maxsize=16384)
def _parsed(digits: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        found = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    led_by_zero = found.italian_leading_zero and not (found.country_code == ITALY and len(digits) >= FULL)
    return found if phonenumbers.is_valid_number(found) and not led_by_zero else None


def _type(number: phonenumbers.PhoneNumber) -> int:
    national = str(number.national_number)
    if number.country_code == 31 and national.startswith("97"):
        return Type.PAGER
    return phonenumbers.number_type(number)


def _described(number: phonenumbers.PhoneNumber, country: str) -> Candidate:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    kind = _type(number)
    if kind not in MOBILE | FIXED:
        return Candidate(e164, "shown", "service")
    if phonenumbers.region_code_for_number(number) != country:
        return Candidate(e164, "links", "foreign")
    if kind in MOBILE:
        return Candidate(e164, "links", "mobile")
    return Candidate(e164, "links", "landline", 1 + (phonenumbers.length_of_geographical_area_code(number) or NO_PLACE))
