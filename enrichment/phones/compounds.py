"""Number words that make one number together: "zes en vijftig", "twenty one", "quatre-vingt-dix", "dubbel zes".

In: groups in order. Out: the same with such neighbours as one group, all defensible readings kept.
"""

from collections.abc import Iterable, Iterator

from enrichment.phones.lattice import BROKEN, FILLER, SPACED, Group

DOUBLING = {"dubbel": 2, "dubbele": 2, "double": 2, "doppel": 2, "doppelt": 2, "doble": 2, "dublu": 2, "triple": 3}
UNIT_FIRST = {"en": "nl", "ën": "nl", "und": "de"}
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
    times = DOUBLING.get(word.lower()) if group.filler else None
    if times is None or len(group.digits) != 1:
        return group
    gap = group.gap if head.strip() or group.gap == BROKEN else SPACED
    return group._replace(options=(group.digits * times,), gap=gap, filler=head, loose=False)


def _joined(last: Group, group: Group) -> Group | None:
    if last.medium != "words" or group.medium != "words" or not last.languages & group.languages:
        return None
    if group.gap == FILLER:
        options = _by_joiner(last.digits, group.digits, group.filler.strip().lower())
    else:
        options = _side_by_side(last, group) if group.gap <= SPACED else None
    return last._replace(options=options, end=group.end, loose=False) if options else None


def _by_joiner(first: str, second: str, joiner: str) -> tuple[str, ...] | None:
    if joiner in UNIT_FIRST and len(first) == 1 and _is_tens(second):
        return (second[0] + first,)
    if joiner in TENS_FIRST and _is_tens(first) and len(second) <= 2:
        return (str(int(first) + int(second)),)
    return None


def _side_by_side(last: Group, group: Group) -> tuple[str, ...] | None:
    first, second = last.digits, group.digits
    if last.languages & {"fr"} and (first, second) == ("4", "20"):
        return ("80", "420")
    if _is_tens(first) and second != "0" and (len(second) == 1 or first in ("60", "80")) and int(second) < 20:
        return str(int(first) + int(second)), *(option + second for option in last.options)
    return None


def _is_tens(digits: str) -> bool:
    return len(digits) == 2 and digits[1] == "0"
