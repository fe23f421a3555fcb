"""Valid mobile numbers of fifteen countries, written by any composition of the disguises that advertisers use.

In: dice. Out: labelled ads: the words and the numbers that stand in them. All numbers are invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import phonenumbers

from benchmarks.spoken import LANGUAGES, spoken, unit
from peil.records.read import AdText


def _list(items: str) -> tuple[str, ...]:
    return tuple(items.split("|"))


COUNTRIES = {
    "NL": ("nl", "nl", "nl", "en"), "BE": ("nl", "fr", "en"), "DE": ("de", "en"), "FR": ("fr", "en"), "GB": ("en",),
    "PL": ("pl",), "RO": ("ro",), "ES": ("es",), "HU": ("hu",), "AT": ("de",), "CH": ("de", "fr"), "LU": ("fr", "de"),
    "CZ": ("en",), "IT": ("en",), "PT": ("en",),
}  # fmt: skip
OFTEN = {"NL": 8, "BE": 5, "DE": 5, "FR": 3, "GB": 2}
STYLES = (
    "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾",
    "🄋➀➁➂➃➄➅➆➇➈",
    "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९",
)  # fmt: skip
ALIKE = {"0": "OoОο", "1": "lI", "2": "Z", "3": "З", "5": "S", "8": "B", "6": "б"}
SEPARATORS = (
    "", " ", "-", ".", "/", "|", "*", "_", " - ", " . ", " / ", "  ", ", ", "·", "•", "~", "=", "+", ":", "–", "—",
    "\n", "...", "--", "\t", "\u00a0", "\u2009", "❤", "💋", "🔥", " 💕 ", "✨", "→", ">", "<b></b>", "<br>", "&nbsp;",
    "'", ";", "#",
)  # fmt: skip
TUCKED = (
    "\u200b",
    "\u200d",
    "\u00ad",
    "\u2060",
    "\ufeff",
    "<b></b>",
    "<!-- x -->",
    "<span>",
    "&shy;",
    "&zwnj;",
    "\u0332",
    "\u0336",
)
FILLERS = {
    "nl": _list("bel|me|snel|lief|nu|schat|dan|app|mij|maar|gauw|xx|zacht"),
    "en": _list("call|me|now|babe|text|please|honey|then"),
    "de": _list("ruf|mich|an|jetzt|gern|bitte|schatz|dann"),
    "fr": _list("appelle|moi|vite|bisous|puis|mon|coeur"),
    "es": _list("llama|ya|guapo|luego"),
    "ro": _list("suna|ma|acum|dragut"),
    "hu": _list("hivj|most|kedves"),
    "pl": _list("dzwon|teraz|prosze|potem"),
}
FRONTS = {
    "nl": _list("Bel |Mijn nummer: |App me op |Tel. |Bereikbaar via |WhatsApp |Voor een afspraak: |Meisje, 23 jaar. "),
    "en": _list("Call |My number is |Text me at |Phone: |WhatsApp |Available now! "),
    "de": _list("Ruf an: |Meine Nummer: |Handy |Tel.: |WhatsApp |Melde dich unter "),
    "fr": _list("Appelle-moi au |Mon numéro : |Tél. |WhatsApp |Contact : "),
    "es": _list("Llámame al |Mi número: |Tel. |WhatsApp "),
    "ro": _list("Sună-mă la |Telefon: |WhatsApp "),
    "hu": _list("Hívj: |Telefon: |A számom "),
    "pl": _list("Zadzwoń |Mój numer: |Tel. "),
}
BACKS = {
    "nl": _list(
        "| bel snel|, ook in het weekend|! Geen sms.|. Een half uur 80 euro, een uur 150 euro.| 24/7|"
        " (geen anonieme nummers)| xx Lisa"
    ),
    "en": _list("| call me now|. 30 min 100, one hour 180.|! No texts.| x"),
    "de": _list("| bis bald|. 30 Min 80 €, 60 Min 150 €.|! Keine SMS.| ab 10 Uhr"),
    "fr": _list("| à bientôt|. 30 min 80€, 1h 150€.|! Pas de sms.| 7j/7"),
    "es": _list("| te espero|. 1 hora 150 €."),
    "ro": _list("| te aștept|. 1 oră 300 lei."),
    "hu": _list("| várlak|. 1 óra 20000 Ft."),
    "pl": _list("| zapraszam|. 1 godz. 300 zł."),
}
LINKS = _list(
    "https://wa.me/{i}|wa.me/{i}?text=Hoi%20zag%20je%20ad|"
    "https://api.whatsapp.com/send?phone={i}&text=hallo%2012|"
    "https://api.whatsapp.com/send?text=hoi&phone=%2B{i}|<a href='tel:+{i}'>bel</a>|t.me/+{i}|"
    'whatsapp://send?phone={i}|tel:00{i}|<a href="sms:+{i}?body=hi">sms</a>'
)


@dataclass(frozen=True)
class Written:
    """An ad, the numbers that it joins on, and the disguises that were used."""

    ad: AdText
    numbers: frozenset[str]
    how: str


@dataclass(frozen=True)
class Page:
    """Where an ad is written: its country, its language and the dice."""

    country: str
    language: str
    dice: random.Random = field(repr=False)


def page(dice: random.Random) -> Page:
    """A page of any country in one of its languages."""
    country = dice.choices(list(COUNTRIES), [OFTEN.get(country, 1) for country in COUNTRIES])[0]
    return Page(country, dice.choice(COUNTRIES[country]), dice)


@cache
def _mobile_heads(country: str) -> tuple[str, int]:
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    assert number is not None
    return str(number.national_number), phonenumbers.country_code_for_region(country)


def mobile(country: str, dice: random.Random) -> tuple[str, int]:
    """A valid mobile number's national digits without a trunk zero, and its country code."""
    example, code = _mobile_heads(country)
    while True:
        digits = example[:1] + "".join(str(dice.randrange(10)) for _ in example[1:])
        number = phonenumbers.PhoneNumber(code, int(digits))
        if phonenumbers.is_valid_number_for_region(number, country) and (
            phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        ):
            return digits, code


def written_ad(dice: random.Random) -> Written:
    """One ad with one number, or with several of several countries."""
    here = page(dice)
    if dice.random() < 0.12:
        return _several(here)
    abroad = dice.random() < 0.25
    country = dice.choice(list(COUNTRIES)) if abroad else here.country
    digits, code = mobile(country, dice)
    e164 = f"+{code}{digits}"
    if dice.random() < 0.08:
        text = dice.choice(LINKS).format(i=e164[1:])
        return Written(AdText("1", here.country, "Nova", f"Hoi! {text} tot snel"), frozenset({e164}), "link")
    words, how = _composed(_pieces(digits, code, country != here.country, here), here)
    front, back = dice.choice(FRONTS[here.language]), dice.choice(BACKS[here.language])
    ad = AdText("1", here.country, dice.choice(("Lisa", "Nova 23", "Mila - Breda", "")), f"{front}{words}{back}")
    return Written(ad, frozenset({e164}), how)


def _several(here: Page) -> Written:
    countries = here.dice.sample(list(COUNTRIES), 2)
    numbers, parts = set(), []
    for country in (here.country, *countries):
        digits, code = mobile(country, here.dice)
        numbers.add(f"+{code}{digits}")
        separator = here.dice.choice((" ", "-", ".", ""))
        parts.append(separator.join(_pieces(digits, code, country != here.country, here)))
    text = here.dice.choice((" / ", ", ", "\n", " en ", " & ", " of ", "; ", " | ")).join(parts)
    return Written(AdText("1", here.country, "Nova", text), frozenset(numbers), "several")


def _pieces(digits: str, code: int, abroad: bool, here: Page) -> list[str]:
    """The groups of a number as its country or nobody writes them, its head first."""
    trunk = {"HU": "06"}.get(here.country, "" if code in (34, 48, 351, 352, 420, 39) else "0")
    heads = [f"+{code}", f"+{code}", f"00{code}", f"+{code} (0)" if trunk == "0" and code != 36 else f"+{code}"]
    dice = here.dice
    if abroad or dice.random() < 0.15:
        return [dice.choice(heads), *_groups(digits, dice)]
    return _groups(f"{trunk}{digits}", dice)


def _groups(digits: str, dice: random.Random) -> list[str]:
    way = dice.randrange(5)
    if way == 0:
        return list(digits)
    if way == 1:
        return [digits]
    head = dice.choice((2, 3, 4)) if way < 4 else 1
    sizes = [head]
    while sum(sizes) < len(digits):
        sizes.append(2 if way == 2 else dice.randrange(1, 5))
    found, at = [], 0
    for size in sizes:
        found.append(digits[at : at + size])
        at += size
    return [group for group in found if group]


def _composed(pieces: Sequence[str], here: Page) -> tuple[str, str]:
    dice = here.dice
    ways = dice.choices(
        ("plain", "words", "pairs", "style", "keycap", "alike", "entity", "tucked", "filler"), k=dice.choice((1, 1, 2))
    )
    language = here.language if dice.random() < 0.8 else dice.choice(LANGUAGES)
    separator = dice.choice(SEPARATORS)
    if {"words", "pairs"} & set(ways) and len(separator.strip()) > 3:
        separator = " "
    if separator in ("", "+", "#") and (len(pieces) > 1):
        separator = dice.choice((" ", "-", "."))
    parts = [_disguised(piece, dice.choice(ways), language, dice) for piece in pieces]
    if "filler" in ways and len(pieces) > 3:
        fillers = dice.sample(FILLERS[here.language], 3)
        gaps = [f" {fillers[at % 3]} " for at in range(len(parts) - 1)]
        return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True)), "filler"
    return separator.join(parts), f"{'+'.join(sorted(set(ways)))} {separator!r}"


def _disguised(piece: str, way: str, language: str, dice: random.Random) -> str:
    if not piece.isdigit():
        return piece
    if way == "words":
        return " ".join(unit(int(digit), language, dice) for digit in piece)
    if way == "pairs" and len(piece) == 2 and piece[0] != "0":
        return spoken(int(piece), language, dice)
    if way == "style":
        style = dice.choice(STYLES)
        return "".join(style[int(digit)] for digit in piece)
    if way == "keycap":
        return "".join(f"{digit}\ufe0f\u20e3" for digit in piece)
    if way == "alike":
        return _alike(piece, dice)
    if way == "entity":
        return "".join(dice.choice((f"&#{ord(digit)};", f"&#x{ord(digit):x};", digit)) for digit in piece)
    return dice.choice(TUCKED).join(piece) if way == "tucked" else piece


def _alike(piece: str, dice: random.Random) -> str:
    """The piece with one of its digits, or all that have one, as a letter that looks like it."""
    if len(piece) < 2:
        return piece
    some = dice.random() < 0.5
    return "".join(
        dice.choice(ALIKE[digit]) if digit in ALIKE and (some or at == 0) else digit for at, digit in enumerate(piece)
    )
