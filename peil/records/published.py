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

PublishedKind = Literal["profiles", "ads", "flags", "runs", "days", "moves", "flows", "tallies", "displacement"]
LicenceMatch = Literal["exact", "probable", "none", "unknown"]
FlagState = Literal["open", "asleep", "lapsed", "confirmed", "dismissed"]
AdStatus = Literal["present", "gone", "not_public"]
Tallied = Literal[
    "ads_by_status",
    "ads_by_channel",
    "profiles_by_licence",
    "profiles_by_site",
    "flags_by_state",
    "open_flags_by_rule",
    "open_flags_by_urgency",
]


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

    `channels` are the ways of contact that its ads offer (phone, website, an app's name).
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
    channels: tuple[str, ...] = ()
    possible_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAd:
    """An ad by its latest version; `id` is `site:ref`, `images` how many photos it shows,
    `photos` the heads of those files' hashes: the same file at another ad has the same.

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
    photos: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    status: AdStatus = "present"
    possible_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFlag:
    """A flag as one municipality concerned sees it; `municipalities` lists all that are (empty: only this one).

    `sites` are those of the cluster's ads. `possible_minor`: an ad of it carries that mark; then no reason is quoted.
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
    sites: tuple[str, ...] = ()
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
    """What stood on one site in one municipality on one local day (Europe/Amsterdam), with the run's coverage.

    `new` are the ads that were seen there for the first time.
    """

    key: str
    municipality: str
    change: int
    day: date
    site: str
    ads: int
    clusters: int
    coverage: float | None
    new: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMove:
    """A move of a cluster's persona, as the municipality at one of its ends sees it.

    `left` is the last day in `from_gm`, `came` the first in `to_gm`, `days` on how many it was seen there.
    """

    key: str
    municipality: str
    change: int
    cluster: str
    from_gm: str
    to_gm: str
    left: date
    came: date
    days: int
    persona: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFlow:
    """How many moved from one municipality to another in the week that begins on this Monday; no id of anybody."""

    key: str
    change: int
    week: date
    from_gm: str
    to_gm: str
    moves: int
    coverage: float | None
    municipality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTally:
    """How many stand in a municipality now, of one thing counted and one value of it; no id of anything."""

    key: str
    municipality: str
    change: int
    what: Tallied
    value: str
    label: str
    number: int
    coverage: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDisplacement:
    """What a kept measurement says of one place: where was enforced, a neighbour, or the rest of the country (no code).

    Figures are None where it cannot be told; `displaced` stands with the place of the enforcement alone.
    """

    key: str
    municipality: str
    change: int
    enforced_on: date
    enforced_in: str
    role: Literal["target", "neighbour", "control"]
    said: Literal["displaced", "not_seen", "cannot_tell"]
    measured_on: date
    weeks: int
    version: str
    why_nl: str
    why_en: str
    coverage: float | None = None
    before: float | None = None
    after: float | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    displaced: float | None = None
    displaced_low: float | None = None
    displaced_high: float | None = None
    placebo: float | None = None


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


Published: TypeAlias = (
    PublishedProfile
    | PublishedAd
    | PublishedFlag
    | PublishedRun
    | PublishedDay
    | PublishedMove
    | PublishedFlow
    | PublishedTally
    | PublishedDisplacement
)
