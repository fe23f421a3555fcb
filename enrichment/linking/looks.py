"""What is gathered of ads before they are put in order: columns that grow, a place in each for every look at an ad.

In: LinkAds, or rows of an ads file. Out: plain lists, with words as numbers. Nothing is judged or left out here but
numbers that do not link; several looks at one ad become one ad in `table`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from enrichment.linking.lines import AdLine
from enrichment.linking.websites import website_key
from peil.records.joined import IdentifierKind, LinkAd

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNDATED = (1 << 63) - 1
"""Stands for no date; in order of age such an ad comes last."""


@dataclass(slots=True)
class Interned:
    """Words as numbers from 1 on; 0 is the empty word."""

    numbers: dict[str, int] = field(default_factory=lambda: {"": 0})

    def number(self, word: str) -> int:
        """The number of a word, a new one for a new word."""
        return self.numbers.setdefault(word, len(self.numbers))


@dataclass(slots=True)
class Shown:
    """Which look shows which value of one kind: (`look[i]`, `value[i]`), values as numbers."""

    look: list[int] = field(default_factory=list)
    value: list[int] = field(default_factory=list)
    words: Interned = field(default_factory=Interned)

    def add(self, look: int, word: str) -> None:
        """Note that a look shows a value."""
        self.look.append(look)
        self.value.append(self.words.number(word))


@dataclass(slots=True)
class Prints:
    """Which look shows which photo: its hash as hex digits in `digits`, and its quality; mirrored hashes as given."""

    look: list[int] = field(default_factory=list)
    digits: list[str] = field(default_factory=list)
    quality: list[int] = field(default_factory=list)
    mirrored: dict[int, str] = field(default_factory=dict)

    def add(self, look: int, digits: str, quality: int, mirrored: str) -> None:
        """Note that a look shows a photo."""
        if mirrored:
            self.mirrored[len(self.look)] = mirrored
        self.look.append(look)
        self.digits.append(digits)
        self.quality.append(quality)


SHOWN: tuple[IdentifierKind, ...] = ("phone", "website", "handle", "licence_no")


@dataclass(slots=True)
class Looks:
    """One place a look: dates in microseconds, words as numbers, `texts` as they are."""

    ids: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    site: list[int] = field(default_factory=list)
    account: list[int] = field(default_factory=list)
    name: list[int] = field(default_factory=list)
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
        seen = [_parsed(line.seen_at) for line in lines]
        self.first += seen
        self.last += seen
        for line in lines:
            self._add_words(line.site, line.account or "", line.name or "", line.text or "")
        phones = self.shown["phone"]
        for look, line in enumerate(lines, base):
            for phone in line.phones:
                if isinstance(phone, str):
                    phones.add(look, phone)
                elif phone.use == "links":
                    phones.add(look, phone.e164)
            if line.websites or line.handles or line.licence_numbers:
                self._add_rest(look, line)
            for image in line.images:
                if image.pdq:
                    self.prints.add(look, image.pdq, image.quality, image.pdq_mirrored)

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


def _parsed(written: str | None) -> int:
    return in_microseconds(datetime.fromisoformat(written)) if written else UNDATED


def in_microseconds(moment: datetime | None) -> int:
    """Microseconds since 1970, in UTC; UNDATED for none."""
    if moment is None:
        return UNDATED
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1e6)
