"""How fast clusters are judged, on a seeded market of its own making.

    python -m benchmarks.judging [CLUSTERS] [SEED]

The market has soloists, home workers, duos, houses, agencies, travellers and licensees over all municipalities, each
seen on some days of two months; 1,000 licences, 342 policies. Prints CPU seconds as JSON, of judging records and of
reading them from a folder; judges nothing.
"""

import gc
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from peil.municipalities import municipalities
from peil.records.judged import Presence
from peil.records.read import Address, PhoneReading, Setting, Sign
from peil.records.register import HomeWork, Licence, Period, Policy, Regime
from rules.case import Case
from rules.files import read_ads
from rules.judge import verdicts

T = TypeVar("T")
ON = date(2026, 11, 24)
START = datetime(2026, 9, 26, 12, tzinfo=UTC)
LICENCES, DAYS = 1_000, 60
SITES = ("alfa.example", "beta.example", "gamma.example")
REGIMES: tuple[Regime, ...] = ("licence", "licence", "maximum", "zero", "none", "unknown")
SETTINGS: tuple[Setting, ...] = ("incall", "outcall", "both", "unknown")
HOME: tuple[HomeWork, ...] = ("allowed", "conditions", "forbidden", "unknown")


class Market:
    """Draws a case."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        known = municipalities().values()
        self.towns = [one.gm for one in known if one.valid_to is None][:342]

    def case(self, clusters: int) -> Case:
        """A case of so many clusters."""
        presences = tuple(one for number in range(clusters) for one in self.cluster(number))
        return Case(presences, tuple(self.licence(number) for number in range(LICENCES)), tuple(self.policies()))

    def cluster(self, number: int) -> Iterator[Presence]:
        """One operator: one to four ads, each seen on one to six days."""
        draw = self.random
        house, licensed = draw.random() < 0.15, draw.random() < 0.03
        base: dict[str, Any] = {
            "cluster": f"c{number:06}",
            "phones": (PhoneReading(self.phone(number, licensed), "links", "mobile", ""),),
            "setting": draw.choice(SETTINGS),
            "home": None if house else draw.choice((True, None, None, False)),
            "signs": tuple(Sign(kind, "…") for kind in draw.sample(("staff", "hours", "premises"), 2)) if house else (),
        }
        towns = draw.sample(self.towns, 3) if draw.random() < 0.05 else [draw.choice(self.towns)]
        for ad in range(draw.choice((3, 4, 5)) if house else draw.choice((1, 1, 2))):
            yield from self.ad(base | {"id": f"{number}-{ad}", "persona": draw.choice((None, f"p{ad}"))}, towns)

    def ad(self, base: dict[str, Any], towns: list[str]) -> Iterator[Presence]:
        """One ad on its days."""
        draw = self.random
        place = Address("Lange Laan", str(draw.randrange(1, 300)), f"{draw.randrange(1000, 9999)}AB")
        shown: dict[str, Any] = {
            "address": place if draw.random() < 0.2 else None,
            "age": draw.choice((None, 20, 25, 31)),
            "site": draw.choice(SITES),
        }
        names = ("Huis Kompasroos",) if draw.random() < 0.1 else ()
        for day in draw.sample(range(DAYS), draw.choice((1, 2, 3, 6))):
            yield Presence(
                **base, **shown, seen_at=START + timedelta(days=day), certainty="exact",
                municipality=draw.choice(towns), trade_names=names, run_short=draw.random() < 0.05,
            )  # fmt: skip

    def phone(self, number: int, licensed: bool) -> str:
        """An invented number; a licensee's is in the register."""
        return f"+316{self.random.randrange(LICENCES) if licensed else LICENCES + number:08}"

    def licence(self, number: int) -> Licence:
        """One licence."""
        town = self.towns[number % len(self.towns)]
        until = ON - timedelta(days=number % 100) if number % 5 == 0 else None
        return Licence(
            f"L-{number}", town, "club_privehuis", f"Kompasroos {number}", Period(date(2020, 1, 1), until), "verleend",
            street="Lange Laan", house_number=str(number % 300 + 1), postcode=f"{1000 + number}AB",
            phones=(f"+316{number:08}",), workplaces=number % 6 or None,
        )  # fmt: skip

    def policies(self) -> Iterator[Policy]:
        """One policy a municipality."""
        for number, town in enumerate(self.towns):
            regime, home = REGIMES[number % len(REGIMES)], HOME[number % len(HOME)]
            yield Policy(town, Period(date(2020, 1, 1)), regime, "Nota", None, home, None, 21, number % 2 == 0)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds, and what came of it."""
    start = time.process_time()
    done = work()
    return round(time.process_time() - start, 2), done


def read_back(presences: tuple[Presence, ...]) -> float:
    """CPU seconds for reading the sightings from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ads.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for one in presences:
                file.write(json.dumps(asdict(one), default=str) + "\n")
        gc.disable()  # as the command does
        return timed(lambda: read_ads(path))[0]


def main(clusters: int, seed: int) -> None:
    """Print the figures."""
    case = Market(seed).case(clusters)
    gc.freeze()  # as the command does
    seconds, found = timed(lambda: list(verdicts(case, ON, every=False)))
    figures = {
        "clusters": clusters,
        "sightings": len(case.presences),
        "judge_cpu_s": seconds,
        "read_cpu_s": read_back(case.presences),
        "flags": dict(sorted(Counter(one.rule for one in found).items())),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    main(*(given + [100_000, 1][len(given) :]))
