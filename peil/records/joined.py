"""What joins ads: what the linker gets, links, hubs, clusters and what happened to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

IdentifierKind = Literal["phone", "image", "account", "website", "handle", "licence_no"]
EventCause = Literal["born", "merge", "split", "gone"]


@dataclass(frozen=True, slots=True)
class ImagePrint:
    """An image of an ad as the linker sees it: PDQ as 64 hex digits with its quality, phash as 16 or none."""

    pdq: str
    quality: int = 100
    pdq_mirrored: str = ""
    phash: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """An ad that shows an image file; an account of the site or a number in common makes two ads of one hand."""

    image: str
    site: str
    ad: str
    account: str = ""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkAd:
    """One ad for the linker, all its versions together; `phones` are those with use `links`."""

    id: str
    site: str
    account: str = ""
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    municipality: str = ""
    phones: tuple[str, ...] = ()
    images: tuple[ImagePrint, ...] = ()
    websites: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    licence_numbers: tuple[str, ...] = ()
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two ads joined by an identifier (`a` < `b`), with the evidence in words; `distance` in bits for images.

    `strength` is strong (has one owner), fair (may be lent) or weak (may be copied).
    """

    a: str
    b: str
    kind: str
    value: str
    evidence: str
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    distance: int | None = None
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Hub:
    """An identifier in quarantine: shown, never joining; `reason` in words, `ads` how many it touched."""

    kind: str
    value: str
    reason: str
    ads: int


@dataclass(frozen=True, slots=True)
class ClusterEvent:
    """What happened to a cluster; `others` are the clusters it came from or gave to, `why` the cause in words."""

    cluster: str
    cause: EventCause
    at: datetime
    others: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """What a person said about two ads (`same`, `not the same`) or an identifier (`hub`, `not a hub`)."""

    kind: Literal["same", "not the same", "hub", "not a hub"]
    a: str = ""
    b: str = ""
    identifier_kind: str = ""
    value: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The linker's answer: ad -> cluster, ad -> persona within it, and why.

    `contradictions` are sentences about decisions of people that cannot both hold.
    """

    clusters: dict[str, str]
    personas: dict[str, str]
    links: tuple[Link, ...]
    hubs: tuple[Hub, ...]
    events: tuple[ClusterEvent, ...]
    contradictions: tuple[str, ...] = ()
