"""What a sealed export says of a confirmed cluster, and who asked for it."""

from dataclasses import dataclass
from datetime import date, datetime

from peil.records.published import PublishedReason


@dataclass(frozen=True, slots=True)
class ExportedAd:
    """One ad as its latest version stands; without title where it may be a minor's."""

    id: str
    url: str
    site: str
    account: str
    persona: str
    title: str
    first_seen: datetime
    last_seen: datetime
    numbers: tuple[str, ...]
    municipality: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportedFlag:
    """A flag that a reviewer confirmed; `municipalities` are those of one over several places."""

    rule: str
    title_nl: str
    title_en: str
    municipality: str
    since: date
    last_held: date
    reasons: tuple[PublishedReason, ...]
    confirmed_at: datetime
    confirmed_because: str
    municipalities: tuple[str, ...] = ()

    def concerns(self, gm: str) -> bool:
        """Whether it is a flag in the municipality, or one over several places of which it is one."""
        return gm == self.municipality or (not self.municipality and gm in self.municipalities)


@dataclass(frozen=True, slots=True)
class ExportedCluster:
    """A cluster with its confirmed flags; `not_confirmed` names the rules whose flags nobody confirmed."""

    id: str
    born_at: datetime
    licence_match: str
    licence_no: str
    possible_minor: bool
    ads: tuple[ExportedAd, ...]
    flags: tuple[ExportedFlag, ...]
    not_confirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """A police export from question to file: `recipient` is an age public key, empty names and times have not been."""

    number: int
    clusters: tuple[str, ...]
    purpose: str
    ground: str
    recipient: str
    photos: bool
    expires: date
    asked_by: str
    asked_at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
    written_at: datetime | None = None
    sha256: str = ""
    revoked_by: str = ""
    revoked_at: datetime | None = None
