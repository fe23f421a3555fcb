"""Telephone numbers as advertisers write them.

In: a national number of ten digits. Out: what stands in the title, in the text and in the site's own field for it.
All numbers are invented.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_UNITS = (
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
)
_TEENS = {17: "zeventien", 18: "achttien", 19: "negentien"}
_TENS = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_LOOKALIKES = str.maketrans("01", "Ol")
_FULLWIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FILLERS = ("en", "dan", "nog", "eens")


@dataclass(frozen=True, slots=True)
class Written:
    """One number in one ad: in which `style`, and what it puts in the text, the title and the field for a number."""

    national: str
    style: str
    text: str = ""
    title: str = ""
    field: str = ""

    @property
    def e164(self) -> str:
        """The number in E.164, read as a Dutch one."""
        return "+31" + self.national[1:]


def pairs(national: str) -> list[str]:
    """The digits two by two."""
    return [national[at : at + 2] for at in range(0, len(national), 2)]


def in_words(pair: str) -> str:
    """Two digits as a Dutch speaker says them: `05` is `nul vijf`, `34` is `vierendertig`."""
    value = int(pair)
    if pair[0] == "0":
        return f"nul {_UNITS[value]}"
    if value < 20:
        return _TEENS.get(value) or _UNITS[value]
    tens, unit = _TENS[value // 10 - 2], value % 10
    if not unit:
        return tens
    return f"{_UNITS[unit]}{'ën' if unit in (2, 3) else 'en'}{tens}"


def mobile(rng: Random) -> str:
    """An invented Dutch mobile number, national: ten digits from `061…` to `065…`."""
    return "06" + str(rng.randint(1, 5)) + "".join(str(rng.randint(0, 9)) for _ in range(7))


def write(national: str, style: str) -> Written:
    """The number in one of the styles; KeyError for a style that does not exist."""
    if style == "field":
        return Written(national, style, field=f"{national[:2]}-{national[2:]}")
    if style == "split":
        return Written(national, style, title=f"{national[:2]} {national[2:4]} {national[4:6]}", text=national[6:])
    return Written(national, style, text=STYLES[style](national))


def _filled(national: str) -> str:
    first, *rest = pairs(national)
    return " ".join([first, *(f"{filler} {pair}" for filler, pair in zip(_FILLERS, rest, strict=True))])


STYLES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "spaced": lambda n: " ".join(pairs(n)),
    "dashed": lambda n: f"{n[:2]}-{n[2:]}",
    "dotted": lambda n: ".".join(pairs(n)),
    "plus": lambda n: f"+31 6 {n[2:6]} {n[6:]}",
    "zeros": lambda n: f"0031{n[1:]}",
    "bracket": lambda n: f"+31 (0)6 {n[2:6]} {n[6:]}",
    "words": lambda n: " ".join(in_words(pair) for pair in pairs(n)),
    "digit_words": lambda n: " ".join(_UNITS[int(digit)] for digit in n),
    "lookalike": lambda n: " ".join(pairs(n.translate(_LOOKALIKES))),
    "keycaps": lambda n: "".join(f"{digit}\ufe0f\u20e3" for digit in n),
    "fullwidth": lambda n: n.translate(_FULLWIDTH),
    "slashed": lambda n: "/".join(pairs(n)),
    "wa_me": lambda n: f"https://wa.me/31{n[1:]}",
    "filler": _filled,
}
OPEN_STYLES = ("field", "plain", "spaced", "dashed", "dotted", "plus", "zeros", "bracket", "wa_me")
HIDDEN_STYLES = ("words", "digit_words", "lookalike", "keycaps", "fullwidth", "slashed", "filler", "split")
