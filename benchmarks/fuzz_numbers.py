"""Fuzzing the reader of numbers for some minutes: composed ads, cut, spliced and re-encoded at random.

`python -m benchmarks.fuzz_numbers [SECONDS] [SEED]` prints what broke and how much was tried: a crash, a span that does
not fit, a wrong number, a number found where there are no digits, another reading after normalising or escaping, or
one at a glance that the lattice does not share. It is no test.
"""

import html
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator

from benchmarks.decoys import decoy_ad
from benchmarks.disguises import Written, written_ad
from enrichment.phones import read_phones, reader
from enrichment.phones.plain import plain_readings
from peil.records.read import AdText, PhoneReading

ALPHABET = "0123456789 0123456789 +-./()|*_,;:!#&<>\n\u200b\u00ad\ufe0f\u20e3٠٦①Ⅻ½éŁ€nulzesvijf"
LONGEST = 400


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    dice = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    tried, broken = Counter[str](), Counter[str]()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        written = written_ad(dice) if dice.random() < 0.6 else decoy_ad(dice)
        for what, text in _troubles(written, dice):
            broken[what] += 1
            print(f"{what}: {text!r}")
        tried["ads"] += 1
    print(
        f"{tried['ads']} ads, each read as written, escaped, normalised and spoilt; broken: {dict(broken) or 'nothing'}"
    )


def _troubles(written: Written, dice: random.Random) -> Iterator[tuple[str, str]]:
    ad = written.ad
    found = _links(ad)
    if found - written.numbers:
        yield "another number", f"{ad.country} {ad.title} | {ad.text}"
    for name, text in (("NFC", unicodedata.normalize("NFC", ad.text)), ("escaped", html.escape(ad.text))):
        if _links(_with_text(ad, text)) != found and "<" not in ad.text and "&" not in ad.text:
            yield name, f"{ad.country} {ad.text}"
    if not _agrees(ad):
        yield "at a glance", f"{ad.country} {ad.text}"
    yield from _troubles_when_spoilt(_with_text(ad, _spoilt(ad.text, dice)))


def _troubles_when_spoilt(ad: AdText) -> Iterator[tuple[str, str]]:
    for phone in read_phones(ad):
        field = getattr(ad, phone.field)
        if not (0 <= phone.start < phone.end <= len(field) and phone.raw.startswith(field[phone.start : phone.end])):
            yield "span", f"{ad.country} {ad.text}"
    if not _agrees(ad):
        yield "at a glance", f"{ad.country} {ad.text}"


def _spoilt(text: str, dice: random.Random) -> str:
    """The text with parts cut out, doubled, or written over by odd characters."""
    for _ in range(dice.randrange(1, 5)):
        at, size = dice.randrange(len(text) + 1), dice.randrange(12)
        odd = "".join(dice.choices(ALPHABET, k=dice.randrange(6)))
        text = dice.choice((text[:at] + text[at + size :], text[:at] + odd + text[at:], text + text[at : at + size]))
    return text[:LONGEST]


def _agrees(ad: AdText) -> bool:
    """Whether what is read at a glance is what the lattice reads."""
    quick = plain_readings(ad)
    return quick is None or _uses(quick) == _uses(reader.read_closely(ad))


def _uses(found: tuple[PhoneReading, ...]) -> list[tuple[str, str, int, int]]:
    return [(phone.e164, phone.use, phone.start, phone.end) for phone in found]


def _links(ad: AdText) -> set[str]:
    return {phone.e164 for phone in read_phones(ad) if phone.use == "links"}


def _with_text(ad: AdText, text: str) -> AdText:
    return AdText(ad.id, ad.country, ad.title, text)


if __name__ == "__main__":
    main()
