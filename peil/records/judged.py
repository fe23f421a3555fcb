"""What the judge gets and gives: presences, decisions on flags, verdicts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from peil.records.read import Address, Certainty, PhoneReading, Setting, Sign

Verdict3 = Literal["holds", "does_not_hold", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Presence:
    """One sighting of one present ad with what was read from it: a line of ads.jsonl in RULES.md, field for field."""

    id: str
    cluster: str
    site: str
    seen_at: datetime
    persona: str | None = None
    country: str = "NL"
    run_short: bool = False
    municipality: str | None = None
    certainty: Certainty = "unknown"
    places: tuple[str, ...] = ()
    address: Address | None = None
    phones: tuple[PhoneReading, ...] = ()
    websites: tuple[str, ...] = ()
    account: str = ""
    trade_names: tuple[str, ...] = ()
    licence_numbers: tuple[str, ...] = ()
    age: int | None = None
    persons: int | None = None
    setting: Setting = "unknown"
    home: bool | None = None
    signs: tuple[Sign, ...] = ()
    posted: str = ""


@dataclass(frozen=True, slots=True)
class FlagDecision:
    """What a named reviewer said of a flag (dismiss, confirm) or of a cluster (licensed-as), in effect from `at` on."""

    id: str
    kind: Literal["dismiss", "confirm", "licensed-as"]
    cluster: str
    at: datetime
    by: str
    reason: str
    rule: str = ""
    municipality: str = ""
    persona: str = ""
    licence_no: str = ""


@dataclass(frozen=True, slots=True)
class DecidedFlag:
    """A flag that a reviewer confirmed or dismissed, and why."""

    rule: str
    municipality: str
    sites: tuple[str, ...]
    dismissed: bool
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class LicenceFound:
    """The licence in force that a cluster matches; `none` where a register is loaded and nothing in it matches."""

    cluster: str
    match: Literal["exact", "probable", "none", "unknown"]
    licence_no: str = ""


@dataclass(frozen=True, slots=True)
class SightingRef:
    """A sighting that bears a reason."""

    id: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact behind a verdict, in Dutch and English, with the sightings that bear it."""

    code: str
    text_nl: str
    text_en: str
    sightings: tuple[SightingRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule said of a cluster (or persona) in a municipality on a day.

    `municipality` is None for rules over several places, whose `municipalities` list each one concerned.
    `since` is the first day on which it held without a gap of more than 28 days, as ISO date; None unless it holds.
    """

    cluster: str
    rule: str
    verdict: Verdict3
    municipality: str | None
    municipalities: tuple[str, ...] = ()
    persona: str | None = None
    since: str | None = None
    reasons: tuple[Reason, ...] = ()
    because: str = ""
