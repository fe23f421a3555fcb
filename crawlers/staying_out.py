"""Who is kept out of a crawl, asked before anything of an ad is stored: by address, account, number or photo.

In: addresses, sightings, pages. Out: whether they are about somebody who stays out. Numbers are read by the reader
that crawlers.settings names, the one that reads every ad, so that a disguised number is known too.
"""

import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from crawlers import settings
from crawlers.addresses import plain_address
from crawlers.page import Page
from crawlers.visible_text import visible_text
from peil.kept_out import KeptOut
from peil.records.read import AdText, PhoneReading
from peil.records.seen import Sighting

_ReadNumbers = Callable[[AdText], Sequence[PhoneReading]]


@dataclass(frozen=True)
class StayingOut:
    """Who stays out of a crawl of a site in `country`."""

    kept_out: KeptOut = field(default_factory=KeptOut)
    country: str = "NL"

    @property
    def watches_photos(self) -> bool:
        """Whether any photo is kept out."""
        return "photo" in self.kept_out.kinds

    def is_address(self, url: str) -> bool:
        """Whether an ad's address is kept out."""
        return self.kept_out.has("url", plain_address(url))

    def is_photo(self, sha256: str | None) -> bool:
        """Whether a photo's file is kept out."""
        return sha256 is not None and self.kept_out.has("photo", sha256)

    def is_about(self, seen: Sighting) -> bool:
        """Whether a sighting is about somebody who stays out."""
        if self.is_address(seen.url) or any(self.is_photo(image.sha256) for image in seen.images):
            return True
        if seen.account and self.kept_out.has("account", f"{seen.site}:{seen.account}"):
            return True
        said = AdText(id=seen.ad, country=self.country, title=seen.title, text=seen.text, phone=seen.phone)
        return self._has_number(said)

    def is_named(self, page: Page, links: Iterable[str] = ()) -> bool:
        """Whether a page that is somebody else's links to an ad that stays out, or shows such a number."""
        if not self.kept_out.tokens or page.root is None:
            return False
        found = [*links, *(page.absolute(said) for said in page.find("//a/@href"))]
        return any(map(self.is_address, dict.fromkeys(found))) or self._has_number(
            AdText(id="page", country=self.country, text=visible_text(page.root))
        )

    def _has_number(self, said: AdText) -> bool:
        if "number" not in self.kept_out.kinds:
            return False
        return any(self.kept_out.has("number", phone.e164) for phone in self._read(said))

    @cached_property
    def _read(self) -> _ReadNumbers:
        found: Any = pkgutil.resolve_name(settings.NUMBER_READER)
        return found  # type: ignore[no-any-return]  # the setting names a reader
