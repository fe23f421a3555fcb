"""A visit to an ad: its page becomes a sighting, or a reason why not.

In: the address of an ad. Out: a line in the run's sightings and its evidence. Never climbs a wall, never fetches a
photo where the ad says an age under 18, never keeps what asks not to be kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawlers.ad_page import read_ad, read_ref
from crawlers.errand import Errand
from crawlers.fetching import Fetched
from crawlers.meaning import content_hash
from crawlers.minors import says_minor
from crawlers.photos import Photos
from crawlers.run_folder import RunFolder
from crawlers.troubles import FetchFailed
from crawlers.walls import wall
from crawlers.wishes import may_keep
from peil.errors import SourceError
from peil.records.seen import Sighting, Status


class Visits:
    """The visits of one run; `last` is the site's run before it, which knows the refs of pages that are gone."""

    def __init__(
        self, errand: Errand, photos: Photos, last: RunFolder | None, meta: Mapping[str, Any] | None = None
    ) -> None:
        self._errand, self._photos, self._last, self._meta = errand, photos, last, meta
        self._seen: set[str] = set()
        self._refs_before: dict[str, str] | None = None

    async def visit(self, url: str) -> None:
        """Look at one ad once."""
        try:
            fetched = await self._errand.page(url, self._meta)
        except FetchFailed as failure:
            self._fail(url, failure)
        else:
            await self._judge(url, fetched)
        self._errand.report()

    async def _judge(self, url: str, fetched: Fetched) -> None:
        page = fetched.page
        fields = read_ad(self._errand.site.ad, page)
        fields["ref"] = fields["ref"] or read_ref(self._errand.site.ad, url)
        if page.status in (404, 410):
            self._without_content(url, "gone", fields["ref"], fetched)
        elif wall(page, has_text=bool(fields["text"])):
            self._without_content(url, "not_public", fields["ref"], fetched)
        elif not 200 <= page.status < 300:
            self._fail(url, f"answered {page.status}")
        elif not fields["ref"] or not (fields["title"] or fields["text"]):
            self._fail(url, "no ref, or neither title nor text, was found on the page")
        elif not may_keep(page):
            self._errand.tally.add("not_kept")
        elif self._is_new(fields["ref"]):
            await self._present(url, fields, fetched)

    async def _present(self, url: str, fields: dict[str, Any], fetched: Fetched) -> None:
        at, record = self._errand.now(), self._errand.keep(fetched)
        minor = says_minor(fields["age"], f"{fields['title']}\n{fields['text']}")
        addresses = fields.pop("images")
        images = self._photos.unseen(addresses) if minor else await self._photos.see(addresses)
        site = self._errand.site.site.name
        sighting = Sighting(site=site, url=url, seen_at=at, status="present", images=images, record=record, **fields)
        self._errand.run.see(replace(sighting, content_sha256=content_hash(sighting)))
        self._errand.tally.add("present")

    def _without_content(self, url: str, status: Status, ref: str, fetched: Fetched) -> None:
        ref = ref or self._ref_before(url)
        if not ref:
            self._fail(url, f"is {status}, and its ref is not known")
        elif self._is_new(ref):
            record = self._errand.keep(fetched)
            sighting = Sighting(self._errand.site.site.name, ref, url, self._errand.now(), status, record=record)
            self._errand.run.see(replace(sighting, content_sha256=content_hash(sighting)))
            self._errand.tally.add(status)

    def _is_new(self, ref: str) -> bool:
        """Whether this run meets the ref for the first time; a second address of the same ad is no second sighting."""
        if ref in self._seen:
            self._errand.tally.add("duplicates")
            return False
        self._seen.add(ref)
        return True

    def _ref_before(self, url: str) -> str:
        if self._refs_before is None:
            self._refs_before = _refs(self._last) if self._last else {}
        return self._refs_before.get(url, "")

    def _fail(self, url: str, why: str | FetchFailed) -> None:
        """Note that an ad was not seen; what Peil held back from is counted, and is no error."""
        if isinstance(why, FetchFailed) and why.refused:
            self._errand.tally.add("refused")
        else:
            self._errand.tally.add("failed")
            self._errand.tally.error(url, str(why))


def _refs(run: RunFolder) -> dict[str, str]:
    """The refs of a run by address; none where its sightings are damaged, which the door tells a person."""
    try:
        return {sighting.url: sighting.ref for sighting in run.sightings()}
    except SourceError:
        return {}
