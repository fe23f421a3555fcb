"""Numbers as pages show them until somebody asks for the whole: 06-12••••78 (charter 14).

In: a number, or words with numbers in them. Out: the same, masked. What only might be a number is masked too.
"""

import re
from collections.abc import Iterable

from peil.records.read import PhoneReading

_DOTS = "••••"
# Digits in a row, however parted, that begin as numbers do; not a date (2026-03-02, 02-03-2026) and no short code.
_NUMBER = re.compile(r"(?<!\d)(?<!\d-)(?!\d\d?-\d\d?-\d{4})(?:\+|00|0|31(?=[\s-]?6))(?:[\s().–/-]{0,3}\d){8,}")


def masked_number(e164: str) -> str:
    """A number in E.164 with its beginning and its last two digits."""
    if e164.startswith("+31") and len(e164) == 12:
        national = "0" + e164[3:]
        return f"{national[:2]}-{national[2:4]}{_DOTS}{national[-2:]}"
    return f"{e164[:5]}{_DOTS}{e164[-2:]}" if len(e164) > 8 else _DOTS


def whole_number(e164: str) -> str:
    """A number in E.164 as people write it."""
    if e164.startswith("+31") and len(e164) == 12:
        national = "0" + e164[3:]
        return f"{national[:2]}-{national[2:]}"
    return e164


def masked_words(text: str) -> str:
    """Words in which whatever looks like a number is masked."""
    return _NUMBER.sub(lambda found: _masked_run(found.group()), text)


def masked_field(text: str, phones: Iterable[PhoneReading], field: str) -> str:
    """A field of an ad: the numbers that were read in it, however they were written, and whatever looks like one."""
    spans = sorted((one.start, one.end, one.e164) for one in phones if one.field == field and one.end > one.start)
    parts, at = [], 0
    for start, end, e164 in spans:
        if start >= at:
            parts += [masked_words(text[at:start]), masked_number(e164)]
            at = end
    return "".join([*parts, masked_words(text[at:])])


def _masked_run(found: str) -> str:
    digits = re.sub(r"\D", "", found)
    return f"{digits[:4]}{_DOTS}{digits[-2:]}"
