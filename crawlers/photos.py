"""An ad's photos, fetched with the ad: each address once over all committed runs of the site.

In: addresses of images. Out: what was seen of each, its file in the evidence. Only images by their content, bounded in
size; nothing is decoded, no EXIF is read.
"""

import hashlib
from collections.abc import Iterable

from crawlers.errand import Errand
from crawlers.images import image_kind
from crawlers.troubles import FetchFailed
from peil.records.seen import SeenImage


class Photos:
    """The photos of one run; `known` are those that an earlier committed run holds, by address."""

    def __init__(self, errand: Errand, known: dict[str, SeenImage]) -> None:
        self._errand, self._known = errand, known

    async def see(self, urls: Iterable[str]) -> tuple[SeenImage, ...]:
        """What is at each address; without hash and record where there is no image to be had."""
        return tuple([await self._see(url) for url in urls])

    def unseen(self, urls: Iterable[str]) -> tuple[SeenImage, ...]:
        """The addresses alone, where the photos must not be fetched."""
        return tuple(SeenImage(url) for url in urls)

    async def _see(self, url: str) -> SeenImage:
        if url in self._known:
            self._errand.tally.add("images_known")
            return self._known[url]
        try:
            image = await self._fetch(url)
        except FetchFailed as failure:
            self._errand.tally.add("images_failed")
            if not failure.refused:
                self._errand.tally.error(url, f"image: {failure}")
            return SeenImage(url)
        self._errand.tally.add("images")
        self._errand.run.know(image)
        self._known[url] = image
        return image

    async def _fetch(self, url: str) -> SeenImage:
        fetched = await self._errand.fetcher.get(url)
        if fetched.page.status != 200:
            raise FetchFailed(f"answered {fetched.page.status}")
        if not image_kind(fetched.page.body):
            raise FetchFailed("not a JPEG, PNG, WebP or GIF")
        record = self._errand.keep(fetched)
        if record is None:
            raise FetchFailed("asks not to be kept", refused=True)
        return SeenImage(url, hashlib.sha256(fetched.page.body).hexdigest(), record)
