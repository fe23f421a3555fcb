"""Stretches of text whose digits are something else: prices, dates, hours, measures, postcodes, registrations, addresses on the web.

In: folded text. Out: spans that no number may touch. The label in front decides, so that an order number stays one
though it begins with 06.
"""

import re
from collections.abc import Iterable

MONTHS = "jan|feb|mrt|maart|mar|apr|mei|may|jun|juni|jul|juli|aug|sep|sept|okt|oct|nov|dec|januari|februari|april|augustus|september|oktober|november|december|january|february|march|june|july|august|october"
LONG_UNITS = "euro|euros|eur|cm|mm|m2|km|kg|kilo|gram|ml|jaar|jarige|years?|yrs|jahre?|minuten|minuut|mins|minutes?|uur|uren|hours?|hrs|stunden?|dagen|days|weken|maanden|procent|graden|personen|meter|%|°"
SHORT_UNITS = "e|m|gr|jr|yr|ans|j|min|u|h|hr|x|keer|maal|times|p|pers|gb|mb|px"
ALONE = r"(?<!\d)(?<!\d[.\-/])"
APART = r"(?<!\d)(?<!\d[.\-/ ])"
CLOCK = r"(?:uur|u|h|hrs?|am|pm)"
TIME = rf"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d(?:\s?{CLOCK})?|\s?{CLOCK})"
HOUR = rf"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d)?(?:\s?{CLOCK})?"
TO = r"\s?(?:-|–|—|tot(?: en met)?|t/m|to|till?|until|bis|à)\s?"
DOMAIN = (
    r"(?!\d[\d.-]*\.[a-z])(?:[a-z0-9-]+\.)+"
    r"(?:nl|com|be|de|net|org|eu|info|me|io|app|xxx|fr|co|uk|ro|pl|hu|es|online|site|shop|club|amsterdam|test|example|invalid)"
)

_WEB = re.compile(
    rf"https?://\S+|www\.\S+|\S+@[\w.-]+\.\w+|(?<!\w)@\w+|(?<![\w.@-]){DOMAIN}(?![\w-])(?::\d+)?(?:/\S*)?",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d{2,4}){2,5}\b|\b[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?\b|\bNL ?\d{9} ?B ?\d{2}\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:€|\$|£|\beuro?\b\.?)\s?\d{1,3}(?:[.,]?\d{3})?(?:[.,]\d{2}|[.,]-{1,2}|,)?(?!\d)(?:\s?(?:-|–|/|tot)\s?(?:€\s?)?\d{1,4}(?:[.,]\d{2}|,-)?(?!\d))*"
    r"|(?<![\d.-])\d{1,5}(?:[.,]\d{2})?\s?(?:€(?!\s?\d)|\$|£|,-(?!\d)|,--|euro?s?\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"{APART}(?:\d{{1,2}}([-/.])\d{{1,2}}\1(?:19|20)\d{{2}}|(?:19|20)\d{{2}}([-/.])\d{{1,2}}\2\d{{1,2}})(?!\d)(?![-/.]\d)"
    rf"|{APART}\d{{1,2}}([-/])(?:0?[1-9]|1[0-2])\3\d{{2}}(?!\d)(?![ .\-/]+\d)"
    rf"|{APART}\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?[ .-]?(?:{MONTHS})\b\.?(?:[ -]?(?:'?\d{{2}}\b(?![ -]\d)|(?:19|20)\d{{2}}\b))?",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"(?<![\d:])(?<!\d[.\-])(?<!\d ){HOUR}{TO}{HOUR}\s?{CLOCK}\b|(?<![\d.:-]){TIME}{TO}{TIME}(?!\d)(?!\.\d)"
    r"|(?<![\d:.])(?:2[0-4]|[01]?\d):[0-5]\d(?![\d:])|\b24\s?/\s?7\b|\b7\s?/\s?7\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    rf"{ALONE}\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{LONG_UNITS})(?!\w)|{APART}\d{{1,3}}(?:[.,]\d{{1,2}})?\s?(?:{SHORT_UNITS})(?!\w)"
    rf"|{APART}\d{{1,3}}\s?(?:-|/|tot|to|x|\*)\s?\d{{1,3}}\s?(?:{LONG_UNITS}|{SHORT_UNITS})(?!\w)",
    re.IGNORECASE,
)
_CUP = re.compile(
    rf"{APART}(?:[5-9]\d|1[0-4]\d)(?:[-/]\d{{2,3}}){{2}}(?!\d)(?![-/ ]\d)|{APART}[6-9]\d ?[A-H]{{1,2}}\b(?! ?\d)"
)
_POSTCODE = re.compile(r"(?<!\d)(?<!\d[.\-/])[1-9]\d{3} ?[A-Z]{2}\b(?! ?\d)")
_COORDINATES = re.compile(
    r"-?\d{1,3}\.\d{4,}\s?[,;/ ]\s?-?\d{1,3}\.\d{4,}|\d{1,3}°\s?\d{1,2}['′]?\s?(?:\d{1,2}(?:[.,]\d+)?[\"″]?)?\s?[NSEWO]?"
)

NUMBER = r"(?:nummers?|nr|no|num|numero|number|nummer|code|id|kenmerk)"
REGISTRATION = (
    r"k\.?v\.?k|kamer van koophandel|chamber of commerce|handelsregister|coc|b\.?t\.?w|vat|bsn|burgerservice|sofi|iban|bic|swift|rekening|bankrekening|giro"
    r"|order|bestelling|bestel|advertentie|adv|ad|anzeige|annonce|ref|refnr|referentie|reference|kenmerk|licentie|licence|license|vergunning|permit|lizenz|genehmigung"
    r"|big|agb|ean|gtin|upc|isbn|issn|barcode|streepjescode|factuur|invoice|rechnung|postbus|kenteken|onderneming|ondernemings|enterprise|track ?(?:&|en|and)? ?trace|tracking"
    r"|polis|dossier|zaak|ticket|id|pin|pincode|artikel|sku|imei|steuer|ust|ustid|siret|siren|nif|cif|cui|cnp|pesel|nip|regon|rsin|eori"
    r"|zending|coordinaten|coordinates|gps|lat|lon|lng|latitude|longitude|geboren|geboortedatum|paspoort|passport|rijbewijs|inschrijving|kadaster"
)
THING = (
    r"account|user|klant|klanten|customer|kunden|profiel|profile|profil|member|lid|lidmaatschap|article|item|product|serie|serial|company|case|code|betaal|betalings|betaling|payment"
    r"|boeking|boekings|booking|reservering|reserverings|reservation|transactie|transaction|document|registratie|registration|pakket|parcel|contract|meter|vestiging|vestigings|kamer|huis|cup|maat"
)
PHONE_STEM = r"(?:tel|telephone|phone|bel|mob|gsm|whats|app|wa|sms|contact|handy|hand|call|ruf|viber|telegram|signal|prive|werk|zaken|nood|fon)"
NAMED = rf"(?:(?:{REGISTRATION})(?:[ -]?{NUMBER})?|(?:{THING})[ -]?{NUMBER}|(?!{PHONE_STEM})[a-z]{{3,}}-?(?:nummer|nr|number|code|kenmerk))"
LABEL = re.compile(
    rf"(?<![\w])(?:{NAMED}\b|(?:{THING})\s?#)(?:\s?(?:#|\b(?:nr|no|num|is|van|of)\b\.?))?[\s:.=#(\"'-]{{0,4}}(?:[A-Z]{{1,4}}[ -]?(?=\d))?(?=\d)|#(?=\d)",
    re.IGNORECASE,
)
POINTING = re.compile(r"\b(?:deze|dit|mijn|onze|this|my|our|diese|meine)\s$", re.IGNORECASE)
LABELLED_BLOCK = re.compile(r"\d[\d.\-/]*[A-Za-z]?\d*")
NEXT_BLOCK = re.compile(r" (?=\d)(0?)[\d.\-/]+")
LABEL_AFTER = re.compile(
    rf"\s?[(\[]?\s?(?:(?:is|=|als|as|was)\s(?:(?:de|het|uw|mijn|ons|the|your|our|my)\s)?)?{NAMED}\b(?!\s?[:=]?\s?\+?\d)",
    re.IGNORECASE,
)
KVK = re.compile(r"\bk\.?v\.?k\.?(?:[ -]?(?:nummer|nr))?[\s:.=#-]{0,4}(\d[ .]?){7}\d(?!\d)", re.IGNORECASE)
MONEY_BEFORE = re.compile(r"[€$£]\s?$")
COUNTED_AFTER = re.compile(r"\s?(?:€(?!\s?\d)|(?:euro?s?|cm|kg|km|views|likes|stuks|bezoekers)\b)", re.IGNORECASE)
ENOUGH = 5

PATTERNS = (_WEB, _BANK, _COORDINATES, KVK, _MONEY, _DATE, _HOURS, _MEASURE, _POSTCODE, _CUP)


def taken(text: str, links: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Spans of folded text whose digits are something else (`links` among them), in order and without overlap."""
    found = list(links)
    found += [match.span() for pattern in PATTERNS for match in pattern.finditer(text)]
    found += _labelled(text)
    return _joined(sorted(found))


def is_said_otherwise(text: str, start: int, end: int) -> bool:
    """Whether what stands right beside a number says that it is an amount or another kind of number."""
    if MONEY_BEFORE.search(text, max(0, start - 2), start):
        return True
    return bool(LABEL_AFTER.match(text, end) or COUNTED_AFTER.match(text, end))


def _labelled(text: str) -> list[tuple[int, int]]:
    found = []
    for label in LABEL.finditer(text):
        block = LABELLED_BLOCK.match(text, label.end())
        if block and not POINTING.search(text, max(0, label.start() - 8), label.start()):
            found.append((block.start(), _block_end(text, block)))
    return found


def _block_end(text: str, block: re.Match[str]) -> int:
    """Short blocks (order 12 3456) go on; a full one ends where the next begins with a zero."""
    end = block.end()
    while found := NEXT_BLOCK.match(text, end):
        if found.group(1) and sum(map(str.isdigit, text[block.start() : end])) >= ENOUGH:
            break
        end = found.end()
    return end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found
