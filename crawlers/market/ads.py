"""An ad as the market holds it: what it says in which weeks, and the truth about who stands behind it.

Frozen values; the pages show `shown_title`, `shown_lines` and their like, the truth reads the rest.
"""

from dataclasses import dataclass
from datetime import date

from crawlers.market import weeks
from crawlers.market.numbers import Written
from crawlers.market.photos import Photo
from crawlers.market.places import Place

Price = tuple[int, int]  # minutes, whole euros


@dataclass(frozen=True, slots=True)
class Ad:
    """One ad of one persona of one operator, live from week `first` up to and including week `last`.

    `also` are numbers of others that its lines hold already. `bumped_every` n weeks its date is renewed; `lingers`: a
    list links to it for one more week after it is gone; from week `dearer_from` on its prices are ten euros higher,
    which is a new version.
    """

    site: str
    ref: str
    operator: str
    persona: str
    place: Place
    first: int
    last: int
    title: str
    lines: tuple[str, ...]
    written: tuple[Written, ...] = ()
    also: tuple[Written, ...] = ()
    contact: str = "Bel of app: {}"
    photos: tuple[Photo, ...] = ()
    age: int | None = None
    prices: tuple[Price, ...] = ()
    account: str = ""
    website: str = ""
    address: str = ""
    category: str = "Massage"
    case: str = ""
    bumped_every: int = 0
    lingers: bool = False
    dearer_from: int | None = None

    @property
    def id(self) -> str:
        """`site:ref`, the ad's name everywhere."""
        return f"{self.site}:{self.ref}"

    @property
    def shown_title(self) -> str:
        """The title, with the part of a number that stands in it."""
        return " ".join([self.title, *(number.title for number in self.written if number.title)])

    @property
    def shown_lines(self) -> tuple[str, ...]:
        """The text, line by line; a number that began in the title goes on in the first."""
        halves = tuple(number.text for number in self.written if number.title)
        whole = tuple(self.contact.format(number.text) for number in self.written if number.text and not number.title)
        return halves + self.lines + whole

    @property
    def shown_number(self) -> str:
        """What stands in the site's own field for a number, or nothing."""
        return next((number.field for number in self.written if number.field), "")

    def is_live(self, week: int) -> bool:
        """Whether the ad is public in the week."""
        return self.first <= week <= self.last

    def lingers_in(self, week: int) -> bool:
        """Whether a list still links to it although it is gone."""
        return self.lingers and week == self.last + 1

    def posted(self, week: int) -> date:
        """The day the site shows for it: of its first week, or of its latest bump."""
        since = week - self.first
        return weeks.day(week - since % self.bumped_every if self.bumped_every else self.first)

    def views(self, week: int) -> int:
        """The counter on its page, which grows every week and means nothing."""
        return (week - self.first + 1) * (17 + int(self.ref) % 83)

    def prices_in(self, week: int) -> tuple[Price, ...]:
        """The prices of the week."""
        more = 10 if self.dearer_from is not None and week >= self.dearer_from else 0
        return tuple((minutes, euros + more) for minutes, euros in self.prices)
