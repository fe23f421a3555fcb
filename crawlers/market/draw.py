"""The urn from which the market draws: people, numbers, references, accounts and scenes, each used once.

In: a seed. Out: the same things in the same order for the same seed and the same questions.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from crawlers.market import numbers, words
from crawlers.market.ads import Ad, Price
from crawlers.market.photos import Photo
from crawlers.market.places import PLACES, Place

FORMATS = {"etalage": ("jpg", "jpg", "jpg", "webp"), "vitrine": ("webp",), "prikbord": ("jpg", "jpg", "png")}


def stream(seed: int, name: str) -> Random:
    """A stream of its own for each part of the market, so that one part can change without the others."""
    return Random(f"{seed}/{name}")  # noqa: S311 - an invented market wants repeatable chance, not secrets


@dataclass(frozen=True, slots=True)
class Person:
    """One invented advertiser: `operator` is who truly stands behind the ads, `setting` where one meets."""

    operator: str
    name: str
    age: int
    place: Place
    setting: str
    number: str
    scenes: tuple[int, ...]
    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when an ad stands, and how its number (empty style: none) and photos are shown."""

    site: str
    first: int = 0
    last: int = 11
    style: str = "plain"
    treatment: str = "original"
    case: str = ""


@dataclass(slots=True)
class Urn:
    """Draws for one part of the market; what is `taken` and how many `scenes` there are is shared with the others."""

    rng: Random
    taken: set[str] = field(default_factory=set)
    scenes: list[int] = field(default_factory=lambda: [0])

    def beside(self, rng: Random) -> "Urn":
        """Another urn for another part of the same market."""
        return Urn(rng, self.taken, self.scenes)

    def once(self, make: Callable[[], str]) -> str:
        """The first value of `make` that nobody has yet."""
        while (value := make()) in self.taken:
            pass
        self.taken.add(value)
        return value

    def number(self) -> str:
        """A new mobile number, national."""
        return self.once(lambda: numbers.mobile(self.rng))

    def ref(self, site: str) -> str:
        """A new reference at the site."""
        return self.once(lambda: f"{site}:{self.rng.randint(100000, 999999)}").partition(":")[2]

    def account(self) -> str:
        """A new account name."""
        return self.once(lambda: f"u{self.rng.randint(10000, 99999)}")

    def scene(self) -> int:
        """A new scene."""
        self.scenes[0] += 1
        return self.scenes[0]

    def person(self, operator: str, place: str, setting: str = "incall", photos: int = 1) -> Person:
        """A new person in a town."""
        base = self.rng.randrange(60, 110, 5)
        return Person(
            operator=operator,
            name=self.rng.choice(words.NAMES),
            age=self.rng.randint(23, 49),
            place=PLACES[place],
            setting=setting,
            number=self.number(),
            scenes=tuple(self.scene() for _ in range(photos)),
            prices=((30, base), (60, base + self.rng.randrange(40, 70, 5))),
        )

    def ad(self, person: Person, slot: Slot) -> Ad:
        """An ad of one person in her or his own words."""
        place = person.place.name
        where = words.setting(self.rng, person.setting, place)
        return Ad(
            site=slot.site,
            ref=self.ref(slot.site),
            operator=person.operator,
            persona=person.name,
            place=person.place,
            first=slot.first,
            last=slot.last,
            title=words.title(self.rng, person.name, place),
            lines=words.solo(self.rng, person.name, person.age, where),
            written=(numbers.write(person.number, slot.style),) if slot.style else (),
            contact=self.rng.choice(words.CONTACTS),
            photos=self.photos(person.scenes, slot),
            age=person.age,
            prices=person.prices,
            account=self.account(),
            category=self.rng.choice(words.CATEGORIES),
            case=slot.case,
        )

    def photos(self, scenes: tuple[int, ...], slot: Slot) -> tuple[Photo, ...]:
        """Copies of the scenes as the site stores them."""
        return tuple(Photo(scene, slot.treatment, self.rng.choice(FORMATS[slot.site])) for scene in scenes)
