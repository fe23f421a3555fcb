"""At one glance: whether digits can be a country's number at all, or plainly are a mobile number.

In: digits as dialled. Out: yes or no, from the compiled patterns of phonenumbers' own metadata; every yes but the
plain mobile's still goes to phonenumbers itself. Never a number.
"""

import re
from functools import cache

from phonenumbers import PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

SINGLE = {"31": "NL", "32": "BE", "49": "DE"}
DEARER = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
TRUNK = "0"
MACHINES = "097"
SHARED = frozenset({"GB", "IT"})
MOST_LENGTHS = 5


def may_be_in(digits: str, region: str) -> bool:
    """Whether national digits (with their zero) fit the region's general pattern; True where a region has no zero."""
    pattern = _general(region)
    return pattern is None or pattern.fullmatch(digits, 1) is not None


def may_be_international(digits: str) -> bool:
    """Whether digits that begin with a country's code fit it; True for others, and behind a zero too many."""
    region = SINGLE.get(digits[:2])
    return region is None or digits[2:3] == TRUNK or may_be_in(f"{TRUNK}{digits[2:]}", region)


def may_be_mobile(digits: str, region: str) -> bool:
    """Whether national digits (with their zero) could be a mobile number of the region (or share its code)."""
    if region in SHARED:
        return may_be_in(digits, region)
    return _mobile(region)[0].fullmatch(digits, 1) is not None


def is_plain_mobile(digits: str, region: str) -> bool:
    """Whether national digits (with their zero) are a mobile number of the region and of no dearer kind."""
    mobile, dearer = _mobile(region)
    if region == "NL" and digits.startswith(MACHINES):
        return False
    return mobile.fullmatch(digits, 1) is not None and not any(kind.fullmatch(digits, 1) for kind in dearer)


@cache
def has_no_trunk(region: str) -> bool:
    """Whether national numbers of the region are dialled without a zero in front (Spain, Poland, …)."""
    metadata = PhoneMetadata.metadata_for_region(region)
    return metadata is not None and metadata.national_prefix is None


@cache
def has_few_lengths(region: str) -> bool:
    """Whether not nearly every length makes a number of the region (as it does in Luxembourg)."""
    metadata = PhoneMetadata.metadata_for_region(region)
    general = metadata.general_desc if metadata else None
    return general is not None and len(general.possible_length) <= MOST_LENGTHS


@cache
def _general(region: str) -> re.Pattern[str] | None:
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.national_prefix != TRUNK:
        return None
    return _compiled(metadata.general_desc)


@cache
def _mobile(region: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    metadata = PhoneMetadata.metadata_for_region(region)
    dearer = (_compiled(getattr(metadata, kind, None)) for kind in (*DEARER, "fixed_line"))
    mobile = _compiled(metadata.mobile) if metadata else None
    return mobile or re.compile("(?!)"), tuple(pattern for pattern in dearer if pattern)


def _compiled(kind: PhoneNumberDesc | None) -> re.Pattern[str] | None:
    pattern = kind.national_number_pattern if kind else None
    return re.compile(pattern) if pattern else None
