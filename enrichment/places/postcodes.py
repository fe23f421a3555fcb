"""Postcodes in an ad and the municipality that each stands for.

In: an AdText. Out: readings. Four digits alone are a postcode in an address or location field, or behind the word; a
price, a year or "1500 MB" never is one. On a Belgian page four digits in a field, or behind "B-", are a Belgian one.
"""

import re

from enrichment.hints import has_any
from enrichment.places.gazetteer import municipality_by_belgian_postcode, municipality_by_pc4
from peil.municipalities import name_of
from peil.records.read import AdText, PlaceReading

POSTCODE = re.compile(r"([1-9](?<![\w€$£]\d)(?<!\d[.,-]\d)\d{3}) ?([A-Z]{2})(?!\w)")
PC4_ALONE = re.compile(r"(?<!\d)([1-9]\d{3})(?!\d)")
LABELLED = re.compile(
    r"\b(?:postcode(?:gebied)?|pc ?4?|zip(?: ?code)?|postal code|plz)\s?(?:is|:|=)?\s?"
    r"(?P<code>[1-9]\d{3})(?!\d| ?[A-Z]{2}\b)",
    re.IGNORECASE,
)
LABELS = ("postcode", "pc", "zip", "postal", "plz")
BELGIAN = re.compile(r"(?<!\w)BE?[- ]?([1-9]\d{3})(?!\d)")
NEVER_ISSUED = frozenset({"SA", "SD", "SS"})
WORDS = re.compile(r"EU|IN|OP|OF|EN|JE|IK|ME|ZO|NU|TE|AF|AN|AT|BY|GB|MB|KM|CM|KG|PM|AM|ZE|WE|IS|TO|OR")


def by_postcode(ad: AdText) -> list[PlaceReading]:
    """The municipalities of the ad's postcodes (on a Belgian page of Belgian ones), the address field's first."""
    if ad.country == "BE":
        return _belgian(ad)
    if ad.country != "NL":
        return []
    found = [*_in_field(ad.address), *_in_field(ad.city), *_in_text(ad.text), *_in_text(ad.title)]
    return [PlaceReading(gm, "exact", name_of(gm), raw) for gm, raw in found or _pc4s(ad)]


def _in_field(field: str) -> list[tuple[str, str]]:
    known = municipality_by_pc4()
    return [
        (known[found[1]], found.group())
        for found in POSTCODE.finditer(field)
        if found[1] in known and found[2] not in NEVER_ISSUED
    ]


def _in_text(text: str) -> list[tuple[str, str]]:
    return [(gm, raw) for gm, raw in _in_field(text) if not WORDS.fullmatch(raw[-2:])]


def _pc4s(ad: AdText) -> list[tuple[str, str]]:
    codes = [code for field in (ad.address, ad.city) for code in PC4_ALONE.findall(field)]
    codes += [
        found["code"] for field in (ad.text, ad.title) if has_any(field, LABELS) for found in LABELLED.finditer(field)
    ]
    return [(municipality_by_pc4()[code], code) for code in codes[:1] if code in municipality_by_pc4()]


def _belgian(ad: AdText) -> list[PlaceReading]:
    known = municipality_by_belgian_postcode()
    codes = [code for field in (ad.address, ad.city) for code in PC4_ALONE.findall(field)]
    codes += [code for field in (ad.text, ad.title) for code in BELGIAN.findall(field)]
    return [PlaceReading(known[code], "exact", known[code][3:], code) for code in codes if code in known]
