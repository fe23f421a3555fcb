"""Stretches of text whose digits are something else: prices, dates, hours, measures, postcodes, web addresses.

In: folded text. Out: spans that no number may touch, labelled numbers among them (see labels).
"""

import re
from collections.abc import Iterable, Iterator

from enrichment.phones.labels import is_labelled_behind, labelled

MONTHS = (
    "jan|feb|mrt|maart|mar|apr|mei|may|jun|juni|jul|juli|aug|sep|sept|okt|oct|nov|dec|januari|"
    "februari|april|augustus|september|oktober|november|december|january|february|march|june|july"
    "|august|october"
)
LONG_UNITS = (
    "euro|euros|eur|cm|mm|m2|km|kg|kilo|gram|ml|jaar|jarige|years?|yrs|jahre?|minuten|minuut|mins"
    "|minutes?|minuty|minut|perc|godz|godziny?|horas?|ora|ore|zl|lei|ron|ft|huf|chf|heures?|uur|uren|hours?|hrs|stunden?|dagen|days|weken|maanden|procent|graden|personen|meter"
    "|%|°"
)
SHORT_UNITS = "e|m|gr|jr|yr|ans|j|min|u|h|hr|keer|maal|times|p|pers|gb|mb|px"
ALONE = r"(?<!\d)(?<!\d[.\-/])"
APART = r"(?<!\d)(?<!\w[.\-/])(?<!\d )"
CLOCK = r"(?:uur|uhr|u|heures?|h|hrs?|am|pm|godz|oras?|horas?|ora)"
TIME = rf"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d(?:\s?{CLOCK})?|\s?{CLOCK})"
HOUR = rf"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d)?(?:\s?{CLOCK})?"
TO = r"\s?(?:-|–|—|tot(?: en met)?|t/m|to|till?|until|bis|à)\s?"
DOMAIN = (
    r"(?!\d[\d.-]*\.[a-z])(?:[a-z0-9-]+\.)+"
    r"(?:nl|com|be|de|net|org|eu|info|me|io|app|xxx|fr|co|uk|ro|pl|hu|es|online|site|shop|club|"
    r"amsterdam|test|example|invalid)"
)

_WEB = re.compile(
    rf"https?://\S+|www\.\S+|(?<!\S)[^\s@]{{1,120}}@[\w.-]{{1,120}}\.\w+|(?<!\w)@\w+|(?<![\w.@-]){DOMAIN}(?![\w-])(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?<!\S)\S{1,200}\.(?:jpe?g|png|webp|gif|heic|mp4|mov|pdf|html?|php)\b", re.IGNORECASE)
_BANK = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d{2,4}){2,5}\b|"
    r"\b[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?\b|\bNL ?\d{9} ?B ?\d{2}\b",
    re.IGNORECASE,
)
BANK_BEGIN = re.compile(r"[a-z]{2}\d{2}|nl \d", re.IGNORECASE)
_MONEY = re.compile(
    r"(?:€|\$|£|\beuro?\b\.?)\s?\d{1,3}(?:[.,]?\d{3})?(?:[.,]\d{2}|[.,]-{1,2}|,)?(?!\d)(?:\s?(?:-"
    r"|–|/|tot)\s?(?:€\s?)?\d{1,4}(?:[.,]\d{2}|,-)?(?!\d))*"
    r"|(?<![\d.-])\d{1,5}(?:[.,]\d{2})?\s?(?:€(?!\s?\d)|\$|£|,-(?!\d)|,--|euro?s?\b)",
    re.IGNORECASE,
)


def _from_digit(*alternatives: str) -> re.Pattern[str]:
    """Alternatives that all begin with a digit; looking at that first makes the search several times as fast."""
    return re.compile(rf"(?=\d)(?:{'|'.join(alternatives)})", re.IGNORECASE)


_DATE = _from_digit(
    rf"{ALONE}(?:0?[1-9]|[12]\d|3[01])(?P<a>[-/.])(?:0?[1-9]|1[0-2])(?P=a)(?:19|20)\d{{2}}(?!\d)(?![-/.]\d)",
    rf"{APART}(?:19|20)\d{{2}}(?P<b>[-/.])\d{{1,2}}(?P=b)\d{{1,2}}(?!\d)(?![-/.]\d)",
    rf"{APART}\d{{1,2}}(?P<c>[-/])(?:0?[1-9]|1[0-2])(?P=c)\d{{2}}(?!\d)(?![ .\-/]+\d)",
    rf"{APART}\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?[ .-]?(?:{MONTHS})\b\.?"
    r"(?:[ -]?(?:'?\d{2}\b(?![ -]\d)|(?:19|20)\d{2}\b))?",
)
_HOURS = _from_digit(
    rf"(?<![\d:])(?<!\d[.\-])(?<!\d ){HOUR}{TO}{HOUR}\s?{CLOCK}\b",
    rf"(?<![\d.:-]){TIME}{TO}{TIME}(?!\d)(?!\.\d)",
    r"(?<![\d:.])(?:2[0-4]|[01]?\d):[0-5]\d(?![\d:])",
    r"(?<!\d)(?:7 ?(?:j|jours|d|dagen|tage) ?(?:/|sur|op) ?7|24 ?(?:h|u|uur) ?(?:/|sur|op) ?24)(?!\d)",
    r"(?<![\d/.-])(?<!/ )(?:24|7)\s?/\s?7(?![\d/])(?! /)",
)
_MEASURE = _from_digit(
    rf"{ALONE}\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{LONG_UNITS})(?!\w)",
    rf"{APART}\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{SHORT_UNITS})(?!\w)",
    rf"{APART}\d{{1,3}}x(?!\w)",
    rf"{APART}\d{{1,3}}\s?(?:-|/|tot|to|x|\*)\s?\d{{1,3}}\s?(?:{LONG_UNITS}|{SHORT_UNITS})(?!\w)",
)
_CUP = re.compile(
    rf"(?=\d)(?:{APART}(?:[5-9]\d|1[0-4]\d)(?:[-/]\d{{2,3}}){{2}}(?!\d)(?![-/ ]\d)"
    rf"|{APART}[6-9]\d ?[A-H]{{1,2}}\b(?! ?\d))"
)
_POSTCODE = re.compile(r"(?=\d)(?<!\d)(?<!\d[.\-/])[1-9]\d{3} ?[A-Z]{2}\b(?! ?\d)")
_COORDINATES = _from_digit(
    r"\d{1,3}\.\d{4,}\s?[,;/ ]\s?-?\d{1,3}\.\d{4,}",
    r"\d{1,3}°\s?\d{1,2}['′]?\s?(?:\d{1,2}(?:[.,]\d+)?[\"″]?)?\s?[NSEWO]?",
)

KVK = re.compile(r"\bk\.?v\.?k\.?(?:[ -]?(?:nummer|nr))?[\s:.=#-]{0,4}(\d[ .]?){7}\d(?!\d)", re.IGNORECASE)
MONEY_BEFORE = re.compile(r"[€$£]\s?$")
COUNTED = (
    "views|reviews|klicks|clics|lectures|likes|stuks|bezoekers|bezoeken|keer|maal|times|cents?|clicks|hits|volgers|followers|punten|points|visits"
    "|bekeken|viewed|weergaven|reacties|x (?:bekeken|gezien|viewed|angesehen)"
    "|fois|mal|razy|wyswietlen|wyswietlenia|veces|visitas|ori|vizualizari|aufrufe"
    "|vues|visites|alkalommal|megtekintes"
)
COUNTED_AFTER = re.compile(rf"\s?(?:€(?!\s?\d)|(?:euro?s?|cm|kg|km|{COUNTED})\b)", re.IGNORECASE)

NAMED = re.compile(r"\.[a-z]|@|://", re.IGNORECASE)
IN_DIGITS = (_COORDINATES, _DATE, _HOURS, _MEASURE, _POSTCODE, _CUP)


def taken(text: str, links: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Spans of folded text whose digits are something else (`links` among them), in order and without overlap."""
    found = list(links)
    found += [match.span() for pattern in _worth_trying(text) for match in pattern.finditer(text)]
    found += labelled(text)
    return _joined(sorted(found))


def _worth_trying(text: str) -> Iterator[re.Pattern[str]]:
    """The patterns whose signs stand in the text at all."""
    lowered = text.lower()
    yield from IN_DIGITS
    if NAMED.search(text):
        yield from (_WEB, _FILE)
    if BANK_BEGIN.search(text):
        yield _BANK
    if "kvk" in lowered or "k.v" in lowered or "kv.k" in lowered:
        yield KVK
    if "€" in text or "eur" in lowered or ",-" in text or "$" in text or "£" in text:
        yield _MONEY


def is_said_otherwise(text: str, start: int, end: int) -> bool:
    """Whether what stands right beside a number says that it is an amount or another kind of number."""
    if MONEY_BEFORE.search(text, max(0, start - 2), start) or COUNTED_AFTER.match(text, end):
        return True
    return is_labelled_behind(text, end)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found
