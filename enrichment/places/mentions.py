"""Places named in running text: the longest known names that are trusted there, in order.

In: text and the country of the page. Out: mentions with their meanings, manner and second signs. A name that is also a
word ("best", "de wijk") is trusted only where the words around it speak of a place. Never decides where an ad is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from enrichment.places.gazetteer import WORD, Meaning, meanings, name_lengths, normal_word, ordinary_words, second_words
from enrichment.places.manners import IN_FRONT, LISTED, REGION_FRONT, STATED, Before, Manner, manner_of
from enrichment.places.second_signs import (
    BRACKETED,
    COUNTRY_BEHIND,
    NEAR_TOWN,
    PROVINCE_BEHIND,
    full_province,
    signs_beside,
    signs_of_near,
)

BIG = 12_000
TOWN = 8_000
GAP = re.compile(r"[ \-'’./()&]{1,3}")
SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")
SPACED_HINT = re.compile(r" [^\W\d_] [^\W\d_](?!\w)")
KIND_FRONT = re.compile(
    r"\b(?:priv[eé]|massage(?:salon)?|escort|ontvangst|salon|studio|club|dames?|masseuse|in-?call|out-?call)\s$",
    re.IGNORECASE,
)
ALONE_BEHIND = re.compile(r"\s*(?:$|[.,;!|/()\n–-])")
SENTENCE_FRONT = re.compile(r"(?:^|[.!?:|\n•–-])\s*$")
PAIR_FRONT = re.compile(r"(?<![\w-])(?P<town>[A-Z]\w+)-$")
ARTICLES = frozenset({"de", "het", "een"})
SHORT_ARTICLES = frozenset({"t", "s"})
CRIES = frozenset({"best", "echt", "heel", "geel", "goor", "een", "dieren", "huizen"})
CRY_BEHIND = re.compile(r"[.!]|\s*(?:\n|$)")
APOSTROPHES = "'’`‘"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text with its possible meanings, the manner of its naming, its span and the signs beside it."""

    meanings: tuple[Meaning, ...]
    manner: Manner
    raw: str
    start: int
    end: int
    signs: frozenset[str] = frozenset()


def mentions(text: str, country: str = "NL") -> list[Mention]:
    """Places named in `text`, longest names first, in order."""
    found: list[Mention] = []
    if SPACED_HINT.search(text):
        text = SPACED.sub(lambda spaced: spaced.group().replace(" ", ""), text)
    for mention in _named(text, country):
        if found and _is_province_of(text, found[-1], mention):
            continue
        placed = _placed(text, mention, found[-1] if found else None)
        if found and placed.manner == "region" and len(found[-1].meanings) > 1:
            near = signs_of_near(text, found[-1].end, placed.start, placed.meanings)
            found[-1] = replace(found[-1], signs=found[-1].signs | near)
        found.append(placed)
    return found


def _is_province_of(text: str, last: Mention, mention: Mention) -> bool:
    """Whether a name in brackets tells which of several the one before is: "Vianen (Utrecht)"."""
    beside = BRACKETED.match(text, last.end) if len(last.meanings) > 1 else None
    return bool(beside and beside.start("province") == mention.start)


def _placed(text: str, mention: Mention, last: Mention | None) -> Mention:
    """The mention with its manner; the right postcode in front of a name states it."""
    before = _before(last) if last else None
    manner = manner_of(text, mention.start, mention.end, before)
    if not (last and last.end == mention.start - 1) and _is_half_of_a_pair(text, mention.start):
        manner = "region"
    signs = signs_beside(text, mention.start, mention.end, mention.meanings)
    posted = signs & {meaning.gm for meaning in mention.meanings} or "DE" in signs
    return replace(mention, manner="stated" if posted and manner == "named" else manner, signs=signs)


def _before(last: Mention) -> Before:
    """The mention before as the manners see it; the name of a region goes on as "regio" does."""
    region = all(meaning.kind in ("region", "province") for meaning in last.meanings)
    return Before("region" if region and last.manner != "passing" else last.manner, last.start, last.end)


def _is_half_of_a_pair(text: str, start: int) -> bool:
    """Whether a town joined by a hyphen stands in front ("Ede-Wageningen"): which of the two is meant is not said."""
    joined = PAIR_FRONT.search(text, max(0, start - IN_FRONT), start)
    found = meanings().get(normal_word(joined["town"]), ()) if joined else ()
    return any(meaning.kind == "place" for meaning in found)


def _named(text: str, country: str) -> Iterator[Mention]:
    sizes = list(map(_sizes_of, WORD.findall(text)))
    words = list(WORD.finditer(text)) if any(sizes) else []
    free, last = 0, None
    for at in (at for at in range(len(words)) if sizes[at]):
        found = _longest_name(text, words, (at, sizes[at]), (country, last)) if at >= free else None
        if found:
            last, length = found
            free = at + length
            yield last


@lru_cache(maxsize=65536)
def _sizes_of(word: str) -> tuple[int, ...]:
    """The numbers of words of the names that begin with this one, longest first; none for a word that is no name so."""
    name = normal_word(word)
    sizes = name_lengths().get(name, ())
    return tuple(size for size in sizes if size > 1) if word[0].islower() and _is_a_mere_word(name) else sizes


def _is_a_mere_word(name: str) -> bool:
    """Whether a name needs a capital wherever it stands: "best", "echt"."""
    return name in ordinary_words() and all(meaning.kind == "place" for meaning in meanings().get(name, ()))


def _longest_name(
    text: str, words: Sequence[re.Match[str]], place: tuple[int, Sequence[int]], around: tuple[str, Mention | None]
) -> tuple[Mention, int] | None:
    at, sizes = place
    for size in sizes:
        if size > 1 and not _may_follow(words, at):
            continue
        named = words[at : at + size]
        name = " ".join([normal_word(word.group()) for word in named])
        found = meanings().get(name)
        if found and _stand_together(text, named):
            trusted = _Name(text, name, named, *around).trusted(found)
            if trusted:
                start, end = _start(text, named[0]), named[-1].end()
                return Mention(trusted, "named", text[start:end], start, end), size
    return None


def _may_follow(words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the word behind this one stands behind it in any name."""
    if at + 1 >= len(words):
        return False
    return normal_word(words[at + 1].group()) in second_words()[normal_word(words[at].group())]


def _start(text: str, word: re.Match[str]) -> int:
    """Where a name begins, its apostrophe included ("'t Harde")."""
    start = word.start()
    return start - 1 if start and text[start - 1] in APOSTROPHES else start


def _stand_together(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether words are one name: a slash stands in short forms ("a/d Rijn"), else it and " - " part two names."""
    return all(
        GAP.fullmatch(text, word.end(), after.start())
        and ("/" not in text[word.end() : after.start()] or len(word.group()) == 1)
        and text[word.end() : after.start()] != " - "
        for word, after in pairwise(words)
    )


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name where it stands: whether it is trusted to be a place there."""

    text: str
    name: str
    words: Sequence[re.Match[str]]
    country: str
    last: Mention | None

    def trusted(self, found: Sequence[Meaning]) -> tuple[Meaning, ...]:
        """What it can mean: all of its meanings where one is trusted (doubt between two must stay), else none."""
        if len(self.name) < 3 or any(meaning.kind == "nowhere" for meaning in found):
            return ()
        if not any(map(self._is_trusted, found)):
            return ()
        return tuple(meaning for meaning in found if meaning.kind != "province" or len(self.name) >= 4)

    def _is_trusted(self, meaning: Meaning) -> bool:
        if meaning.kind in ("region", "province"):
            return meaning.safe and (meaning.kind == "region" or len(self.name) >= 4)
        risky = self.name in ordinary_words()
        if self._is_minor_abroad(meaning):
            return self._has_capital and self._is_stated
        if risky or not meaning.safe:
            plain = not risky and self._has_capital and len(meanings()[self.name]) > 1
            return plain or (self._has_capital and (self._is_stated or self._is_set_apart(meaning)))
        return self._has_capital or self._is_trusted_in_lower_case(meaning)

    def _is_minor_abroad(self, meaning: Meaning) -> bool:
        return meaning.country not in ("NL", self.country) and meaning.size < BIG

    def _is_trusted_in_lower_case(self, meaning: Meaning) -> bool:
        if self.words[0].group().lower() in ARTICLES and len(self.words) > 1:
            return meaning.size >= TOWN and self._is_stated
        is_tag = self.text[: self.words[0].start()].endswith("#")
        big = meaning.size >= BIG and len(self.words) == 1
        return is_tag or big or (meaning.country != "NL" and meaning.size >= BIG) or self._is_stated

    @property
    def _has_capital(self) -> bool:
        """A capital where a name has one: "de Wijk", but not "De wijk is rustig"."""
        written = [word.group() for word in self.words]
        return written[-1 if written[0].lower() in ARTICLES | SHORT_ARTICLES else 0][0].isupper()

    @property
    def _is_stated(self) -> bool:
        """Behind "in", "te", "regio" and the like, unless each word of the text has a capital."""
        start = _start(self.text, self.words[0])
        front = max(0, start - IN_FRONT)
        found = STATED.search(self.text, front, start) or REGION_FRONT.search(self.text, front, start)
        if not found:
            return False
        capital = found.group()[0].isupper() and (
            self.name in ordinary_words() or not self.words[0].group()[0].isupper()
        )
        return not capital or bool(SENTENCE_FRONT.search(self.text, max(0, found.start() - 4), found.start()))

    def _is_set_apart(self, meaning: Meaning) -> bool:
        """Alone behind a kind of house ("Privé Ede"), before its province or a town ("Beek bij Nijmegen"), listed."""
        start, end = self.words[0].start(), self.words[-1].end()
        kind = KIND_FRONT.search(self.text, max(0, start - IN_FRONT), start) and ALONE_BEHIND.match(self.text, end)
        gap = self.text[self.last.end : start] if self.last else ""
        listed = gap == ", " or (self.last and LISTED.fullmatch(gap))
        near = NEAR_TOWN.match(self.text, end)
        beside = near and normal_word(near["town"]) in meanings()
        province = PROVINCE_BEHIND.match(self.text, end)
        own = province and full_province(province["province"]) == full_province(meaning.province)
        return bool(kind or listed or beside or own or COUNTRY_BEHIND.match(self.text, end) or self._is_a_cry(meaning))

    def _is_a_cry(self, meaning: Meaning) -> bool:
        """A town's name as the whole first sentence ("Kampen!"), where the word itself is not said so ("Echt!")."""
        if meaning.size < TOWN or self.name in CRIES or self.text[: self.words[0].start()].strip():
            return False
        return bool(CRY_BEHIND.match(self.text, self.words[-1].end()))
