"""What a crawl saw: sightings, the runs that made them, and the mandates that allowed them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Status = Literal["present", "gone", "not_public"]
RunState = Literal["complete", "short", "failed"]


@dataclass(frozen=True, slots=True)
class RecordRef:
    """Where the evidence stands: a WARC file of the run folder and the byte offset of its record."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class SeenImage:
    """One photo of an ad; `sha256` of its bytes, None where it could not be fetched."""

    url: str
    sha256: str | None = None
    record: RecordRef | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at one ad at one moment, as a line of sightings.jsonl; texts are as shown, nothing is read into them."""

    site: str
    ref: str
    url: str
    seen_at: datetime
    status: Status
    title: str = ""
    text: str = ""
    phone: str = ""
    city: str = ""
    address: str = ""
    age: str = ""
    price: tuple[str, ...] = ()
    posted: str = ""
    account: str = ""
    website: str = ""
    category: str = ""
    images: tuple[SeenImage, ...] = ()
    content_sha256: str = ""
    record: RecordRef | None = None

    @property
    def ad(self) -> str:
        """The ad's id, `site:ref`."""
        return f"{self.site}:{self.ref}"


@dataclass(frozen=True, slots=True)
class Run:
    """One committed crawl of one site; `coverage`: the share (0 to 1) of the usual ads it saw, None if unknown.

    `folder` is relative to the folder of runs; `manifest_sha256` names the evidence as a whole.
    """

    site: str
    started_at: datetime
    finished_at: datetime
    state: RunState
    folder: str
    manifest_sha256: str
    ads_present: int
    ads_gone: int
    floor: int
    coverage: float | None
    errors: int
    country: str = "NL"

    @property
    def id(self) -> str:
        """`site/20261124T041500Z`, as the run folder is named."""
        return f"{self.site}/{self.started_at:%Y%m%dT%H%M%SZ}"


@dataclass(frozen=True, slots=True)
class Mandate:
    """The recorded authority to crawl `hosts` from `valid_from` up to and including `valid_to`."""

    controller: str
    legal_basis: str
    purpose: str
    dpia: str
    hosts: tuple[str, ...]
    valid_from: date
    valid_to: date
