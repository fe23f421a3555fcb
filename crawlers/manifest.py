"""The manifest of a run: what makes a folder of evidence a committed run.

In: what a crawl counted and met. Out: manifest.json, and the record read back from it. Times are UTC, shares 0 to 1.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from peil.errors import SourceError
from peil.records.plain import from_json, to_json
from peil.records.seen import RunState
from peil.records.wiped import Tombstone

MANIFEST = "manifest.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run saw and did; `listed` are addresses of ads on listings, `failed` those that gave no answer to keep,
    `unchanged` those of the present whose site said that they did not change. `images_failed` are photos that could not
    be had, `images_refused` those that the site does not want fetched or kept.

    `blocked_…`: what pages in a browser tried and did not get: other methods than GET and HEAD (web sockets too),
    hosts that are not the site's, windows of their own (dialogs and downloads too).
    """

    listed: int = 0
    present: int = 0
    gone: int = 0
    not_public: int = 0
    not_kept: int = 0
    duplicates: int = 0
    unchanged: int = 0
    failed: int = 0
    listing_pages: int = 0
    images: int = 0
    images_known: int = 0
    images_failed: int = 0
    images_refused: int = 0
    requests: int = 0
    refused: int = 0
    errors: int = 0
    blocked_methods: int = 0
    blocked_hosts: int = 0
    blocked_windows: int = 0


@dataclass(frozen=True, slots=True)
class CrawlError:
    """One thing that went wrong, in words, with the address it went wrong at."""

    url: str
    what: str


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """What a host's robots.txt came to: `rules`, `open` (none there) or `closed` (could not be asked)."""

    verdict: str
    status: int | None = None
    crawl_delay_s: float | None = None
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """One run as its manifest tells it; `files` maps the name of every file to its SHA-256.

    `fields`: in how many ads each field was found; `findings`: the sentences of monitors; `resumed`: when later starts
    went on with it; `site_file`: the SHA-256 of the site file; `bounds`: which bounds on what a site can cost were
    reached, and how often; `refusals`: why Peil held back, and how often; `not_found`: how the site tells that nothing
    is at an address; `wiped`: what erasure and retention took out since.
    """

    site: str
    country: str
    started_at: datetime
    finished_at: datetime
    state: RunState
    floor: int
    coverage: float | None
    usual: float | None
    counts: Counts
    why: str = ""
    robots: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[CrawlError, ...] = ()
    software: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    resumed: tuple[datetime, ...] = ()
    site_file: str = ""
    bounds: Mapping[str, int] = field(default_factory=dict)
    refusals: Mapping[str, int] = field(default_factory=dict)
    not_found: str = ""
    wiped: tuple[Tombstone, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def write_manifest(manifest: Manifest) -> str:
    """The manifest as JSON text, one key a line at the top."""
    return json.dumps(to_json(manifest), ensure_ascii=False, indent=1) + "\n"


def read_manifest(file: Path) -> Manifest:
    """The manifest of a file; raises SourceError where it is none."""
    try:
        return from_json(Manifest, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        mend = "the manifest that the crawl wrote would be right"
        raise SourceError(f"is not a manifest ({error})", where=f"{file}:1", mend=mend) from error


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
