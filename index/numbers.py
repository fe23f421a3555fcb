"""How a number stands in the municipality's own index: in full for searching, masked for showing.

In: a number in E.164. Out: national form, last four digits, masked form. No number goes into a national index.
"""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=65536)
def national(e164: str) -> str:
    """The digits as dialled in its own country: `+31612345678` is `0612345678`; digits alone where it has no plan."""
    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, e164))
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(filter(str.isdigit, written))


def last_four(e164: str) -> str:
    """The last four digits."""
    return e164[-4:]


@lru_cache(maxsize=65536)
def masked(e164: str) -> str:
    """`06-12••••78`: enough to recognise a number one knows, too little to call it."""
    digits = national(e164)
    return f"{digits[:2]}-{digits[2:4]}••••{digits[-2:]}"
