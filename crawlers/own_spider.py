"""A site's own spider, for a site that no file can express: `[site] spider = "module:Class"`.

In: the class's name in a site file. Out: an object that says where the ads are and reads one page. It asks for pages
through the crawl it is given, so mandate, robots.txt, turns, evidence, walls and the protection of minors hold for it
as for any site; what it yields becomes the same sightings.
"""

import importlib
import importlib.util
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from crawlers.ad_page import MOST_IMAGES
from crawlers.page import Page
from crawlers.site_file import AdFields, SiteFile
from crawlers.toml_lines import line_of
from crawlers.troubles import FetchFailed
from peil.errors import SourceError

Get = Callable[[str], Awaitable[Page]]
# What a class raises when a page is not as it expects it: the page is an error then, and the crawl goes on.
MISREADINGS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError)
_LISTS = ("price", "images")
_MODULE = re.compile(r"[A-Za-z_][\w.]*")


class OwnSpider(Protocol):
    """What the class offers; it is made once a run, with the site file. `get` raises FetchFailed where nothing came.

    `ads` yields the addresses of ads, absolute, in the site's order. `read` gives the fields of a page that answered
    2xx, by their names in `[ad]`: a text each, `price` and `images` (absolute addresses) a sequence of texts.
    """

    def __init__(self, site: SiteFile) -> None: ...

    def ads(self, get: Get) -> AsyncIterator[str]:
        """Where the ads are."""

    async def read(self, page: Page, get: Get) -> Mapping[str, Any]:
        """What stands on an ad's page."""


@dataclass(frozen=True)
class OwnFields:
    """The fields that a class gave, checked: every name known, texts as texts, lists as tuples."""

    spider: str

    def of(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of an ad as crawlers.ad_page gives them; raises SourceError for what is none."""
        if unknown := said.keys() - AdFields.model_fields.keys():
            mend = f"names out of {', '.join(AdFields.model_fields)} would be right"
            raise SourceError(f"gives {', '.join(sorted(unknown))}", where=self.spider, mend=mend)
        return {name: self._value(name, said.get(name)) for name in AdFields.model_fields}

    def _value(self, name: str, value: Any) -> Any:
        if name in _LISTS:
            values = () if value is None else tuple(value)
            if isinstance(value, str) or not all(isinstance(one, str) for one in values):
                raise SourceError(f"gives {name} that is no list of texts", where=self.spider)
            return tuple(dict.fromkeys(values))[:MOST_IMAGES]
        if value is not None and not isinstance(value, str):
            raise SourceError(f"gives {name} that is no text", where=self.spider)
        return (value or "").strip()


async def read_by(spider: OwnSpider, page: Page, get: Get) -> Mapping[str, Any]:
    """What the class reads on a page; raises FetchFailed where it cannot make sense of it."""
    try:
        return await spider.read(page, get)
    except MISREADINGS as error:
        raise FetchFailed(f"the site's spider cannot read it ({in_short(error)})") from error


def in_short(error: Exception) -> str:
    """`KeyError: 'name'`, on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def make_spider(site: SiteFile, file: Path) -> OwnSpider | None:
    """The site's own spider, None where it has none; raises SourceError (FILE:LINE) where it cannot be made."""
    if not site.site.spider:
        return None
    module, _, name = site.site.spider.partition(":")
    made = getattr(_module(module, file), name, None)
    if not callable(made):
        raise _mistake(file, f"{module} has no class {name}")
    lacking = [part for part in ("ads", "read") if not callable(getattr(made, part, None))]
    if lacking:
        raise _mistake(file, f"{name} has no {' and no '.join(lacking)}")
    spider: OwnSpider = made(site)
    return spider


def _module(name: str, file: Path) -> ModuleType:
    """The module: a file beside the site file, since a site is a folder of its own; else an installed one."""
    beside = file.resolve().parent / f"{name}.py"
    if beside.is_file():
        spec = importlib.util.spec_from_file_location(f"{beside.parent.name}.{name}", beside)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise _mistake(file, f"there is no module {name}") from error


def _mistake(file: Path, what: str) -> SourceError:
    line = line_of(file.read_text(encoding="utf-8"), ("site", "spider"))
    mend = 'spider = "spider:Class" for a class in spider.py beside this file, as crawlers.own_spider describes it,'
    return SourceError(f"site.spider: {what}", where=f"{file}:{line}", mend=f"{mend} would be right")
