"""The table that everything else works on: which ad shows which identifier.

In: ads, or looks at them. Out: the ads in founding order and two arrays, ad and identifier, a row a mention, each pair
once. Order of input leaves no trace. Photos are one identifier when they are one file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from enrichment.linking.components import Indexes, components, first_of, neighbours
from enrichment.linking.looks import Looks
from enrichment.linking.options import LinkOptions
from enrichment.linking.photos import PhotoGroups, group_photos, named_photos
from enrichment.linking.table import Table, in_founding_order
from peil.errors import PeilBug
from peil.records.joined import IdentifierKind, LinkAd

Flags = NDArray[np.bool_]
Key = tuple[IdentifierKind, str]

KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Rows (`ad[i]`, `identifier[i]`), by ad and then by identifier; `by_identifier` is the other order of the rows.

    Identifiers have a kind and a value; a value is a word of `words`, or for photos a hash. Later periods of a number
    are identifiers of their own with the same value. `identifier_of` is where a photo's hash stands.
    """

    table: Table
    photos: PhotoGroups
    words: list[str]
    kinds: NDArray[np.int8]
    value: Indexes
    ad: Indexes
    identifier: Indexes
    by_identifier: Indexes

    @property
    def count(self) -> int:
        """How many ads."""
        return len(self.table.ids)

    def key(self, identifier: int) -> Key:
        """Kind and value of an identifier."""
        kind, value = KINDS[self.kinds[identifier]], int(self.value[identifier])
        return kind, self.photos.digits(value) if kind == "image" else self.words[value]

    def kind_rows(self, kind: IdentifierKind) -> Flags:
        """Which rows name an identifier of this kind."""
        return self.of_kind(kind)[self.identifier]

    def of_kind(self, kind: IdentifierKind) -> Flags:
        """Which identifiers are of this kind."""
        flags: Flags = self.kinds == KINDS.index(kind)
        return flags

    def rows_of_ads(self, ads: Indexes) -> Indexes:
        """The rows of some ads."""
        starts, ends = np.searchsorted(self.ad, ads), np.searchsorted(self.ad, ads, side="right")
        return ranges(starts, ends)

    def rows_but(self, identifiers: Iterable[int]) -> Flags:
        """The rows that name none of some identifiers."""
        free = np.ones(len(self.kinds), bool)
        free[list(identifiers)] = False
        flags: Flags = free[self.identifier]
        return flags

    def without(self, identifiers: Iterable[int]) -> "Mentions":
        """The same ads and identifiers, but nobody shows some of these."""
        rows = self.rows_but(identifiers)
        identifier = self.identifier[rows]
        order = np.argsort(identifier, kind="stable")
        return replace(self, ad=self.ad[rows], identifier=identifier, by_identifier=order)

    def joined(self, rows: Flags) -> Indexes:
        """Labels of the ads, joined where flagged rows name one identifier."""
        order = self.by_identifier[rows[self.by_identifier]]
        return components(self.count, *neighbours(self.ad[order], self.identifier[order]))

    def with_periods(self, identifier: Indexes, value: Sequence[int]) -> "Mentions":
        """The same rows naming other identifiers: further ones, that are numbers of these values."""
        phones = np.full(len(value), KINDS.index("phone"), np.int8)
        return replace(
            self,
            identifier=identifier,
            by_identifier=np.argsort(identifier, kind="stable"),
            kinds=np.concatenate([self.kinds, phones]),
            value=np.concatenate([self.value, np.array(value, np.int64)]),
        )


def ranges(starts: Indexes, ends: Indexes) -> Indexes:
    """All numbers from each start up to its end."""
    counts = ends - starts
    numbers: Indexes = np.arange(int(counts.sum())) + np.repeat(starts - np.cumsum(counts) + counts, counts)
    return numbers


def mentions_of(ads: Sequence[LinkAd], options: LinkOptions) -> Mentions:
    """The mentions of the ads; raises PeilBug where two ads have one id."""
    if len({ad.id for ad in ads}) != len(ads):
        raise PeilBug("two ads have one id", where="linking")
    looks = Looks()
    looks.add_ads(ads)
    return read_mentions(looks, options)


def read_mentions(looks: Looks, options: LinkOptions, names: Mapping[str, str] | None = None) -> Mentions:
    """The mentions of what was gathered; `names` holds after which hash a photo is named, where that is known."""
    table, ad_of = in_founding_order(looks)
    photos = group_photos(looks.prints, options) if names is None else named_photos(looks.prints, options, names)
    photos = replace(photos, ad=ad_of[photos.ad])
    listed = [_Listed("account", table.accounts, np.arange(len(table.ids)), table.account)]
    for kind, shown in looks.shown.items():
        values = np.array(shown.value, np.int64)
        listed.append(_Listed(kind, list(shown.words.numbers), ad_of[np.array(shown.look, np.int64)], values))
    return _numbered(table, photos, listed)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Which ad shows which word of one kind; 0 is the empty word, which nobody shows."""

    kind: IdentifierKind
    words: list[str]
    ad: Indexes
    value: Indexes


def _numbered(table: Table, photos: PhotoGroups, listed: Sequence[_Listed]) -> Mentions:
    """All kinds in one numbering, by the first ad that shows an identifier."""
    sizes = [*(len(part.words) for part in listed), len(photos.hashes)]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    said = [np.flatnonzero(part.value) for part in listed]
    ad = np.concatenate([*(part.ad[rows] for part, rows in zip(listed, said, strict=True)), photos.ad])
    shown = [part.value[rows] + start for part, rows, start in zip(listed, said, starts, strict=False)]
    code = np.concatenate([*shown, photos.group[photos.shown] + starts[-2]])
    ad, identifier, codes = _by_first_ad(ad, code, int(starts[-1]))
    kinds = np.repeat([KINDS.index(kind) for kind in (*(part.kind for part in listed), "image")], sizes).astype(np.int8)
    value = np.where(codes < starts[-2], codes, codes - starts[-2])
    words = [word for part in listed for word in part.words]
    by_identifier = np.argsort(identifier, kind="stable")
    return Mentions(table, photos, words, kinds[codes], value, ad, identifier, by_identifier)


def _by_first_ad(ad: Indexes, code: Indexes, count: int) -> tuple[Indexes, Indexes, Indexes]:
    """Rows once each, by ad; identifiers numbered by first row; and the code of each."""
    order = np.argsort(ad, kind="stable")
    ad, code = ad[order], code[order]
    first = first_of(code, count)
    codes = np.argsort(first, kind="stable")[: int(np.count_nonzero(first < len(code)))]
    number = np.empty(count, np.int64)
    number[codes] = np.arange(len(codes))
    width = max(len(codes), 1)
    row = np.sort(ad * width + number[code])
    ad, identifier = np.divmod(row[np.flatnonzero(np.diff(row, prepend=-1))], width)
    return ad, identifier, codes
