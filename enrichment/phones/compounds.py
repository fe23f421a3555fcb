"""Number words that make one number together: "zes en vijftig", "twenty one", "quatre-vingt-dix", "dubbel zes".

In: groups in order. Out: the same with such neighbours as one group, all defensible readings kept.
"""

from collections.abc import Iterable, Iterator

from enrichment.phones.lattice import BROKEN, FILLER, JOINED, SPACED, Group

DOUBLING = {
    "dubbel": 2, "dubbele": 2, "double": 2, "doppel": 2, "doppelt": 2, "doppelte": 2, "doble": 2, "dublu": 2,
    "podwojne": 2, "dupla": 2, "tweemaal": 2, "zweimal": 2, "twice": 2, "ketszer": 2, "dwukrotnie": 2,
    "triple": 3, "tripel": 3, "drievoudig": 3, "driemaal": 3, "dreifach": 3, "dreimal": 3, "haromszor": 3,
    "trzykrotnie": 3, "treble": 3,
}  # fmt: skip
TIMES = frozenset({"keer", "maal", "x", "mal", "times", "fois", "veces", "razy", "ori", "de ori", "szer"})
ARTICLES = frozenset({"de", "een", "die", "eine", "the", "a", "le", "un", "el", "la", "cyfra"})
UNIT_FIRST = {"en": "nl", "ën": "nl", "und": "de"}
TENS_BEFORE = frozenset({"en", "fr", "es", "ro", "pl"})
"""Languages that say the tens before the unit, in words of their own."""
TENS_FIRST = {"and": "en", "et": "fr", "y": "es", "si": "ro"}


def merged(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups with compounds joined and doubled digits written out."""
    last: Group | None = None
    for group in map(_doubled, groups):
        joined = _joined(last, group) if last else None
        if joined is None and last:
            yield last
        last = joined or group
    if last:
        yield last


def _doubled(group: Group) -> Group:
    head, _, word = group.filler.rstrip().rpartition(" ")
    if word.lower() in ARTICLES:
        head, _, word = head.rstrip().rpartition(" ")
    times = DOUBLING.get(word.lower()) if group.filler else None
    if times is None or len(group.digits) != 1:
        return group
    gap = group.gap if head.strip() or group.gap == BROKEN else SPACED
    return group._replace(options=(group.digits * times,), gap=gap, filler=head, loose=False)


def _joined(last: Group, group: Group) -> Group | None:
    if group.gap == FILLER and last.digits in ("2", "3") and len(group.digits) == 1 and _says_times(group.filler):
        return last._replace(
            options=(group.digits * int(last.digits),), end=group.end, medium=group.medium, loose=False
        )
    if last.medium != "words" or group.medium != "words" or not last.languages & group.languages:
        return None
    if group.gap == FILLER:
        options = _by_joiner(last.digits, group.digits, group.filler.strip(" -").lower())
    else:
        options = _side_by_side(last, group) if group.gap <= SPACED else None
    return last._replace(options=options, end=group.end, loose=False) if options else None


def _says_times(filler: str) -> bool:
    """ "keer", "mal die": the number in front tells how often the digit behind is dialled."""
    words = filler.lower().split()
    return " ".join(words if words[-1] not in ARTICLES or len(words) == 1 else words[:-1]) in TIMES


def _by_joiner(first: str, second: str, joiner: str) -> tuple[str, ...] | None:
    if joiner in UNIT_FIRST and len(first) == 1 and _is_tens(second):
        return (second[0] + first,)
    if joiner in TENS_FIRST and _is_tens(first[-2:]) and first[-2:] != "00" and len(second) <= 2:
        return (str(int(first) + int(second)),)
    return None


def _side_by_side(last: Group, group: Group) -> tuple[str, ...] | None:
    """The readings of two number words; a hyphen joins them for sure, a space may, another sign does not."""
    first, second = last.digits, group.digits
    hyphened = group.gap <= JOINED
    if not last.languages & group.languages & TENS_BEFORE or (hyphened and group.sign not in ("-", "")):
        return None
    if last.languages & {"fr"} and second == "20" and first.endswith("4"):
        return _behind_four(last, hyphened)
    if len(first) == 3 and first.endswith("00") and len(second) <= 2 and second != "0":
        return (str(int(first) + int(second)),)
    if _is_tens(first[-2:]) and len(first) == 3 and len(second) == 1 and second != "0":
        return str(int(first) + int(second)), first + second
    if _is_tens(first[-2:]) and second != "0" and (len(second) == 1 or first[-2:] in ("60", "80")) and int(second) < 20:
        wholes = (f"{option[:-2]}{int(option[-2:]) + int(second)}" for option in last.options if option[-1] == "0")
        return tuple(wholes) if hyphened else (*wholes, *(option + second for option in last.options))
    return None


def _behind_four(last: Group, hyphened: bool) -> tuple[str, ...] | None:
    """French 80 says 4 and 20: "trente-quatre vingt" is 34 20, "trente quatre-vingt" 30 80; spaces leave both."""
    if last.digits == "4":
        return ("80",) if hyphened else ("80", "420")
    if len(last.digits) != 2:
        return None
    tens, is_sure = f"{last.digits[0]}0", len(last.options) == 1
    if hyphened and not is_sure:
        return (f"{tens}80",)
    return None if is_sure and not hyphened else (f"{tens}80", f"{last.digits}20")


def _is_tens(digits: str) -> bool:
    return len(digits) == 2 and digits[1] == "0"
