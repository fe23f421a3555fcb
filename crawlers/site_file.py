"""A site file: everything Peil knows about one site, as one TOML file.

In: `crawlers/sites/<site>/site.toml` or any path. Out: a frozen SiteFile, or all mistakes at once, each with its line.
Unknown keys are refused; a site without a floor does not load.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from crawlers.cron_line import check_cron
from crawlers.field_selectors import CssSelector, JsonSelector, UrlSelector, read_selector
from crawlers.hosts import belongs, host_name, is_loopback
from crawlers.site_mistakes import FieldMistake, field_mistakes, file_mistake
from peil.errors import SourceErrors

_PUBLIC_DELAY_S = 1.0
_CLASS = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def _host(name: str) -> str:
    if "/" in name or not host_name(name):
        raise ValueError(f'{name!r} is not a host, a name such as "www.example.nl" would be right')
    return name.lower()


def _css(value: str) -> str:
    read_selector(value)
    return value


def _spider(name: str) -> str:
    if name and not _CLASS.fullmatch(name):
        raise ValueError(f'{name!r} is not a class, "spider:Class" for a class in spider.py beside this file is right')
    return name


AnySelector = Annotated[CssSelector | UrlSelector | JsonSelector, BeforeValidator(read_selector)]
Css = Annotated[str, AfterValidator(_css)]
Host = Annotated[str, AfterValidator(_host)]
SpiderName = Annotated[str, AfterValidator(_spider)]
Cron = Annotated[str, AfterValidator(check_cron)]
FieldName = Literal[
    "title",
    "text",
    "phone",
    "city",
    "address",
    "age",
    "price",
    "posted",
    "account",
    "website",
    "category",
    "images",
]
# What a site with a spider of its own need not say: selectors that find nothing.
_LEFT_TO_THE_SPIDER = {"listing": {"ad": ":not(*)"}, "ad": {"ref": ":not(*)", "title": ":not(*)"}}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Site(_Part):
    """`[site]`: its name, where a crawl starts, the hosts it may visit; `spider` is for what no file can express."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")
    start: tuple[str, ...] = Field(min_length=1)
    hosts: tuple[Host, ...] = Field(min_length=1)
    country: str = Field("NL", pattern=r"^[A-Z]{2}$")
    language: str = Field("nl", pattern=r"^[a-z]{2}$")
    schedule: Cron = "15 4 * * *"
    render: Literal["html", "browser"] = "html"
    spider: SpiderName = ""

    @model_validator(mode="after")
    def _starts_at_home(self) -> "Site":
        away = [url for url in self.start if not belongs(url, self.hosts)]
        if away:
            mend = f"an http(s) address at {self.hosts[0]} would be right"
            raise FieldMistake(("start",), f"{away[0]!r} is not at one of the hosts, {mend}")
        return self


class Politeness(_Part):
    """`[politeness]`: seconds between two requests to a host, and the ends of a crawl.

    `concurrency` bounds what is in flight over all hosts; a host is asked one thing at a time whatever it says.
    """

    delay_s: float = Field(2.0, ge=0, le=600)
    concurrency: int = Field(1, ge=1, le=8)
    max_pages: int = Field(20_000, ge=1)
    max_minutes: float = Field(120, gt=0, le=1440)


class BrowserSteps(_Part):
    """What a browser page waits for and does before it is read."""

    wait_for: Css | None = None
    scroll: Literal["end"] | Annotated[int, Field(ge=1, le=50)] | None = None
    click: Css | None = None
    then_wait_for: Css | None = None


class Browser(_Part):
    """`[browser]`: the steps on a listing page and on an ad's."""

    list_: BrowserSteps = Field(BrowserSteps(), alias="list")
    ad: BrowserSteps = BrowserSteps()


class Listing(_Part):
    """`[listing]`: the links to ads and to the next page."""

    ad: AnySelector
    next: AnySelector | None = None


class AdFields(_Part):
    """`[ad]`: where each field of an ad stands."""

    ref: AnySelector
    title: AnySelector
    text: AnySelector | None = None
    phone: AnySelector | None = None
    city: AnySelector | None = None
    address: AnySelector | None = None
    age: AnySelector | None = None
    price: AnySelector | None = None
    posted: AnySelector | None = None
    account: AnySelector | None = None
    website: AnySelector | None = None
    category: AnySelector | None = None
    images: AnySelector | None = None


class Signs(_Part):
    """`[signs]`: what stands on a page that is gone, or not public, though it answers 200."""

    gone: AnySelector | None = None
    not_public: AnySelector | None = None


class Floor(_Part):
    """`[floor]`: fewer ads than `ads`, or than `share` of the usual number, and the run is short.

    `fields`: the least share of the ads in which a field is found; it goes before what was usual.
    """

    ads: int = Field(ge=1)
    share: float = Field(0.5, ge=0, le=1)
    fields: dict[FieldName, Annotated[float, Field(ge=0, le=1)]] = {}


class SiteFile(_Part):
    """One site, as its file says."""

    site: Site
    politeness: Politeness = Politeness()
    browser: Browser = Browser()
    listing: Listing
    ad: AdFields
    signs: Signs = Signs()
    floor: Floor

    @model_validator(mode="before")
    @classmethod
    def _left_to_the_spider(cls, said: Any) -> Any:
        site = said.get("site") if isinstance(said, dict) else None
        return _LEFT_TO_THE_SPIDER | said if isinstance(site, dict) and site.get("spider") else said

    @model_validator(mode="after")
    def _slow_in_public(self) -> "SiteFile":
        delay = self.politeness.delay_s
        if delay < _PUBLIC_DELAY_S and not all(is_loopback(host) for host in self.site.hosts):
            mend = f"{_PUBLIC_DELAY_S:g} or more would be right for a public host"
            raise FieldMistake(("politeness", "delay_s"), f"{delay:g} is too little, {mend}")
        return self


def load_site(path: Path) -> SiteFile:
    """The site of a file; raises SourceErrors with every mistake as `FILE:LINE: what is wrong, what would be right`."""
    try:
        text = path.read_text(encoding="utf-8")
        return SiteFile.model_validate(tomllib.loads(text))
    except ValidationError as error:
        raise SourceErrors(field_mistakes(SiteFile, path, text, error)) from error
    except (OSError, ValueError) as error:
        raise SourceErrors([file_mistake(path, error)]) from error


def site_folder() -> Path:
    """The folder of the sites that come with Peil: `<site>/site.toml`."""
    return Path(__file__).parent / "sites"


def site_files(folder: Path | None = None) -> dict[str, Path]:
    """The site files of a folder by the name of their own folder, in order of name."""
    found = sorted((folder or site_folder()).glob("*/site.toml"))
    return {file.parent.name: file for file in found}
