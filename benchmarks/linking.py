"""How well and how fast ads are joined, on a seeded market of its own making.

    python -m benchmarks.linking [ADS] [SEED]

The market has soloists who change numbers, duos, agencies, help lines, booking numbers, stock and stolen photos,
numbers that pass to somebody else, and typing errors. Prints figures as JSON; judges nothing.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from enrichment.images.hamming import mirrored
from enrichment.linking import LinkOptions, link
from peil.records.joined import ImagePrint, LinkAd

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 730
SITES = ("alfa.example", "beta.example", "gamma.example", "delta.example", "epsilon.example")
NAMES = [f"naam{number}" for number in range(300)]


@dataclass
class Persona:
    """Who is shown: a name, photos, accounts by site."""

    name: str
    photos: list[str]
    accounts: dict[str, str] = field(default_factory=dict)


@dataclass
class Operator:
    """Who is behind ads: personas, and numbers with the day from which each is used."""

    personas: list[Persona]
    numbers: list[tuple[int, str]]
    first: int
    last: int
    website: str = ""
    account: str = ""
    beside: str = ""

    def number(self, day: int) -> str:
        """The number in use on a day."""
        return max((since, number) for since, number in self.numbers if since <= day)[1]


class Market:
    """Draws operators and their ads; `truth` is ad id -> operator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.ads: list[LinkAd] = []
        self.truth: dict[str, int] = {}
        self.stolen: set[str] = set()
        self.mistyped: set[str] = set()
        self.retired: list[tuple[int, str]] = []
        self.numbers: list[str] = []
        self.photos: list[str] = []
        self.help_lines = {site: self.new_number() for site in SITES[:3]}
        self.stock = [self.new_photo() for _ in range(30)]
        self.operators = 0

    def fill(self, count: int) -> "Market":
        """Draw operators until there are so many ads."""
        draw: list[Callable[[], list[Operator]]] = [self.soloist, self.duo, self.agency, self.booking]
        while len(self.ads) < count:
            for operator in self.random.choices(draw, (80, 12, 2, 2))[0]():
                self.operators += 1
                self.advertise(operator)
        self.ads = self.ads[:count]
        return self

    def new_number(self) -> str:
        self.numbers.append(f"+316{self.random.randrange(10**8):08d}")
        return self.numbers[-1]

    def new_photo(self) -> str:
        bits = self.random.sample(range(256), 128)
        self.photos.append(f"{sum(1 << bit for bit in bits):064x}")
        return self.photos[-1]

    def persona(self) -> Persona:
        return Persona(self.random.choice(NAMES), [self.new_photo() for _ in range(self.random.randint(1, 7))])

    def span(self) -> tuple[int, int]:
        first = self.random.randrange(DAYS - 30)
        return first, min(DAYS, first + self.random.randint(20, 400))

    def soloist(self) -> list[Operator]:
        first, last = self.span()
        numbers = [(first, self.taken_over(first) or self.new_number())]
        if self.random.random() < 0.2:
            numbers.append((self.random.randint(first, last), self.new_number()))
        if self.random.random() < 0.1:
            self.retired.append((last, numbers[-1][1]))
        return [Operator([self.persona()], numbers, first, last)]

    def taken_over(self, day: int) -> str:
        """A number that somebody gave up 60 to 400 days ago, for one in ten."""
        free = [(last, number) for last, number in self.retired[-50:] if 60 <= day - last <= 400]
        if not free or self.random.random() > 0.1:
            return ""
        chosen = self.random.choice(free)
        self.retired.remove(chosen)
        return chosen[1]

    def duo(self) -> list[Operator]:
        first, last = self.span()
        return [Operator([self.persona(), self.persona()], [(first, self.new_number())], first, last)]

    def agency(self) -> list[Operator]:
        first, last = self.span()
        operator = Operator(
            [self.persona() for _ in range(self.random.randint(5, 40))], [(first, self.new_number())], first, last
        )
        operator.website = self.random.choice(["", f"huis{self.operators}.example"])
        operator.account = self.random.choice(["", f"huis{self.operators}"])
        return [operator]

    def booking(self) -> list[Operator]:
        """Five to ten unrelated soloists who share a booking number beside their own."""
        shared = self.new_number()
        return [replace(self.soloist()[0], beside=shared) for _ in range(self.random.randint(5, 10))]

    def advertise(self, operator: Operator) -> None:
        for persona in operator.personas:
            for _ in range(min(20, 1 + int(self.random.expovariate(0.25)))):
                self.place(operator, persona)

    def place(self, operator: Operator, persona: Persona) -> None:
        site, day = self.random.choice(SITES), self.random.randint(operator.first, operator.last)
        fallback = f"{persona.name}{self.random.randrange(10**9)}"
        account = operator.account or persona.accounts.setdefault(site, fallback)
        ad = LinkAd(
            id=f"ad{len(self.ads)}",
            site=site,
            account=account if self.random.random() < 0.7 else "",
            first_seen=START + timedelta(days=day),
            last_seen=START + timedelta(days=day + self.random.randint(0, 20)),
            phones=self.shown_numbers(operator, site, day, f"ad{len(self.ads)}"),
            images=tuple(self.shown_photos(persona, f"ad{len(self.ads)}")),
            websites=(operator.website,) if operator.website and self.random.random() < 0.5 else (),
            name=persona.name if self.random.random() < 0.6 else "",
        )
        self.truth[ad.id] = self.operators
        self.ads.append(ad)

    def shown_numbers(self, operator: Operator, site: str, day: int, ad: str) -> tuple[str, ...]:
        shown = [operator.number(day)] if self.random.random() < 0.9 else []
        if shown and self.random.random() < 0.01:
            self.mistyped.add(ad)
            shown = [self.random.choice(self.numbers) if self.random.random() < 0.5 else self.new_number()]
        if operator.beside and self.random.random() < 0.7:
            shown.append(operator.beside)
        if site in self.help_lines and self.random.random() < 0.1:
            shown.append(self.help_lines[site])
        return tuple(dict.fromkeys(shown))

    def shown_photos(self, persona: Persona, ad: str) -> list[ImagePrint]:
        photos = self.random.sample(persona.photos, self.random.randint(1, len(persona.photos)))
        if self.random.random() < 0.03:
            photos.append(self.random.choice(self.stock))
        if self.random.random() < 0.02:
            self.stolen.add(ad)
            photos.append(self.random.choice(self.photos))
        return [self.resaved(photo) for photo in photos if self.random.random() < 0.95]

    def resaved(self, photo: str) -> ImagePrint:
        """The hash of a copy: some bits off, now and then mirrored."""
        value = int(photo, 16)
        for bit in self.random.sample(range(256), self.random.choice((0, 0, 2, 4, 8, 14))):
            value ^= 1 << bit
        pdq = f"{value:064x}"
        return ImagePrint(mirrored(pdq) if self.random.random() < 0.1 else pdq)


def pairwise(truth: Mapping[str, object], found: Mapping[str, object]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of ads in one group."""

    def count(groups: Counter) -> int:
        return sum(size * (size - 1) // 2 for size in groups.values())

    both = count(Counter((truth[ad], found[ad]) for ad in truth))
    precision = both / (count(Counter(found[ad] for ad in truth)) or 1)
    recall = both / (count(Counter(truth.values())) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def b_cubed(truth: Mapping[str, object], found: Mapping[str, object]) -> float:
    """F1 of B-cubed precision and recall: how pure and how whole the group of an ad is, on average."""
    both = Counter((truth[ad], found[ad]) for ad in truth)
    real, made = Counter(truth.values()), Counter(found[ad] for ad in truth)
    precision = sum(n * n / made[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / real[group] for (group, _), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


def welded(ads: set[str], truth: Mapping[str, object], found: Mapping[str, object]) -> float:
    """The share of the given ads that share a cluster with an ad of somebody else."""
    owners: dict[object, set[object]] = {}
    for ad in truth:
        owners.setdefault(found[ad], set()).add(truth[ad])
    marked = [ad for ad in ads if ad in found]
    return sum(len(owners[found[ad]]) > 1 for ad in marked) / max(1, len(marked))


def measure(ads: Sequence[LinkAd], options: LinkOptions) -> tuple[dict[str, str], float]:
    start = time.process_time()
    clusters = link(ads, {}, [], START, options).clusters
    return clusters, time.process_time() - start


def main(count: int = 100_000, seed: int = 1) -> None:
    market = Market(seed).fill(count)
    truth = {ad.id: market.truth[ad.id] for ad in market.ads}
    found, bare = measure(market.ads, LinkOptions(evidence=False))
    _, whole = measure(market.ads, LinkOptions())
    precision, recall, f1 = pairwise(truth, found)
    figures = {
        "ads": len(truth),
        "operators": len(set(truth.values())),
        "clusters": len(set(found.values())),
        "largest": max(Counter(found.values()).values()),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "b_cubed": b_cubed(truth, found),
        "stolen_photos_weld": welded(market.stolen, truth, found),
        "typing_errors_weld": welded(market.mistyped, truth, found),
        "cpu_s": bare,
        "cpu_s_with_evidence": whole,
    }
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
