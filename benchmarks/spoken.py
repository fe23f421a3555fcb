"""Numbers from 0 to 99 as people write them out in eight languages, with the spellings that they choose from.

In: a number and a language. Out: words. Written apart from the reader's own table, so that one can be held against
the other.
"""

import random
from functools import cache

UNITS = {
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve",
    "ro": "zero unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece"
    " cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece",
    "hu": "nulla egy kettő három négy öt hat hét nyolc kilenc tíz tizenegy tizenkettő tizenhárom tizennégy tizenöt"
    " tizenhat tizenhét tizennyolc tizenkilenc",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście"
    " czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście",
}
TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante septante quatre-vingt nonante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "ro": "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci",
    "hu": "húsz harminc negyven ötven hatvan hetven nyolcvan kilencven",
    "pl": "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt"
    " dziewięćdziesiąt",
}
SPELLINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "nl": {"een": ("één", "een"), "vijf": ("vijf", "vyf"), "achttien": ("achttien", "achtien")},
    "en": {"zero": ("zero", "oh", "nought"), "forty": ("forty", "fourty")},
    "de": {"zwei": ("zwei", "zwo"), "fünf": ("fünf", "fuenf"), "dreißig": ("dreißig", "dreissig"),
           "zwölf": ("zwölf", "zwoelf")},
    "fr": {"un": ("un", "une"), "zéro": ("zéro", "zero")},
    "es": {"uno": ("uno", "una")},
    "ro": {"unu": ("unu", "una"), "doi": ("doi", "două"), "șase": ("șase", "sase", "şase"), "nouă": ("nouă", "noua")},
    "hu": {"kettő": ("kettő", "két", "ketto"), "három": ("három", "harom"), "négy": ("négy", "negy")},
    "pl": {"jeden": ("jeden", "jedna"), "dwa": ("dwa", "dwie"), "pięć": ("pięć", "piec"), "sześć": ("sześć", "szesc")},
}  # fmt: skip
LANGUAGES = tuple(UNITS)


@cache
def _table(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(UNITS[language].split()), tuple(TENS[language].split())


def unit(number: int, language: str, dice: random.Random) -> str:
    """A number below twenty in one of its spellings."""
    word = _table(language)[0][number]
    return dice.choice(SPELLINGS[language].get(word, (word,)))


def spoken(number: int, language: str, dice: random.Random) -> str:
    """A number below a hundred in words."""
    if number < 20:
        return unit(number, language, dice)
    tens, one = divmod(number, 10)
    if language == "fr" and (tens in (7, 9) or tens == 8) and dice.random() < 0.6:
        return _french(number)
    ten = _table(language)[1][tens - 2]
    ten = dice.choice(SPELLINGS[language].get(ten, (ten,)))
    return _joined(ten, one, language, dice) if one else ten


def _french(number: int) -> str:
    base, rest = ("soixante", number - 60) if number < 80 else ("quatre-vingt", number - 80)
    small = _table("fr")[0]
    if not rest:
        return "quatre-vingts"
    return f"{base} et onze" if number == 71 else f"{base}-{small[rest]}"


def _joined(ten: str, one: int, language: str, dice: random.Random) -> str:
    word = _table(language)[0][one]
    if language == "nl":
        joint = dice.choice(("ën", "en")) if word.endswith("e") else "en"
        return dice.choice((f"{word}{joint}{ten}", f"{word}{joint}{ten}", f"{word} en {ten}"))
    if language == "de":
        return f"{word.removesuffix('s') if one == 1 else word}und{ten}"
    if language == "fr":
        return dice.choice((f"{ten} et un", f"{ten} et une")) if one == 1 else f"{ten}{dice.choice('- ')}{word}"
    if language == "es":
        return _spanish(ten, one, word)
    if language == "ro":
        return f"{ten} și {word}"
    if language == "hu":
        return f"{'huszon' if ten == 'húsz' else ten}{word}"
    return f"{ten}{dice.choice('- ')}{word}" if language == "en" else f"{ten} {word}"


def _spanish(ten: str, one: int, word: str) -> str:
    accented = {2: "veintidós", 3: "veintitrés", 6: "veintiséis"}
    return accented.get(one, f"veinti{word}") if ten == "veinte" else f"{ten} y {word}"
