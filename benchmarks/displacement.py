"""How well the waterbed measurement tells what was planted: coverage of its 95 % interval over seeded markets.

`python -m benchmarks.displacement [SEEDS] [FIRST]` (3 s a seed): markets over all municipalities with a planted
displacement of 0, 10, 30 and 60 %; prints how often the interval holds the truth, how often "displaced" is said, how
often nothing can be told. A market has births, long stays, moves, seasons, local tides and crawls that miss some.
What is planted: from the day on, a cluster that would stand in the municipality stands with a neighbour instead, with
that chance.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from scipy import stats

from peil.municipalities import municipalities, neighbours
from peil.records.displaced import ActiveWeek, SeenWeek
from rules.displacement.measure import Activity, Question, measure

FIRST = date(2025, 1, 6)
WEEKS, EVENT = 40, 28
SITES = ("kade", "plein", "steeg")


@dataclass(frozen=True)
class Market:
    """One seeded market: the activity that crawls saw, and what is asked of it."""

    question: Question
    activity: Activity


def market(seed: int, planted: float, clusters: int = 15_000) -> Market:
    rng = np.random.default_rng(seed)
    names = [gm for gm, one in municipalities().items() if one.valid_to is None]
    number = {gm: index for index, gm in enumerate(names)}
    near = [[number[other] for other in sorted(neighbours().get(gm, ())) if other in number] for gm in names]
    weight = rng.lognormal(0, 1.2, len(names))
    target = _target(rng, weight, near)
    home = rng.choice(len(names), clusters, p=weight / weight.sum())
    born = rng.integers(-30, WEEKS, clusters)
    died = born + 1 + rng.geometric(1 / 18, clusters)
    place = _places(rng, home, near)
    season = 1 + 0.1 * np.sin(2 * np.pi * np.arange(WEEKS) / 26 + rng.uniform(0, 6))
    tide = np.cumsum(rng.normal(0, 0.01, (WEEKS, len(names))), axis=0)
    moved = _plant(rng, place, near, target, planted)
    weeks = np.arange(WEEKS)
    alive = (weeks[None] >= born[:, None]) & (weeks[None] < died[:, None])
    chance = 0.75 * season[None] * np.exp(tide[weeks[None], moved])
    active = alive & (rng.random(alive.shape) < np.clip(chance, 0, 1))
    return Market(
        Question(names[target], FIRST + timedelta(days=7 * EVENT + 2), FIRST + timedelta(days=7 * (WEEKS - 1))),
        _seen(rng, active, moved, names),
    )


def _target(rng: np.random.Generator, weight: np.ndarray, near: list[list[int]]) -> int:
    """A municipality as it would be chosen: with supply, and neighbours with some."""
    share = weight / weight.sum()
    fit = [i for i, ring in enumerate(near) if share[i] > 0.006 and ring and share[ring].sum() > 0.006]
    return int(rng.choice(fit))


def _places(rng: np.random.Generator, home: np.ndarray, near: list[list[int]]) -> np.ndarray:
    """Where each cluster is in each week: at home, with a move to a neighbour or anywhere now and then."""
    place = np.repeat(home[:, None], WEEKS, axis=1)
    mover = rng.random(len(home)) < 0.25
    for cluster in np.flatnonzero(mover):
        here = home[cluster]
        for week in range(WEEKS):
            if rng.random() < 0.12:
                here = rng.choice(near[here]) if near[here] and rng.random() < 0.6 else rng.integers(len(near))
            place[cluster, week] = here
    return place


def _plant(
    rng: np.random.Generator, place: np.ndarray, near: list[list[int]], target: int, planted: float
) -> np.ndarray:
    moved = place.copy()
    for cluster in np.flatnonzero((place[:, EVENT:] == target).any(axis=1)):
        if rng.random() < planted:
            elsewhere = rng.choice(near[target])
            weeks = np.flatnonzero(place[cluster, EVENT:] == target) + EVENT
            moved[cluster, weeks] = elsewhere
    return moved


def _seen(rng: np.random.Generator, active: np.ndarray, place: np.ndarray, names: list[str]) -> Activity:
    """What crawls saw of it: each cluster on one or two sites, each site-week seen for 80 to 100 %."""
    coverage = rng.uniform(0.8, 1.0, (len(SITES), WEEKS))
    on = rng.random((len(active), len(SITES))) < np.array([0.6, 0.3, 0.3])
    on[~on.any(axis=1), 0] = True
    rows = []
    for site, name in enumerate(SITES):
        clusters, weeks = np.nonzero(active & on[:, site, None] & (rng.random(active.shape) < coverage[site][None]))
        rows += [
            ActiveWeek(f"c{cluster}", names[place[cluster, week]], name, FIRST + timedelta(days=7 * int(week)))
            for cluster, week in zip(clusters.tolist(), weeks.tolist(), strict=True)
        ]
    seen = [
        SeenWeek(name, FIRST + timedelta(days=7 * week), float(coverage[site, week]))
        for site, name in enumerate(SITES)
        for week in range(WEEKS)
    ]
    return Activity(rows, seen)


def _share(held: int, told: int) -> str:
    """A share with the doubt that so many seeds leave (Clopper and Pearson)."""
    doubt = stats.binomtest(held, told).proportion_ci()
    return f"{held / told:.1%}, {doubt.low:.1%} to {doubt.high:.1%}"


def main(seeds: int, first: int) -> None:
    for planted in (0.0, 0.1, 0.3, 0.6):
        said: Counter[str] = Counter()
        held, told, errors, widths = 0, 0, [], []
        for seed in range(first, first + seeds):
            made = market(seed, planted)
            found = measure(made.question, made.activity)
            said[found.said] += 1
            if found.said != "cannot_tell" and found.displaced:
                told += 1
                held += found.displaced.low <= planted <= found.displaced.high
                errors.append(found.displaced.value - planted)
                widths.append(found.displaced.high - found.displaced.low)
            print(f"\r{planted:.0%} {seed}", end="", file=sys.stderr)
        print(
            f"\rplanted {planted:.0%}: interval holds it in {held} of {told} ({_share(held, told)}); "
            f"bias {np.mean(errors):+.3f}, "
            f"median width {np.median(widths):.2f}; said {dict(said)}"
        )


if __name__ == "__main__":
    arguments = [int(word) for word in sys.argv[1:]]
    main(*(arguments + [100, 1][len(arguments) :]))
