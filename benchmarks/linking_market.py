"""An invented market of ads with the truth of who is behind each; other habits with every seed.

Soloists who change numbers, duos, agencies, shared booking numbers, help lines, stock and stolen photos, numbers that
pass to somebody else after 60 to 400 days, typing errors, template texts, ads with nothing but photos. Written in the
form that `peil link` reads: one look an ad, no names.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = [
    f"{first}{second}" for first in "bdfghklmnprstvwz" for second in ("aan", "een", "ier", "oot", "uis", "ink", "elt")
]
MIRROR = int("5" * 64, 16)
HELP_LINES = 3


@dataclass(frozen=True)
class Habits:
    """Shares and sizes, drawn anew for every market."""

    days: int
    sites: int
    kinds: tuple[float, float, float, float, float]
    changes: float
    recycled: float
    typing_errors: float
    stolen: float
    stock: float
    help_line: float
    account: float
    new_account: float
    template: float
    photos: int
    ads: float
    phone: float
    rewritten: float

    @classmethod
    def drawn(cls, chance: random.Random) -> "Habits":
        share = chance.uniform
        return cls(
            days=chance.choice([540, 730, 900]),
            sites=chance.randint(3, 8),
            kinds=(share(70, 85), share(5, 15), share(1, 4), share(0.5, 2), share(2, 8)),
            changes=share(0.1, 0.3),
            recycled=share(0.04, 0.12),
            typing_errors=share(0.004, 0.015),
            stolen=share(0.01, 0.03),
            stock=share(0.01, 0.04),
            help_line=share(0.05, 0.15),
            account=share(0.5, 0.9),
            new_account=share(0, 0.1),
            template=share(0.1, 0.4),
            photos=chance.randint(4, 8),
            ads=share(3, 9),
            phone=share(0.8, 0.97),
            rewritten=share(0, 0.5),
        )


@dataclass
class Persona:
    """Who is shown: photos, a text, accounts by site."""

    number: int
    photos: list[int]
    text: list[str]
    accounts: dict[str, str] = field(default_factory=dict)


@dataclass
class Operator:
    """Who is behind ads: personas, and numbers with the day from which each is used."""

    personas: list[Persona]
    numbers: list[tuple[int, str]]
    first: int
    last: int
    account: str = ""
    beside: str = ""
    photos_only: bool = False


class Market:
    """Draws ads until there are enough; `truth` and `tags` stand beside `ads`, line by line."""

    def __init__(self, seed: int, count: int) -> None:
        self.chance = random.Random(seed)
        self.habits = Habits.drawn(self.chance)
        self.ads: list[dict[str, Any]] = []
        self.truth: list[int] = []
        self.tags: list[set[str]] = []
        self.numbers: list[str] = []
        self.photos: list[int] = []
        self.retired: list[tuple[int, str]] = []
        self.operators = 0
        self.sites = [f"site{number}.example" for number in range(self.habits.sites)]
        self.help_lines = {site: self.new_number() for site in self.sites[:HELP_LINES]}
        self.stock = [self.new_photo() for _ in range(self.chance.randint(10, 60))]
        self.templates = [self.chance.choices(WORDS, k=30) for _ in range(20)]
        draw: list[Callable[[], Iterator[Operator]]] = [
            self.solo,
            self.duo,
            self.agency,
            self.booking,
            self.photos_only,
        ]
        while len(self.ads) < count:
            for operator in self.chance.choices(draw, self.habits.kinds)[0]():
                self.operators += 1
                self.advertise(operator)
        order = self.chance.sample(range(count), count)
        self.ads, self.truth, self.tags = ([each[at] for at in order] for each in (self.ads, self.truth, self.tags))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def new_number(self) -> str:
        self.numbers.append(f"+316{self.chance.randrange(10**8):08d}")
        return self.numbers[-1]

    def new_photo(self) -> int:
        self.photos.append(self.chance.getrandbits(256))
        return self.photos[-1]

    def span(self) -> tuple[int, int]:
        first = self.chance.randrange(self.habits.days - 20)
        return first, min(self.habits.days, first + self.chance.randint(10, self.chance.choice([60, 200, 500])))

    def persona(self) -> Persona:
        own = self.chance.choices(WORDS, k=self.chance.randint(10, 40))
        text = self.chance.choice(self.templates) if self.happens(self.habits.template) else own
        photos = [self.new_photo() for _ in range(self.chance.randint(1, self.habits.photos))]
        return Persona(self.chance.randrange(10**9), photos, text)

    def used_numbers(self, first: int, last: int) -> list[tuple[int, str]]:
        """The number of the beginning, now and then one that another gave up, and further ones."""
        numbers = [(first, self.given_up(first) or self.new_number())]
        while self.happens(self.habits.changes):
            numbers.append((self.chance.randint(first, last), self.new_number()))
        if self.happens(0.2):
            self.retired.append((last, max(numbers)[1]))
        return sorted(numbers)

    def given_up(self, day: int) -> str:
        free = [(last, number) for last, number in self.retired[-80:] if 60 <= day - last <= 400]
        if not free or not self.happens(2 * self.habits.recycled):
            return ""
        chosen = self.chance.choice(free)
        self.retired.remove(chosen)
        return chosen[1]

    def solo(self, beside: str = "") -> Iterator[Operator]:
        first, last = self.span()
        yield Operator([self.persona()], self.used_numbers(first, last), first, last, beside=beside)

    def duo(self) -> Iterator[Operator]:
        first, last = self.span()
        yield Operator([self.persona(), self.persona()], self.used_numbers(first, last), first, last)

    def agency(self) -> Iterator[Operator]:
        first, last = self.span()
        personas = [self.persona() for _ in range(self.chance.randint(4, self.chance.choice([8, 20, 50])))]
        account = self.chance.choice(["", f"huis{self.operators}"])
        yield Operator(personas, self.used_numbers(first, last), first, last, account)

    def booking(self) -> Iterator[Operator]:
        """Unrelated soloists who share a booking number beside their own."""
        shared = self.new_number()
        for _ in range(self.chance.randint(4, 12)):
            yield from self.solo(shared)

    def photos_only(self) -> Iterator[Operator]:
        first, last = self.span()
        yield Operator([self.persona()], [], first, last, photos_only=True)

    def advertise(self, operator: Operator) -> None:
        for persona in operator.personas:
            for _ in range(min(30, 1 + int(self.chance.expovariate(1 / self.habits.ads)))):
                self.place(operator, persona)

    def place(self, operator: Operator, persona: Persona) -> None:
        site, day = self.chance.choice(self.sites), self.chance.randint(operator.first, operator.last)
        tags: set[str] = set()
        seen = START + timedelta(days=day, seconds=self.chance.randrange(86_400))
        ad = {
            "id": f"ad{len(self.ads)}",
            "site": site,
            "account": self.shown_account(operator, persona, site),
            "seen_at": f"{seen:%Y-%m-%dT%H:%M:%SZ}",
            "municipality": "GM0344",
            "phones": self.shown_numbers(operator, site, day, tags),
            "images": [{"pdq": self.resaved(photo)} for photo in self.shown_photos(operator, persona, tags)],
            "text": self.written(persona),
        }
        self.ads.append(ad)
        self.truth.append(self.operators)
        self.tags.append(tags)

    def shown_account(self, operator: Operator, persona: Persona, site: str) -> str | None:
        if operator.photos_only or not self.happens(self.habits.account):
            return None
        if operator.account:
            return operator.account
        if self.happens(self.habits.new_account):
            persona.accounts[site] = f"v{self.chance.randrange(10**9)}"
        return persona.accounts.setdefault(site, f"u{persona.number}{site[4]}")

    def shown_numbers(self, operator: Operator, site: str, day: int, tags: set[str]) -> list[str]:
        shown = []
        if operator.numbers and self.happens(self.habits.phone):
            shown.append(max(used for used in operator.numbers if used[0] <= day)[1])
            if self.happens(self.habits.typing_errors):
                tags.add("typing error")
                shown = [self.mistyped(shown[0])]
        if operator.beside and self.happens(0.7):
            shown.append(operator.beside)
        if site in self.help_lines and self.happens(self.habits.help_line):
            tags.add("help line")
            shown.append(self.help_lines[site])
        return list(dict.fromkeys(shown))

    def mistyped(self, number: str) -> str:
        """A digit off; in half of the cases it happens to be somebody's."""
        if self.happens(0.5):
            return self.chance.choice(self.numbers)
        at = self.chance.randrange(4, 12)
        return number[:at] + str((int(number[at]) + self.chance.randint(1, 9)) % 10) + number[at + 1 :]

    def shown_photos(self, operator: Operator, persona: Persona, tags: set[str]) -> list[int]:
        photos = self.chance.sample(persona.photos, self.chance.randint(1, len(persona.photos)))
        if self.happens(self.habits.stock):
            tags.add("stock photo")
            photos.append(self.chance.choice(self.stock))
        if self.happens(self.habits.stolen):
            tags.add("stolen photo")
            photos.append(self.chance.choice(self.photos))
        return [photo for photo in photos if operator.photos_only or self.happens(0.95)]

    def resaved(self, photo: int) -> str:
        """The hash of a copy: some bits off, now and then mirrored."""
        for bit in self.chance.sample(range(256), self.chance.choice((0, 0, 1, 3, 6, 10, 15))):
            photo ^= 1 << bit
        return f"{photo ^ MIRROR if self.happens(0.05) else photo:064x}"

    def written(self, persona: Persona) -> str:
        """The persona's text with some words changed, or another altogether."""
        if self.happens(self.habits.rewritten):
            return " ".join(self.chance.choices(WORDS, k=self.chance.randint(10, 40)))
        text = list(persona.text)
        for _ in range(self.chance.choice([0, 0, 1, 3])):
            text[self.chance.randrange(len(text))] = self.chance.choice(WORDS)
        return " ".join(text)
