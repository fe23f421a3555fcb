"""A second invented market, of another hand than `linking_market`, so that no linker is fitted to one of the two.

Ads are reposts of campaigns; houses have several numbers and lose workers, who take their photos along; thieves take
several photos; stock photos are rare or common; sites put an empty frame or a placeholder number where something is
missing; numbers are mistyped into their neighbours; account names are short and come back at other sites; a few copies
of photos are cropped beyond recognition.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2024, 1, 1, tzinfo=UTC)
VOWELS, CONSONANTS = "aeiou", "bdfghjklmnprstvz"
MIRROR = int("5" * 64, 16)
PLACEHOLDERS = ["+31612345678", "+31600000000", "+31611111111"]
ADS_EACH = 40


@dataclass(frozen=True)
class Habits:
    """Shares and sizes, drawn anew for every market."""

    days: int
    sites: int
    houses: float
    pairs: float
    image_only: float
    house_size: float
    leavers: float
    recycled: float
    mistyped: float
    thieves: float
    stock: float
    frame: float
    placeholder: float
    help_line: float
    no_number: float
    account: float
    template: float
    reposts: float
    noise: float
    cropped: float

    @classmethod
    def drawn(cls, chance: random.Random) -> "Habits":
        share = chance.uniform
        return cls(
            days=chance.choice([365, 700, 1000]),
            sites=chance.randint(4, 12),
            houses=share(0.01, 0.05),
            pairs=share(0.03, 0.15),
            image_only=share(0.03, 0.15),
            house_size=share(5, 20),
            leavers=share(0.02, 0.2),
            recycled=share(0.03, 0.15),
            mistyped=share(0.003, 0.02),
            thieves=share(0.005, 0.06),
            stock=share(0.01, 0.06),
            frame=share(0.02, 0.1),
            placeholder=share(0.002, 0.02),
            help_line=share(0.03, 0.2),
            no_number=share(0.03, 0.25),
            account=share(0.3, 0.95),
            template=share(0.05, 0.5),
            reposts=share(2, 6),
            noise=share(2, 9),
            cropped=share(0, 0.08),
        )


@dataclass
class Worker:
    """Who is shown: photos, words, a name for accounts, and an own number beside the house's or none."""

    photos: list[int]
    words: list[str]
    handle: str
    numbers: list[str] = field(default_factory=list)


@dataclass
class House:
    """Who is behind ads, from one day to another; a soloist is a house of one."""

    workers: list[Worker]
    numbers: list[str]
    days: tuple[int, int]
    account: str = ""
    image_only: bool = False


class Market:
    """Draws ads until there are enough; `truth` and `tags` stand beside `ads`, line by line."""

    def __init__(self, seed: int, count: int) -> None:
        self.chance = random.Random(f"other {seed}")
        self.habits = Habits.drawn(self.chance)
        self.ads: list[dict[str, Any]] = []
        self.truth: list[int] = []
        self.tags: list[set[str]] = []
        self.free: list[tuple[int, str]] = []
        self.used: list[str] = []
        self.shown: list[list[int]] = []
        self.taken: dict[tuple[str, str], Worker] = {}
        self.operators = 0
        self.sites = [f"s{number}.example" for number in range(self.habits.sites)]
        self.frames = {site: self.photo() for site in self.sites}
        self.help_lines = {site: f"+3120{self.chance.randrange(10**7):07d}" for site in self.sites[::2]}
        self.stock = [self.photo() for _ in range(200)]
        self.vocabulary = ["".join(self.syllables()) for _ in range(3000)]
        self.templates = [self.words(25) for _ in range(12)]
        while len(self.ads) < count:
            for house in self.draw():
                self.operators += 1
                self.advertise(house)
        order = self.chance.sample(range(count), count)
        self.ads, self.truth, self.tags = ([each[at] for at in order] for each in (self.ads, self.truth, self.tags))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def syllables(self) -> Iterator[str]:
        for _ in range(self.chance.randint(1, 4)):
            yield self.chance.choice(CONSONANTS) + self.chance.choice(VOWELS)

    def words(self, count: int) -> list[str]:
        return [self.vocabulary[int(len(self.vocabulary) * self.chance.random() ** 2)] for _ in range(count)]

    def photo(self) -> int:
        return self.chance.getrandbits(256)

    def number(self, day: int) -> str:
        """A new number, or one that another gave up 60 to 400 days ago."""
        if self.happens(self.habits.recycled):
            for place in self.chance.sample(range(len(self.free)), min(40, len(self.free))):
                if 60 <= day - self.free[place][0] <= 400:
                    return self.free.pop(place)[1]
        self.used.append(f"+316{self.chance.randrange(10**8):08d}")
        return self.used[-1]

    def worker(self) -> Worker:
        photos = [self.photo() for _ in range(1 + min(9, int(self.chance.expovariate(0.3))))]
        words = self.words(self.chance.randint(12, 60))
        self.shown.append(photos)
        return Worker(photos, words, "".join(self.syllables()))

    def days(self) -> tuple[int, int]:
        first = self.chance.randrange(self.habits.days - 30)
        return first, min(self.habits.days, first + 7 + int(self.chance.expovariate(1 / 120)))

    def draw(self) -> Iterator[House]:
        days, kind = self.days(), self.chance.random()
        if kind < self.habits.houses:
            yield from self.house(days)
        elif kind < self.habits.houses + self.habits.pairs:
            yield House([self.worker(), self.worker()], [self.number(days[0])], days)
        elif kind < self.habits.houses + self.habits.pairs + self.habits.image_only:
            yield House([self.worker()], [], days, image_only=True)
        else:
            numbers = [self.number(days[0])]
            while self.happens(0.2):
                numbers.append(self.number(sum(days) // 2))
            yield House([self.worker()], numbers, days)
        if numbers := ([] if kind < self.habits.houses else self.used[-1:]):
            self.free += [(days[1], number) for number in numbers if self.happens(0.3)]

    def house(self, days: tuple[int, int]) -> Iterator[House]:
        """A house with a number or three; some workers go on alone afterwards, with the photos that they had."""
        size = 3 + int(self.chance.expovariate(1 / self.habits.house_size))
        workers = [self.worker() for _ in range(size)]
        numbers = [self.number(days[0]) for _ in range(self.chance.choice([1, 1, 2, 3]))]
        account = f"club{self.operators}" if self.happens(0.6) else ""
        yield House(workers, numbers, days, account)
        for worker in workers:
            if self.happens(self.habits.leavers):
                later = (days[1], min(self.habits.days + 60, days[1] + 60))
                alone = Worker(worker.photos, worker.words, "".join(self.syllables()))
                yield House([alone], [self.number(later[0])], later)

    def advertise(self, house: House) -> None:
        for worker in house.workers:
            for _ in range(1 + min(4, int(self.chance.expovariate(0.8)))):
                self.campaign(house, worker)

    def campaign(self, house: House, worker: Worker) -> None:
        """One text and one choice of photos, placed again and again at one site."""
        site, day = self.chance.choice(self.sites), self.chance.randint(*house.days)
        template = self.happens(self.habits.template)
        words = self.chance.choice(self.templates) + worker.words[:4] if template else worker.words
        photos = self.chance.sample(worker.photos, self.chance.randint(1, len(worker.photos)))
        tags: set[str] = set()
        photos += self.borrowed(tags)
        for _ in range(min(ADS_EACH, 1 + int(self.chance.expovariate(1 / self.habits.reposts)))):
            day = min(house.days[1], day + self.chance.randint(0, 9))
            self.place(house, worker, (site, day, words, photos), set(tags))

    def borrowed(self, tags: set[str]) -> list[int]:
        found = []
        if self.happens(self.habits.thieves):
            tags.add("stolen photo")
            victim = self.chance.choice(self.shown)
            found += self.chance.sample(victim, min(len(victim), self.chance.choice([1, 1, 1, 2])))
        if self.happens(self.habits.stock):
            tags.add("stock photo")
            found.append(self.stock[int(len(self.stock) * self.chance.random() ** 3)])
        return found

    def place(
        self, house: House, worker: Worker, campaign: tuple[str, int, list[str], list[int]], tags: set[str]
    ) -> None:
        site, day, words, photos = campaign
        seen = START + timedelta(days=day, seconds=self.chance.randrange(86_400))
        if framed := self.happens(self.habits.frame):
            tags.add("placeholder photo")
        ad = {
            "id": f"{site[1:2]}{len(self.ads):x}",
            "site": site,
            "account": self.account(house, worker, site, tags),
            "seen_at": seen.isoformat(),
            "municipality": "GM0363",
            "phones": self.phones(house, site, day, tags),
            "images": [{"pdq": f"{self.frames[site]:064x}"}] if framed else [{"pdq": self.copy(one)} for one in photos],
            "text": self.text(words),
        }
        self.ads.append(ad)
        self.truth.append(self.operators)
        self.tags.append(tags)

    def account(self, house: House, worker: Worker, site: str, tags: set[str]) -> str | None:
        """An account of the site: its names are given out once; who places without one is a guest at some sites."""
        if house.image_only or not self.happens(self.habits.account):
            if site not in self.help_lines:
                return None
            tags.add("guest account")
            return "gast"
        name = house.account or worker.handle
        while not house.account and self.taken.setdefault((site, name), worker) is not worker:
            name += self.chance.choice("0123456789")
        return name

    def phones(self, house: House, site: str, day: int, tags: set[str]) -> list[str]:
        shown = []
        if house.numbers and not self.happens(self.habits.no_number):
            way = (day - house.days[0]) / max(1, house.days[1] - house.days[0] + 1)
            several = len(house.workers) > 1
            own = self.chance.choice(house.numbers) if several else house.numbers[int(way * len(house.numbers))]
            shown.append(self.mistyped(own, tags) if self.happens(self.habits.mistyped) else own)
        if not shown and self.happens(self.habits.placeholder / self.habits.no_number):
            tags.add("placeholder number")
            shown.append(self.chance.choice(PLACEHOLDERS))
        if site in self.help_lines and self.happens(self.habits.help_line):
            tags.add("help line")
            shown.append(self.help_lines[site])
        return shown

    def mistyped(self, number: str, tags: set[str]) -> str:
        """Two digits swapped, a digit off, or by ill luck another's number."""
        tags.add("typing error")
        at = self.chance.randrange(4, 11)
        match self.chance.randrange(3):
            case 0:
                return self.chance.choice(self.used)
            case 1:
                return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        return number[:at] + str(self.chance.randrange(10)) + number[at + 1 :]

    def copy(self, photo: int) -> str:
        if self.happens(self.habits.cropped):
            return f"{self.photo():064x}"
        for bit in self.chance.sample(range(256), min(28, int(self.chance.expovariate(1 / self.habits.noise)))):
            photo ^= 1 << bit
        return f"{photo ^ MIRROR if self.happens(0.03) else photo:064x}"

    def text(self, words: list[str]) -> str:
        """The words with a few others among them; some sites keep no more than a beginning."""
        text = list(words)
        for _ in range(self.chance.choice([0, 0, 0, 1, 2, 5])):
            text[self.chance.randrange(len(text))] = self.words(1)[0]
        return " ".join(text[: self.chance.choice([15, 100, 100])])
