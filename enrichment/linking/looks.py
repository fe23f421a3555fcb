"""What is gathered of ads before they are put in order: columns that grow, a place in each for every look at an ad.

In: LinkAds, or rows of an ads file. Out: plain columns, with words as numbers. Nothing is judged or left out here but
numbers that do not link; several looks at one ad become one ad in `table`.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

import numpy as np

from enrichment.linking.lines import AdLine, ImageLine
from enrichment.linking.websites import website_key
from peil.records.joined import IdentifierKind, LinkAd

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNDATED = (1 << 63) - 1
"""Stands for no date; in order of age such an ad comes last."""
HASH_DIGITS = 64
SECONDS, IN_UTC = len("2026-01-01T00:00:00"), ("Z", "+00:00")


class Numbers(dict[str, int]):
    """Words as numbers from 1 on, a new one for a new word; 0 is the empty word."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _column() -> "array[int]":
    return array("q")


@dataclass(slots=True)
class Interned:
    """Words as numbers."""

    numbers: Numbers = field(default_factory=Numbers)

    def number(self, word: str) -> int:
        """The number of a word."""
        return self.numbers[word]

    def all(self, words: Iterable[str]) -> Iterator[int]:
        """The number of each word."""
        return map(self.numbers.__getitem__, words)


@dataclass(slots=True)
class Shown:
    """Which look shows which value of one kind: (`look[i]`, `value[i]`), values as numbers."""

    look: "array[int]" = field(default_factory=_column)
    value: "array[int]" = field(default_factory=_column)
    words: Interned = field(default_factory=Interned)

    def add(self, look: int, word: str) -> None:
        """Note that a look shows a value."""
        self.look.append(look)
        self.value.append(self.words.number(word))

    def add_all(self, looks: Iterable[int], words: Iterable[str]) -> None:
        """Note which looks show which values."""
        self.look.extend(looks)
        self.value.extend(self.words.all(words))


@dataclass(slots=True)
class Prints:
    """Which look shows which photo: its hash in 32 bytes of `hashes`, and its quality; mirrored hashes as given."""

    look: "array[int]" = field(default_factory=_column)
    hashes: bytearray = field(default_factory=bytearray)
    quality: "array[int]" = field(default_factory=_column)
    mirrored: dict[int, str] = field(default_factory=dict)

    def add(self, look: int, digits: str, quality: int, mirrored: str) -> None:
        """Note that a look shows a photo; what is no hash of 64 digits is left out."""
        if len(digits) != HASH_DIGITS:
            return
        if mirrored:
            self.mirrored[len(self.look)] = mirrored
        self.look.append(look)
        self.hashes += bytes.fromhex(digits)
        self.quality.append(quality)

    def add_all(self, looks: Iterable[int], images: Sequence[ImageLine]) -> None:
        """Note which looks show which photos."""
        digits = [image.pdq or "" for image in images]
        if any(len(each) != HASH_DIGITS for each in digits) or any(image.pdq_mirrored for image in images):
            for look, image in zip(looks, images, strict=True):
                self.add(look, image.pdq or "", image.quality, image.pdq_mirrored)
            return
        self.look.extend(looks)
        self.hashes += bytes.fromhex("".join(digits))
        self.quality.extend([image.quality for image in images])


SHOWN: tuple[IdentifierKind, ...] = ("phone", "website", "handle", "licence_no")


@dataclass(slots=True)
class Looks:
    """One place a look: dates in microseconds, words as numbers, `texts` as they are."""

    ids: list[str] = field(default_factory=list)
    first: "array[int]" = field(default_factory=_column)
    last: "array[int]" = field(default_factory=_column)
    site: "array[int]" = field(default_factory=_column)
    account: "array[int]" = field(default_factory=_column)
    name: "array[int]" = field(default_factory=_column)
    texts: list[str] = field(default_factory=list)
    sites: Interned = field(default_factory=Interned)
    accounts: Interned = field(default_factory=Interned)
    names: Interned = field(default_factory=Interned)
    shown: dict[IdentifierKind, Shown] = field(default_factory=lambda: {kind: Shown() for kind in SHOWN})
    prints: Prints = field(default_factory=Prints)

    def add_ads(self, ads: Iterable[LinkAd]) -> None:
        """A look an ad, with both its dates."""
        for look, ad in enumerate(ads, len(self.ids)):
            self.ids.append(ad.id)
            self.first.append(in_microseconds(ad.first_seen))
            self.last.append(in_microseconds(ad.last_seen))
            self._add_words(ad.site, ad.account, ad.name, ad.text)
            for phone in ad.phones:
                self.shown["phone"].add(look, phone)
            self._add_rest(look, ad)
            for print_ in ad.images:
                self.prints.add(look, print_.pdq, print_.quality, print_.pdq_mirrored)

    def add_lines(self, lines: Sequence[AdLine]) -> None:
        """A look a line of an ads file; numbers that do not link are left out."""
        base = len(self.ids)
        self.ids += [line.id for line in lines]
        seen = _moments([line.seen_at for line in lines])
        self.first.extend(seen)
        self.last.extend(seen)
        self.site.extend(self.sites.all([line.site for line in lines]))
        self.account.extend(self.accounts.all([line.account.strip() if line.account else "" for line in lines]))
        self.name.extend(self.names.all([line.name.casefold() if line.name else "" for line in lines]))
        self.texts += [line.text or "" for line in lines]
        self._add_phones(base, lines)
        images = [line.images for line in lines]
        self.prints.add_all(_looks_of(base, images), list(chain.from_iterable(images)))
        for look, line in enumerate(lines, base):
            if line.websites or line.handles or line.licence_numbers:
                self._add_rest(look, line)

    def _add_phones(self, base: int, lines: Sequence[AdLine]) -> None:
        phones = [line.phones for line in lines]
        looks, shown = _looks_of(base, phones), list(chain.from_iterable(phones))
        plain = [phone if isinstance(phone, str) else phone.e164 if phone.use == "links" else "" for phone in shown]
        self.shown["phone"].add_all(looks, plain)

    def _add_words(self, site: str, account: str, name: str, text: str) -> None:
        self.site.append(self.sites.number(site))
        self.account.append(self.accounts.number(account.strip()))
        self.name.append(self.names.number(name.casefold()))
        self.texts.append(text)

    def _add_rest(self, look: int, ad: LinkAd | AdLine) -> None:
        for website in ad.websites:
            self.shown["website"].add(look, website_key(website))
        for handle in ad.handles:
            self.shown["handle"].add(look, handle.strip().lower())
        for number in ad.licence_numbers:
            self.shown["licence_no"].add(look, number.strip().upper())


def _looks_of(base: int, lists: Sequence[Sequence[object]]) -> list[int]:
    """For everything in some lists the look that its list is of."""
    looks: list[int] = np.repeat(np.arange(base, base + len(lists)), [len(each) for each in lists]).tolist()
    return looks


def _moments(written: Sequence[str | None]) -> list[int]:
    """Microseconds since 1970; UTC written in full by the second is read at once, all else one by one."""
    plain = [each[:SECONDS] if each and each[SECONDS:] in IN_UTC else None for each in written]
    if None in plain:
        return [in_microseconds(datetime.fromisoformat(each)) if each else UNDATED for each in written]
    read = np.array(plain, f"S{SECONDS}").astype("M8[us]").astype(np.int64)
    moments: list[int] = read.tolist()
    return moments


def in_microseconds(moment: datetime | None) -> int:
    """Microseconds since 1970, in UTC; UNDATED for none."""
    if moment is None:
        return UNDATED
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1e6)
