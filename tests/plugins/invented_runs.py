"""Runs of an invented site on disk, made without a crawl: pages, photos, listings and what points at them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.kept_records import kept_record
from crawlers.last_run import Answer
from crawlers.manifest import Counts, CrawlError, Manifest
from crawlers.meaning import content_hash
from crawlers.run_folder import RunFolder
from crawlers.warc import Evidence, Exchange, payload_digest
from crawlers.working_run import WorkingRun, begin_run
from peil.records.seen import RecordRef, SeenImage, Sighting

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
SITE = "proef"


@dataclass(frozen=True)
class InventedAd:
    """An ad: `photos` are bytes by address."""

    ref: str
    text: str
    phone: str = ""
    account: str = ""
    photos: Mapping[str, bytes] = field(default_factory=dict)
    base: str = "http://127.0.0.1:8000"

    @property
    def url(self) -> str:
        return f"{self.base}/ad/{self.ref}"

    @property
    def body(self) -> bytes:
        return f"<h1>Advertentie {self.ref}</h1><p>{self.text}</p><b>{self.phone}</b>".encode()


class InventedSite:
    """A folder of runs of one site, a run a day; what was kept before is pointed at, as a crawl does."""

    def __init__(self, runs: Path, site: str = SITE) -> None:
        self.runs, self.site = runs, site
        self._pages: dict[bytes, RecordRef] = {}
        self._photos: dict[str, SeenImage] = {}

    def run(self, day: int, ads: Sequence[InventedAd]) -> RunFolder:
        """Make and commit the run of a day."""
        making = self.begin(day, ads)
        counts = Counts(listed=len(ads), present=len(ads), listing_pages=1)
        errors = tuple(CrawlError(ad.url, "image: answered 404") for ad in ads if ad.text.startswith("fout"))
        at = making.started
        told = Manifest(
            self.site, "NL", at, at + timedelta(minutes=5), "complete", 1, None, None, counts, errors=errors
        )
        return making.commit(told)

    def begin(self, day: int, ads: Sequence[InventedAd]) -> WorkingRun:
        """A run in the making, as a crawl that dies leaves it."""
        (self.runs / self.site).mkdir(parents=True, exist_ok=True)
        making = begin_run(self.runs / self.site, START + timedelta(days=day))
        evidence = Evidence(making.path, making.name, "Peil/test")
        listing = b"".join(f'<a class="ad" href="/ad/{ad.ref}">{ad.text[:40]} {ad.phone}</a>\n'.encode() for ad in ads)
        evidence.keep(self._exchange("http://127.0.0.1:8000/", listing, making.started))
        for ad in ads:
            making.see(self._sighting(making, evidence, ad))
        evidence.close()
        return making

    def _sighting(self, making: WorkingRun, evidence: Evidence, ad: InventedAd) -> Sighting:
        exchange = self._exchange(ad.url, ad.body, making.started)
        known = self._pages.get(ad.body)
        earlier = kept_record(self.runs / self.site, known) if known else None
        place = evidence.keep_again(exchange, earlier) if earlier else evidence.keep_visit([exchange])
        self._pages[ad.body] = place
        making.answered(Answer(ad.url, payload_digest(ad.body)))
        images = tuple(self._photo(making, evidence, url, body) for url, body in ad.photos.items())
        seen = Sighting(
            site=self.site,
            ref=ad.ref,
            url=ad.url,
            seen_at=making.started + timedelta(seconds=5),
            status="present",
            title=f"Advertentie {ad.ref}",
            text=ad.text,
            phone=ad.phone,
            account=ad.account,
            images=images,
            record=place,
        )
        return replace(seen, content_sha256=content_hash(seen))

    def _photo(self, making: WorkingRun, evidence: Evidence, url: str, body: bytes) -> SeenImage:
        if url not in self._photos:
            place = evidence.keep(self._exchange(url, body, making.started, "image/png"))
            self._photos[url] = SeenImage(url, hashlib.sha256(body).hexdigest(), place)
            making.know(self._photos[url])
        return self._photos[url]

    def _exchange(self, url: str, body: bytes, at: datetime, kind: str = "text/html") -> Exchange:
        return Exchange(url, at, 200, (("Content-Type", kind),), body, (("User-Agent", "Peil/test"),))
