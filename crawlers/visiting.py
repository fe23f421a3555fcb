"""A visit to an ad: its page becomes a sighting, or a reason why not.

In: the address of an ad. Out: a line in the run's sightings and its evidence. Never climbs a wall, never fetches a
photo where the ad says an age under 18, never keeps what asks not to be kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawlers.ad_page import read_ref
from crawlers.errand import Errand
from crawlers.fetching import Fetched
from crawlers.hosts import belongs
from crawlers.last_run import LastRun, Remembered
from crawlers.meaning import content_hash
from crawlers.minors import says_minor
from crawlers.not_found import NotFound
from crawlers.page_wishes import may_keep_photos
from crawlers.photos import Photos
from crawlers.same_ads import SameAds
from crawlers.troubles import FetchFailed
from crawlers.verdicts import Verdict, verdict
from peil.records.seen import RecordRef, Sighting, Status


class Visits:
    """The visits of one run; `last` knows what pages answered before, and the refs of those that are gone."""

    def __init__(self, errand: Errand, photos: Photos, last: LastRun, meta: Mapping[str, Any] | None = None) -> None:
        self._errand, self._photos, self._last, self._meta = errand, photos, last, meta or {}
        self._same_ads = SameAds()
        self._not_found = NotFound(errand, meta)

    def remember(self, refs: Iterable[str]) -> None:
        """Refs that this run saw already."""
        for ref in refs:
            self._same_ads.is_new(ref)

    async def visit(self, url: str) -> None:
        """Look at one ad once."""
        if self._same_ads.met(read_ref(self._errand.site.ad, url)):
            self._errand.tally.add("duplicates")
            return
        try:
            await self._look(url)
        except FetchFailed as failure:
            self._fail(url, failure)
        self._errand.report()

    async def _look(self, url: str) -> None:
        may_repeat = not self._meta and self._errand.spider is None
        before = self._last.remembered(url) if may_repeat else None
        conditions = {"headers": before.answer.conditions()} if before else {}
        fetched = await self._errand.page(url, {**self._meta, **conditions})
        if before and fetched.page.status == 304:
            await self._unchanged(url, before, fetched)
            return
        fields = await self._errand.read(fetched.page)
        fields["ref"] = fields["ref"] or read_ref(self._errand.site.ad, url)
        await self._act(url, fetched, fields, before)

    async def _act(self, url: str, fetched: Fetched, fields: dict[str, Any], before: Remembered | None) -> None:
        found = await self._judge(url, fetched, fields)
        if found.kind in ("gone", "not_public"):
            status: Status = "gone" if found.kind == "gone" else "not_public"
            self._without_content(url, status, fields["ref"], fetched)
        elif found.kind == "not_kept":
            self._errand.tally.add("not_kept")
        elif found.kind == "present":
            await self._present(url, fetched, fields, before)
        else:
            self._fail(url, found.why)

    async def _judge(self, url: str, fetched: Fetched, fields: dict[str, Any]) -> Verdict:
        """The verdict, once the site's not-found page is thought of."""
        found = verdict(self._errand.site, url, fetched.page, fields)
        doubtful = found.kind in ("present", "not_kept", "unreadable")
        if doubtful and await self._not_found.is_shown(url, fetched.page, fields):
            return Verdict("gone", "the site's not-found page")
        return found

    async def _present(self, url: str, fetched: Fetched, fields: dict[str, Any], before: Remembered | None) -> None:
        addresses = self._wanted(fetched, fields.pop("images"))
        site, at = self._errand.site.site.name, self._errand.now()
        sighting = Sighting(site=site, url=url, seen_at=at, status="present", **fields)
        if await self._stays_out(sighting, fetched, addresses):
            self._errand.tally.add("kept_out")
            self._errand.tally.hold_back("an ad of somebody who stays out")
            return
        canonical = self._errand.canonical(fetched.page)
        content = content_hash(replace(sighting, ref=""))
        sighting = replace(sighting, ref=self._ref(sighting.ref, canonical, content))
        if self._same_ads.is_new(sighting.ref, canonical, content):
            record = self._errand.keep_page(fetched, before)
            await self._see(sighting, addresses, record)
        else:
            self._errand.tally.add("duplicates")

    async def _stays_out(self, sighting: Sighting, fetched: Fetched, addresses: Iterable[str]) -> bool:
        """Whether an ad is about somebody who is kept out, asked before anything of it is stored (charter 17)."""
        out = self._errand.staying_out
        if out.is_about(sighting) or any(out.is_address(one.url) for one in fetched.exchanges):
            return True
        return out.watches_photos and not _is_minor(sighting) and await self._photos.show_one_kept_out(addresses)

    def _ref(self, ref: str, canonical: str, content: str) -> str:
        """The ref in the canonical address, where that may be believed, else the page's own."""
        said = read_ref(self._errand.site.ad, canonical) if canonical else ""
        return said if said and self._same_ads.believes(canonical, content) else ref

    async def _unchanged(self, url: str, before: Remembered, fetched: Fetched) -> None:
        """The last sighting again: the site says that it still holds."""
        if not self._errand.keep_unchanged(fetched, before):
            self._errand.tally.add("not_kept")
        elif self._same_ads.is_new(before.sighting.ref):
            self._errand.tally.add("unchanged")
            sighting = replace(before.sighting, url=url, seen_at=self._errand.now(), images=())
            addresses = self._wanted(fetched, [image.url for image in before.sighting.images])
            await self._see(sighting, addresses, before.sighting.record)
        else:
            self._errand.tally.add("duplicates")

    def _wanted(self, fetched: Fetched, photos: Sequence[str]) -> Sequence[str]:
        """The photos that may be fetched: all of them, or none where the page asks that they be left out."""
        if may_keep_photos(fetched.page):
            return photos
        self._errand.tally.add("images_refused", len(photos))
        self._errand.tally.hold_back("the page asks that its photos be left out")
        return ()

    async def _see(self, sighting: Sighting, addresses: Iterable[str], record: RecordRef | None) -> None:
        images = self._photos.unseen(addresses) if _is_minor(sighting) else await self._photos.see(addresses)
        seen = replace(sighting, images=images, record=record)
        self._errand.run.see(replace(seen, content_sha256=content_hash(seen)))
        self._errand.tally.add("present")

    def _without_content(self, url: str, status: Status, ref: str, fetched: Fetched) -> None:
        ref = read_ref(self._errand.site.ad, url) or self._last.ref(url) or ref
        if not ref:
            self._fail(url, f"is {status}, and its ref is not known")
        elif self._same_ads.is_new(ref):
            record = self._errand.keep(fetched)
            sighting = Sighting(self._errand.site.site.name, ref, url, self._errand.now(), status, record=record)
            self._errand.run.see(replace(sighting, content_sha256=content_hash(sighting)))
            self._errand.tally.add(status)
        else:
            self._errand.tally.add("duplicates")

    def _fail(self, url: str, why: str | FetchFailed) -> None:
        """Note that an ad was not seen; what Peil held back from is counted, and is no error."""
        if isinstance(why, FetchFailed) and why.refused:
            self._errand.tally.add("refused")
            self._errand.tally.hold_back(str(why))
            if not why.wished and belongs(url, self._errand.site.site.hosts):
                self._errand.tally.error(url, f"a redirect that is not followed: {why}")
        else:
            self._errand.tally.add("failed")
            self._errand.tally.error(url, str(why))


def _is_minor(sighting: Sighting) -> bool:
    return says_minor(sighting.age, f"{sighting.title}\n{sighting.text}")
