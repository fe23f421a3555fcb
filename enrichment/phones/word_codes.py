"""One byte a word: how many digits it could give, how, and whether it could change what a number beside it is.

In: words between spaces, as written or folded. Out: their codes, kept from text to text, so that a plain word costs
one look-up. Never decides what is a number.
"""

import re
from collections.abc import Iterable

from enrichment.phones.compounds import DOUBLING
from enrichment.phones.elsewhere import COUNTED, LONG_UNITS, MONTHS, SHORT_UNITS
from enrichment.phones.folding import fold
from enrichment.phones.groups import TOKEN, read_token
from enrichment.phones.reversing import may_say_reversed
from enrichment.phones.written_links import may_link

MOST_KEPT = 65536
WEIGHT, ODD, TELLING, DIGITAL, HEADING = 0x0F, 0x10, 0x20, 0x40, 0x80
"""A code: how many digits a word could give (15: or more), whether it needs the whole text to be read closely
(markup, links, what folds to another length), could be a unit, has digits, has a zero or plus in front."""

ELSE = re.compile(
    r"(?:2[0-4]|[01]?\d):[0-5]\d[.,;!]*|[€$£]\d{1,3}(?:[.,]\d\d)?[.,;!]*|(?:https?://|www\.)\S*"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d[.,;!]*",
    re.IGNORECASE,
)
"""Words that always are something else by themselves: a clock's time, a price, an address, a full date."""
UNITS = frozenset(f"{MONTHS}|{COUNTED}|{LONG_UNITS}|{SHORT_UNITS}|am|pm|std|cent|x".replace("?", "").split("|"))
MARKED = re.compile(r"[<\0]|&.*;|(?<!\d)112(?!\d)|^[|!]\w")
_WORDS = re.compile(r"[^\W\d_]+")
_PLAIN_CODES = bytes(code & (WEIGHT | DIGITAL | HEADING) for code in range(256))


def codes_of(words: Iterable[str]) -> bytes:
    """The code of each word."""
    return bytes(map(_CODES.__getitem__, words))


def digit_codes_of(words: Iterable[str]) -> bytes:
    """The code of each word, as far as digits go: zero where it could give none."""
    return codes_of(words).translate(_PLAIN_CODES)


class _Codes(dict[str, int]):
    """Codes of words, filled as they are asked for; forgotten all at once when there are too many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_KEPT:
            self.clear()
        code = self[word] = _code(word)
        return code


_CODES = _Codes()


def _code(word: str) -> int:
    if word.isdecimal() and word.isascii():
        odd = ODD if "112" in word else 0
        return odd | DIGITAL | (HEADING if word[0] == "0" else 0) | min(len(word), WEIGHT)
    folded = fold(word).text
    code = _digits(folded) | (TELLING if any(map(_tells, _WORDS.findall(folded))) else 0)
    marked = MARKED.search(word) is not None or may_link(word) or may_say_reversed(folded.lower())
    unlike = not word.isascii() and code & DIGITAL
    return code | (ODD if marked or unlike or len(folded) != len(word) else 0)


def _tells(word: str) -> bool:
    """Whether a word could be a unit of the digits in front."""
    return word.lower() in UNITS


def _digits(word: str) -> int:
    """How many digits a folded word could give, and how."""
    if ELSE.fullmatch(word):
        return 0
    weight = kind = 0
    for token in TOKEN.findall(word):
        read = read_token(token)
        if read:
            weight += max(map(len, read.options))
            kind |= 0 if token.isalpha() else DIGITAL
            kind |= HEADING if any(option.startswith("0") for option in read.options) else 0
        elif token.lower() in DOUBLING:
            weight += 2
    if "+" in word and (weight or word.rstrip("(").endswith("+")):
        kind |= HEADING
    return kind | min(weight, WEIGHT)
