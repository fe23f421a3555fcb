"""Text as a reader's eye sees it: disguised characters become plain ones, and every one knows where it stood.

In: text as written. Out: the folded text and, for each of its characters, the span it came from.
Never lowers case, never drops a visible character.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

ENTITY = re.compile(r"&(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}\d{0,2});")
TAG = re.compile(r"<!--.{0,500}?-->|</?[A-Za-z][^<>]{0,500}>", re.DOTALL)
BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|tr|ul|ol|h[1-6])\b", re.IGNORECASE)

LOOK_ALIKES = dict(zip("ОоΟοІіЇїӀѕЅВЗзØøŁłĐđıßæÆœŒ", "OoOoIiIilsSB33OoLlDdi", strict=False)) | {
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "🔟": "10",
    "🅾": "O",
    "ℹ": "i",
    "ー": "-",
    "б": "6",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\x00": " ",
}
_ODD = re.compile(r"[^\x01-\x7f]")
_SPECIAL = re.compile(r"[^\x01-\x7f]|[&<]")
INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cs", "Co"})


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; character i came from `starts[i]` to `ends[i]` of the original (None: the same place)."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded characters from `start` to before `end` (at least one)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=256)
def fold(text: str) -> Folded:
    """Full-width, circled, bold and other characters as plain ones; marks, tags and invisible characters gone."""
    if text.isascii() and "&" not in text and "<" not in text and "\x00" not in text:
        return Folded(text)
    if "&" not in text and "<" not in text:
        seen = {char: plain_char(char) for char in _ODD.findall(text)}
        if all(len(plain) == 1 for plain in seen.values()):
            return Folded(_ODD.sub(lambda found: seen[found.group()], text))
    return _by_pieces(text)


@cache
def plain_char(char: str) -> str:
    """What one character reads as; empty where it cannot be seen."""
    if char in LOOK_ALIKES:
        return LOOK_ALIKES[char]
    if unicodedata.category(char) in INVISIBLE:
        return ""
    value = unicodedata.numeric(char, None)
    if value is not None and value == int(value) and 0 <= value < 100 and unicodedata.category(char) in ("Nd", "No"):
        return str(int(value))
    decomposed = unicodedata.normalize("NFKD", char)
    seen = "".join(part for part in decomposed if unicodedata.category(part) not in INVISIBLE)
    return "".join(LOOK_ALIKES.get(part, part) for part in seen) or " "


def _by_pieces(text: str) -> Folded:
    """The fold where a character becomes none or several: plain stretches are taken over whole."""
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        special = _SPECIAL.search(text, at)
        end = special.start() if special else len(text)
        seen.append(text[at:end])
        starts += range(at, end)
        ends += range(at + 1, end + 1)
        at = end
        if special:
            end, plain = _markup(text, at) or (at + 1, plain_char(text[at]))
            seen.append(plain)
            starts += [at] * len(plain)
            ends += [end] * len(plain)
            at = end
    return Folded("".join(seen), tuple(starts), tuple(ends))


def _unescaped(entity: str) -> str:
    """What an entity says, however often its ampersand was escaped again."""
    bare = f"&{entity[1:].replace('amp;', '')}" if entity != "&amp;" else entity
    return html.unescape(bare)


def _markup(text: str, at: int) -> tuple[int, str] | None:
    if text[at] == "&" and (found := ENTITY.match(text, at)):
        return found.end(), "".join(map(plain_char, _unescaped(found.group())))
    if text[at] == "<" and (found := TAG.match(text, at)):
        return found.end(), "\n" if BREAKING_TAG.match(found.group()) else ""
    return None
