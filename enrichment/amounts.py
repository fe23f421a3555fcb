"""Amounts of money as an ad writes them: "€ 80,-", "80 euro", "honderdvijftig euro", "100 roosjes".

In: folded text. Out: integer cents with where they stand. An amount in an advertiser's own word for money ("roosjes")
counts only beside a duration; parking, travel and fines are no price.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from enrichment.hints import has_any

NUMBER = r"\d{1,3}(?:[.,  ]\d{3})+(?:[.,]\d{2})?|\d{1,5}(?:[.,]\d{2})?"
AMOUNT = re.compile(
    r"(?=[€\d]|\beu)(?:"
    rf"(?:(?<!\d)(?<!\d )€|\beuros?\b|\beur(?=\s?\d))\s?(?P<a>{NUMBER})(?![\d])(?:\s?[,.]?-{{1,2}}(?!\d))?|"
    rf"(?<![\d.,:+-])(?<!\d/)(?P<b>{NUMBER})\s?(?:€|euros?\b|eur\b|,--?(?!\d)|,=)"
    r"|(?<![\d.,:/+-])(?P<veiled>[1-9]\d{1,3}) (?:roosjes|rozen|kusjes|roses|kisses)\b)",
    re.IGNORECASE,
)
EURO = re.compile(r" euros?\b", re.IGNORECASE)
CURRENCIES = ("€", "eur", ",-", ",=", "roos", "roze", "rose", "kus", "kiss")
NO_PRICE_FRONT = re.compile(
    r"\b(?:parke\w+|parking|reiskosten|benzine|boete|korting|loterij|aanbetaling)\b[^.,;\n€\d]{0,24}$", re.IGNORECASE
)
NO_PRICE_BEHIND = re.compile(r"\s?(?:per|/|p/)\s?(?:km|kilometer)\b", re.IGNORECASE)
FRONT = 40
HIGHEST = 2_000_000
UNITS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
LAST_WORDS = re.compile(rf"(?:(?<!\w)(?P<times>{'|'.join(UNITS)}) )?(?<!\w)(?P<last>[a-zéë]{{4,32}})$", re.IGNORECASE)
TEENS = ("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")


@dataclass(frozen=True, slots=True)
class Amount:
    """Cents, where they stand, and whether they count only beside a duration."""

    cents: int
    start: int
    end: int
    veiled: bool = False


def amounts_in(text: str) -> list[Amount]:
    """The amounts of a folded text in order."""
    found = [*_written(text), *(_worded(text) if "euro" in text.lower() else ())]
    return sorted((each for each in found if _is_price(text, each)), key=lambda each: each.start)


def cents(written: str) -> int:
    """Digits as written to cents: "1.250,00", "49,95", "80"."""
    whole, _, rest = re.sub(r"[  ]", "", written).replace(",", ".").rpartition(".")
    if whole and len(rest) == 2:
        return int(whole.replace(".", "")) * 100 + int(rest)
    return int((whole + rest).replace(".", "")) * 100


def _written(text: str) -> Iterator[Amount]:
    if not has_any(text, CURRENCIES):
        return
    for found in AMOUNT.finditer(text):
        yield Amount(cents(found["a"] or found["b"] or found["veiled"]), *found.span(), veiled=bool(found["veiled"]))


def _worded(text: str) -> Iterator[Amount]:
    """Amounts in words before "euro": "tachtig euro", "twee honderd euro"."""
    for euro in EURO.finditer(text):
        words = LAST_WORDS.search(text, max(0, euro.start() - FRONT), euro.start())
        last = words["last"].lower().replace("ë", "e") if words else ""
        together = f"{words['times'] or ''}".lower() + last if words else ""
        if words and together in number_words():
            yield Amount(number_words()[together] * 100, words.start(), euro.end())
        elif words and last in number_words():
            yield Amount(number_words()[last] * 100, words.start("last"), euro.end())


def _is_price(text: str, amount: Amount) -> bool:
    return (
        amount.cents <= HIGHEST
        and not NO_PRICE_FRONT.search(text, max(0, amount.start - FRONT), amount.start)
        and not NO_PRICE_BEHIND.match(text, amount.end)
    )


@cache
def number_words() -> Mapping[str, int]:
    """Dutch words from ten to 999, written together; a lone unit is no price."""
    small = dict(zip(UNITS, range(1, 10), strict=True))
    below = small | dict(zip(TEENS, range(10, 20), strict=True))
    for at, ten in enumerate(TENS, start=2):
        below[ten] = at * 10
        below |= {f"{unit}en{ten}": at * 10 + value for unit, value in small.items()}
    found = {word: value for word, value in below.items() if value >= 10}
    for word, hundreds in (("", 1), *((unit, value) for unit, value in small.items() if value > 1)):
        found[f"{word}honderd"] = hundreds * 100
        found |= {
            f"{word}honderd{joint}{rest}": hundreds * 100 + value
            for rest, value in below.items()
            for joint in ("", "en")
        }
    return found
