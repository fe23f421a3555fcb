"""An ad's photos, fetched with the ad: each address once over all committed runs of the site, each file kept once.

In: addresses of images. Out: what was seen of each, its file in the evidence. Only images by their content, bounded in
bytes and, by their header, in pixels; nothing is decoded, no EXIF is read.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from crawlers.addresses import plain_address
from crawlers.errand import Errand
from crawlers.fetching import Fetched
from crawlers.image_headers import MAX_PIXELS, image_kind, image_size
from crawlers.kept_records import kept_record
from crawlers.page_wishes import may_keep, may_keep_photos
from crawlers.troubles import FetchFailed
from peil.records.seen import RecordRef, SeenImage


class Photos:
    """The photos of one run; `known` are those that an earlier committed run holds, by address."""

    def __init__(self, errand: Errand, known: dict[str, SeenImage]) -> None:
        self._errand = errand
        self._known = {plain_address(url): image for url, image in known.items()}
        self._places = {image.sha256: image.record for image in known.values()}
        self._fetched: dict[str, Fetched] = {}

    async def see(self, urls: Iterable[str]) -> tuple[SeenImage, ...]:
        """What is at each address; without hash and record where there is no image to be had."""
        return tuple([await self._see(url) for url in urls])

    def unseen(self, urls: Iterable[str]) -> tuple[SeenImage, ...]:
        """The addresses alone, where the photos must not be fetched."""
        return tuple(SeenImage(url) for url in urls)

    async def show_one_kept_out(self, urls: Iterable[str]) -> bool:
        """Whether one of the photos is kept out; what had to be fetched to tell is not asked for again by `see`."""
        self._fetched.clear()
        for url in urls:
            known = self._known.get(plain_address(url))
            if self._errand.staying_out.is_photo(known.sha256 if known else await self._looked_at(url)):
                self._fetched.clear()
                return True
        return False

    async def _looked_at(self, url: str) -> str | None:
        try:
            self._fetched[url] = await self._errand.fetcher.get(url)
        except FetchFailed:
            return None  # `see` asks again and tells why
        return hashlib.sha256(self._fetched[url].page.body).hexdigest()

    async def _see(self, url: str) -> SeenImage:
        if known := self._known.get(plain_address(url)):
            self._errand.tally.add("images_known")
            return replace(known, url=url)
        try:
            image = await self._fetch(url)
        except FetchFailed as failure:
            self._miss(url, failure)
            return SeenImage(url)
        self._errand.tally.add("images")
        self._errand.run.know(image)
        self._known[plain_address(url)], self._places[image.sha256] = image, image.record
        return image

    def _miss(self, url: str, failure: FetchFailed) -> None:
        """Note a photo that was not to be had; what the site wishes is no failure."""
        self._errand.tally.add("images_refused" if failure.wished else "images_failed")
        if failure.refused:
            self._errand.tally.hold_back(str(failure))
        else:
            self._errand.tally.error(url, f"image: {failure}")

    async def _fetch(self, url: str) -> SeenImage:
        fetched = self._fetched.pop(url, None) or await self._errand.fetcher.get(url)
        if fetched.page.status != 200:
            raise FetchFailed(f"answered {fetched.page.status}")
        _check(fetched.page.body)
        if not (may_keep(fetched.page) and may_keep_photos(fetched.page)):
            raise FetchFailed("asks not to be kept", wished=True)
        sha256 = hashlib.sha256(fetched.page.body).hexdigest()
        return SeenImage(url, sha256, self._keep(fetched, sha256))

    def _keep(self, fetched: Fetched, sha256: str) -> RecordRef | None:
        """Keep the file; one that an earlier run holds under another address is pointed at."""
        place = self._places.get(sha256)
        earlier = kept_record(self._errand.run.site, place) if place else None
        if earlier is None:
            return self._errand.keep(fetched)
        return self._errand.evidence.keep_again(fetched.exchanges[-1], earlier)


def _check(body: bytes) -> None:
    """Raise FetchFailed for what is no photo, or has more pixels than any photo."""
    if not image_kind(body):
        raise FetchFailed("not a JPEG, PNG, WebP, AVIF or GIF")
    width, height = image_size(body) or (0, 0)
    if width * height > MAX_PIXELS:
        raise FetchFailed(f"{width} x {height} pixels, more than {MAX_PIXELS // 10**6} million")
