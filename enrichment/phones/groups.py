"""Folded text as a lattice of digit groups: every token that can be dialled, its readings, and what stands between.

In: folded text and the spans that are something else. Out: chains of neighbouring groups. Never decides what is
a number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from enrichment.phones.compounds import TENS_FIRST, merged
from enrichment.phones.lattice import APART, BROKEN, FILLER, GLUED, JOINED, SPACED, Group
from enrichment.phones.number_words import read_word

TOKEN = re.compile(r"[^\W_]+")
PARTS = re.compile(r"\d+|[^\W\d_]+")
CERTAIN_LETTERS = {"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "z": "2", "Z": "2", "S": "5", "s": "5", "B": "8"}
LETTERS = CERTAIN_LETTERS | {"b": "6", "G": "6", "g": "9", "q": "9", "E": "3", "A": "4", "T": "7", "Q": "0", "D": "0"}
PHONE_WORD = (
    "tel|telefoon|telefoonnummer|phone|bel|bellen|belnu|call|callme|app|appen|whatsapp|whatsap|wapp|wa|sms|mob|mobiel"
    "|mobile|mobil|gsm|nr|nummer|nu|op|of|me|mij|mich|ruf|anruf|anrufen|handy|telefon|telephone|appel|appelle|moi|llama"
    "|movil|zadzwon|suna|hivj|now|only|snel|xx|xxx|kus|of|and|en|und"
)
PHONE_AFFIX = re.compile(rf"(?:{PHONE_WORD})+", re.IGNORECASE)
ARTICLES = frozenset({"een", "one", "ein", "un", "une", "una", "uno", "egy"})
LONG_GAP = 12
SHORT = 6


def chains(text: str, taken: Sequence[tuple[int, int]], origin: int = 0) -> list[list[Group]]:
    """Groups that follow each other with nothing but signs and spaces between; `taken` spans are broken off.

    `origin`: where the text begins in the whole one that the places of the groups count in.
    """
    found: list[list[Group]] = []
    for group in merged(_groups(text, taken, origin)):
        if group.gap >= FILLER or not found:
            found.append([group])
        else:
            found[-1].append(group)
    return [part for chain in found for part in _without_strays(_with_sure_ones(chain))]


def total_digits(found: Iterable[Sequence[Group]]) -> int:
    """How many digits the chains could give together at most."""
    return sum(max(map(len, group.options)) for chain in found for group in chain)


def _with_sure_ones(chain: list[Group]) -> list[Group]:
    """An article between number words of its language is a one, and so is one that a sign joins to digits."""
    if len(chain) < 3 or not any("" in group.options for group in chain):
        return chain
    sides = zip(chain[:-2], chain[1:-1], chain[2:], strict=True)
    middle = [
        group._replace(options=tuple(filter(None, group.options)))
        if "" in group.options
        and (group.gap <= JOINED or before.plus or before.languages & group.languages)
        and (group.gap == after.gap == JOINED or after.languages & group.languages)
        else group
        for before, group, after in sides
    ]
    return [chain[0], *middle, chain[-1]]


def _without_strays(chain: list[Group]) -> Iterator[list[Group]]:
    """Loose words (the Dutch "het", a Hungarian seven) count only beside a sure word of the same language."""
    if not any(group.loose and group.medium == "words" for group in chain):
        yield chain
        return
    sure = frozenset().union(*(group.languages for group in chain if not group.loose))
    part: list[Group] = []
    for group in chain:
        if group.loose and group.medium == "words" and not group.languages & sure:
            yield from [part] if part else []
            part = []
        else:
            part.append(group)
    yield from [part] if part else []


def _gap_rank(gap: str) -> int:
    bare = gap.rstrip("+(")
    if not gap:
        return GLUED
    if len(gap) > LONG_GAP or gap.count("\n") > 1:
        return BROKEN
    if "+" in gap or "\n" in gap or "," in gap or ";" in gap or ". " in gap or "    " in gap or ": " in gap:
        return APART
    if gap.isspace() or " " in bare.strip("()") or gap in ("(", ")", ") ", " ("):
        return SPACED if gap.isspace() or not re.search(r" [/|•·&] ", gap) else APART
    return JOINED


def _groups(text: str, taken: Sequence[tuple[int, int]], origin: int) -> Iterator[Group]:
    last_end, last_at, barred = 0, -1, True
    spans = iter([*taken, (len(text) + 1, len(text) + 1)])
    span = next(spans)
    for at, token in enumerate(TOKEN.finditer(text)):
        read = read_token(token.group())
        if read is None:
            continue
        start, end = token.span()
        while span[1] <= start:
            span, barred = next(spans), barred or span[0] >= last_end
        if span[0] < end:
            barred = True
            continue
        gap = text[last_end:start]
        rank = BROKEN if barred else FILLER if at - last_at > 1 else 0
        yield _placed(read, (start + origin, end + origin), gap, rank)
        last_end, last_at, barred = end, at, False


def _placed(read: Group, span: tuple[int, int], gap: str, rank: int) -> Group:
    near, lead, between, sign = _read_gap(gap)
    plus = bool(lead) and read.medium == "digits" and (not between or len(gap) == span[0])
    start, end = span[0] + read.start - (lead if plus else 0), span[1] - read.end
    filler = gap if rank == FILLER else ""
    return Group(read.options, start, end, read.medium, read.languages, read.loose, rank or near, plus, filler, sign)


@lru_cache(maxsize=4096)
def _read_gap(gap: str) -> tuple[int, int, bool, str]:
    """How far a gap sets groups apart, how long a plus sign that leads in is, whether it adds up, the first sign."""
    led = "+" in gap[-3:] and gap.rstrip(" (").endswith("+")
    return _gap_rank(gap), len(gap) - gap.rfind("+") if led else 0, gap in ("+", " + "), gap.strip()[:1]


@lru_cache(maxsize=16384)
def read_token(token: str) -> Group | None:
    """The group of one token, `start` and `end` counting what is cut off its sides; None where it cannot be dialled."""
    if token.isdecimal() and token.isascii():
        return Group((token,), 0, 0)
    if len(token) > 130 or not token.isascii():
        return None
    if token.isalpha():
        return _word(token)
    return _mixed(token) or _affixed(token)


def _word(token: str) -> Group | None:
    read = read_word(token.lower())
    if read:
        optional = ("",) if token.lower() in ARTICLES else ()
        return Group((read.digits, *optional), 0, 0, "words", read.languages, read.loose)
    if len(token) <= 4 and token not in TENS_FIRST and all(char in CERTAIN_LETTERS for char in token):
        return Group(("", "".join(CERTAIN_LETTERS[char] for char in token)), 0, 0, "letters", loose=True)
    return None


def _mixed(token: str) -> Group | None:
    parts = PARTS.findall(token)
    options: tuple[str, ...] = ("",)
    medium = "words"
    languages: frozenset[str] = frozenset()
    start, end = _affixes(parts)
    for part in parts[bool(start) : len(parts) - bool(end)]:
        read = read_word(part.lower()) if part.isalpha() else None
        if part.isdigit():
            options = tuple(joined for option in options for joined in _behind(option, part, bool(languages)))
        elif read:
            options, languages = tuple(option + read.digits for option in options), languages | read.languages
        elif all(char in LETTERS for char in part) and len(part) <= 4:
            options, medium = tuple(option + "".join(LETTERS[char] for char in part) for option in options), "letters"
        else:
            return None
    if medium == "letters" and sum(map(str.isalpha, token)) > sum(map(str.isdigit, token)) and len(token) > 2:
        return None if not _is_mostly_alike(token) else Group(options, 0, 0, "letters", languages)
    return Group(options, start, end, "letters" if medium == "letters" else "words", languages)


def _behind(option: str, digits: str, worded: bool) -> tuple[str, ...]:
    """Digits glued behind what was read: "vingt5" is 25, or 20 and 5."""
    if worded and len(digits) == 1 and len(option) > 1 and option.endswith("0") and option[-2] != "0":
        return option[:-1] + digits, option + digits
    return (option + digits,)


def _affixes(parts: Sequence[str]) -> tuple[int, int]:
    """How many letters a word for calling takes at the front and at the end of a token."""
    front, back = parts[0], parts[-1]
    return len(front) if PHONE_AFFIX.fullmatch(front) else 0, len(back) if PHONE_AFFIX.fullmatch(back) else 0


def _is_mostly_alike(token: str) -> bool:
    """Whether a token with more letters than digits is a number for the eye all the same: "O74OO", "4SO"."""
    letters = [char for char in token if char.isalpha()]
    few = len(token) <= SHORT or len(letters) <= 2 * len(token) // 3
    return few and all(char in CERTAIN_LETTERS for char in letters)


def _affixed(token: str) -> Group | None:
    """A number with a word for calling glued to it: "bel0612345678", "0612345678app"."""
    found = re.fullmatch(r"([A-Za-z]*)(\d[\dA-Za-z]*\d)([A-Za-z]*)", token)
    if not found or not all(not side or PHONE_AFFIX.fullmatch(side) for side in found.group(1, 3)):
        return None
    inner = Group((found.group(2),), 0, 0) if found.group(2).isdigit() else _mixed(found.group(2))
    return inner._replace(start=len(found.group(1)), end=len(found.group(3))) if inner else None
