"""The address that an ad names: street, house number with its suffix, postcode.

In: an AdText. Out: an Address, or None where no house number stands with a street or a postcode.
"""

import re

from enrichment.phones.folding import fold
from peil.records.read import Address, AdText

POSTCODE = re.compile(r"(?<![\w€])(?<!\d[.,-])([1-9]\d{3}) ?([A-Z]{2})(?!\w)")
BELGIAN = re.compile(r"(?<![\d€])(?:B-?)?([1-9]\d{3})(?![\d\w])")
STREET_ENDINGS = (
    "straat", "straatje", "weg", "laan", "plein", "kade", "singel", "dijk", "gracht", "steeg", "dreef", "hof", "pad",
    "markt", "park", "wal", "haven", "plantsoen", "ring", "baan", "boulevard", "dam", "kamp", "poort", "erf", "akker",
    "warande", "str", "steenweg", "lei", "vest",
)  # fmt: skip
ENDINGS = "|".join((*STREET_ENDINGS, *(ending.title() for ending in STREET_ENDINGS)))
HOUSE = (
    r"(?P<number>\d{1,4})(?!\d)"
    r"(?P<suffix>[A-Za-z]{1,3}\d?(?!\w)|\s?[-/]\s?\w{1,4}(?![\w-])|\s(?:bis|hs|I{1,3}|[A-Z])(?!\w))?"
)
NO_HOUSE = r"(?!\s?(?:euro|€|min|km|uur|meter|jaar|%))"
NAME = r"(?:(?:[A-ZÀ-Ý][\w'’-]*\.?|\d{1,2}e)\s+(?:(?:van|de|der|den|het|ter|ten|'t|in|aan)\s+)*){0,4}"
STREET = re.compile(rf"(?P<street>{NAME}(?:[A-ZÀ-Ý][\w'’-]*)?(?:{ENDINGS}))\.?\s+{HOUSE}{NO_HOUSE}")
LEAD = re.compile(r"^(?:(?:Op|Aan|In|Bij|Adres|Wij|Bezoek|Kom|Langs|Locatie|At|On|Naar)\s+(?:de\s+|het\s+|the\s+)?)+")
FIELD = re.compile(rf"\s*(?P<street>[^\d,;\n][^,;\n]*?)\s+{HOUSE}\s*(?:[,;\n]|$|(?=\s[1-9]\d{{3}}))")
BY_POSTCODE = re.compile(rf"(?<!\w)([1-9]\d{{3}} ?[A-Z]{{2}})\s?[,-]?\s?(?:nr\.?\s?|huisnummer\s?)?{HOUSE}{NO_HOUSE}")
BEFORE_NUMBER = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\.?\s+(?=\d)")
NEAR = 48


def read_address(ad: AdText) -> Address | None:
    """The address of the address field, else the first that the text names in full."""
    if ad.address.strip():
        found = _in_field(ad.address, ad.country)
        if found:
            return found
    return _in_text(fold(ad.text).text, ad.country) or _in_text(fold(ad.title).text, ad.country)


def _in_field(field: str, country: str) -> Address | None:
    text = fold(field).text
    postcode = _postcode(text, country)
    found = FIELD.match(POSTCODE.sub("", text))
    if found:
        return Address(found["street"].strip(), _house_number(found), postcode)
    by_postcode = BY_POSTCODE.search(text)
    if by_postcode:
        return Address("", _house_number(by_postcode), postcode)
    return Address(postcode=postcode) if postcode else None


def _in_text(text: str, country: str) -> Address | None:
    found = STREET.search(text) if _names_a_street(text) else None
    if found:
        near = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        street = LEAD.sub("", found["street"].strip())
        return Address(street, _house_number(found), _postcode(near, country))
    by_postcode = BY_POSTCODE.search(text)
    if by_postcode:
        return Address("", _house_number(by_postcode), by_postcode[1].replace(" ", ""))
    return None


def _names_a_street(text: str) -> bool:
    """Whether a word that ends as a street's does stands before a number: a quick look before the long one."""
    return any(word[1].lower().endswith(STREET_ENDINGS) for word in BEFORE_NUMBER.finditer(text))


def _house_number(found: re.Match[str]) -> str:
    suffix = re.sub(r"[\s/-]", "", found["suffix"] or "").upper()
    return f"{found['number']}-{suffix}" if suffix else found["number"]


def _postcode(text: str, country: str) -> str:
    found = POSTCODE.search(text)
    if found:
        return found[1] + found[2]
    belgian = BELGIAN.search(text) if country == "BE" else None
    return belgian[1] if belgian else ""
