"""What was read from an ad's version, and what was computed from an image file."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Use = Literal["links", "shown", "ambiguous"]
Certainty = Literal["exact", "likely", "region", "unknown"]
Setting = Literal["incall", "outcall", "both", "unknown"]


@dataclass(frozen=True, slots=True)
class AdText:
    """What the reader gets: the words of one version. `id` is the caller's own; `country` the site's (NL, BE, DE).

    The labelled fields (`phone`, `city`, …) are what a site shows under such a label; all may be empty.
    `url` is the ad's own address: the site's domain is nobody's own. `seen_on` dates the municipalities: mergers move
    a place; without it they are today's.
    """

    id: str
    country: str = "NL"
    title: str = ""
    text: str = ""
    phone: str = ""
    city: str = ""
    address: str = ""
    age: str = ""
    price: tuple[str, ...] = ()
    website: str = ""
    url: str = ""
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """One number; `use` says what it may do (links: join; shown: never joins; ambiguous: two defensible readings).

    `kind` is mobile, landline, service, foreign or unknown. `raw` is as written;
    `start` and `end` are its span in characters within the `field` (title, text, phone).
    """

    e164: str
    use: Use
    kind: str
    raw: str
    field: str = "text"
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """One place; `gm` is a GM code, `BE:<name>`, `DE:<name>`, or None for a region."""

    gm: str | None
    certainty: Certainty
    name: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as read; `house_number` keeps its suffix (`12-A`), `postcode` is `1234AB` or `1234` or empty."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in integer cents for `minutes` (None: not said)."""

    cents: int
    minutes: int | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A quoted sign of a kind that a rule names (staff, vacancy, premises, hours, …, minor); never a score."""

    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as an ad names them: days (Monday is 0; none said: empty), minutes after midnight, the words.

    `closes` before `opens` is the next morning.
    """

    days: tuple[int, ...]
    opens: int
    closes: int
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one version: `place` where the ad offers (at most one), `places` further ones it lists.

    `languages` are codes of what the text is written in (nl, en, de, fr), never of what somebody speaks.
    """

    id: str
    phones: tuple[PhoneReading, ...] = ()
    place: PlaceReading | None = None
    places: tuple[PlaceReading, ...] = ()
    address: Address | None = None
    age: int | None = None
    minor: bool = False
    prices: tuple[Price, ...] = ()
    hours: tuple[Hours, ...] = ()
    persons: int | None = None
    setting: Setting = "unknown"
    home: bool | None = None
    signs: tuple[Sign, ...] = ()
    licence_numbers: tuple[str, ...] = ()
    trade_names: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    name: str = ""
    signature: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What knows the same image file again; hashes as lower-case hex. `quality` is PDQ's (0 to 100).

    `reason` says why there are no hashes (not an image, too large, …); then the hashes are empty.
    """

    sha256: str
    pdq: str = ""
    pdq_mirrored: str = ""
    quality: int = 0
    phash: str = ""
    crop: tuple[str, ...] = ()
    width: int = 0
    height: int = 0
    reason: str = ""
    made_with: dict[str, str] = field(default_factory=dict, compare=False)
