"""What must go, whoever asked for it: out of one run's evidence, out of the ledger; and what went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from peil.records.seen import RecordRef

Why = Literal["erasure", "retention"]
SubjectKind = Literal["number", "account", "url", "photo"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what a request is about: a number (E.164), an account (`site:account`), an address, a photo (SHA-256)."""

    kind: SubjectKind
    value: str


@dataclass(frozen=True, slots=True)
class Token:
    """A keyed token of somebody who stays out of later crawls, of what kind of subject, and since when."""

    token: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWipe:
    """What must go from the evidence of one run.

    `refs` are the ads whose sightings go, `photos` the files by SHA-256, `places` records that sightings of other runs
    point at; with `all_else` everything goes. `kept` are places that something which is kept rests on. Listing pages
    go where they mention one of `refs` by its address, or one of `numbers`.
    """

    run: str
    why: Why
    refs: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    places: frozenset[RecordRef] = frozenset()
    kept: frozenset[RecordRef] = frozenset()
    numbers: frozenset[str] = frozenset()
    all_else: bool = False


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What a manifest says of what went: how much of it and when, and the SHA-256 of the manifest as it was before."""

    at: datetime
    why: Why
    sightings: int
    photos: int
    records: int
    before: str
