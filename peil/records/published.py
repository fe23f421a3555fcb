"""What the ledger hands to the index: one record a document, numbered by the ledger's change number.

`key` is the document's id within (kind, municipality) and never changes meaning; `change` only grows for a key.
A cluster, ad or flag that concerns several municipalities is one record for each. `municipality` is a GM code; for
runs it is empty, for days it may be empty (not known) or foreign (`BE:…`). Times are aware, money is integer cents.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from peil.records.read import Address, Certainty, Use
from peil.records.seen import RunState

PublishedKind = Literal["profiles", "ads", "flags", "runs", "days"]
LicenceMatch = Literal["exact", "probable", "none", "unknown"]
FlagState = Literal["open", "asleep", "lapsed", "confirmed", "dismissed"]
AdStatus = Literal["present", "gone", "not_public"]


@dataclass(frozen=True, slots=True)
class PublishedPhone:
    """One number of an ad; `raw` is how it stood in the title or text, so that it can be masked there."""

    e164: str
    use: Use
    raw: str = ""


@dataclass(frozen=True, slots=True)
class PublishedReason:
    """One reason of a flag, in Dutch and English."""

    code: str
    text_nl: str
    text_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedProfile:
    """A cluster as one municipality sees it; `phones` are E.164 with use `links`, `flags` the rules that are open.

    `licence_match` is `unknown` where no register is loaded. `possible_minor`: one of its ads carries that mark.
    """

    key: str
    municipality: str
    change: int
    cluster: str
    first_seen: datetime
    last_seen: datetime
    personas: int = 0
    ads: int = 0
    accounts: int = 0
    active: bool = False
    sites: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    licence_match: LicenceMatch = "unknown"
    licence_no: str = ""
    flags: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    possible_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAd:
    """An ad by its latest version; `id` is `site:ref`, `images` how many photos it shows.

    `home_work` is False only where the cluster is known not to be a home worker's; with True or None (not known)
    no more than the PC4 of `address` is published. `possible_minor` closes the record: hardly anything is published.
    """

    key: str
    municipality: str
    change: int
    id: str
    site: str
    ref: str
    url: str
    cluster: str
    first_seen: datetime
    last_seen: datetime
    persona: str = ""
    title: str = ""
    text: str = ""
    price_cents: int | None = None
    age: int | None = None
    place: str = ""
    certainty: Certainty = "unknown"
    address: Address | None = None
    home_work: bool | None = None
    phones: tuple[PublishedPhone, ...] = ()
    images: int = 0
    status: AdStatus = "present"
    possible_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFlag:
    """A flag as one municipality concerned sees it; `municipalities` lists all that are (empty: only this one).

    `possible_minor`: an ad of the cluster carries that mark; then no reason is quoted.
    """

    key: str
    municipality: str
    change: int
    cluster: str
    rule: str
    title_nl: str
    title_en: str
    since: date
    state: FlagState
    persona: str = ""
    municipalities: tuple[str, ...] = ()
    urgent: bool = False
    reasons: tuple[PublishedReason, ...] = ()
    possible_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRun:
    """One committed run; `ads` are those present, `coverage` (0 to 1) is None where the usual number is not known."""

    key: str
    change: int
    site: str
    started_at: datetime
    finished_at: datetime
    state: RunState
    ads: int
    coverage: float | None
    errors: int
    municipality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDay:
    """What stood on one site in one municipality on one local day (Europe/Amsterdam), with the run's coverage."""

    key: str
    municipality: str
    change: int
    day: date
    site: str
    ads: int
    clusters: int
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Removal:
    """A document that may no longer stand in the index; `change` is above that of the record it removes."""

    kind: PublishedKind
    key: str
    municipality: str
    change: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A document that Elasticsearch refused for good, with its reason; `municipality` empty for national kinds."""

    kind: PublishedKind
    key: str
    municipality: str
    reason: str


Published: TypeAlias = PublishedProfile | PublishedAd | PublishedFlag | PublishedRun | PublishedDay
