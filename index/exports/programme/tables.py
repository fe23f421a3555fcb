"""Counts of ads by week: by place, site, kind of work, language and licence.

In: ads by week. Out: rows by table; no count below k, and none below k to be had by subtraction. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.exports.cells import Path, publishable
from peil.municipalities import municipalities
from peil.records.counted import AdWeek

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Count:
    """One count of ads: `place` a GM code, a province, or empty for the country; `value` what they have in common."""

    week: date
    place: str
    value: str
    ads: int


def programme_tables(ads: Iterable[AdWeek], k: int) -> dict[str, list[Count]]:
    """The tables `places`, `sites`, `settings`, `languages` and `licences`, each by week."""
    weeks: dict[date, list[AdWeek]] = defaultdict(list)
    for ad in ads:
        weeks[ad.week].append(ad)
    found: dict[str, list[Count]] = {name: [] for name in ("places", "sites", "settings", "languages", "licences")}
    for week in sorted(weeks):
        for name, rows in _week(week, weeks[week], k).items():
            found[name] += rows
    return found


def licence_shares(licences: Sequence[Count]) -> list[tuple[date, str, float]]:
    """Of each week and place the share of ads that match a licence, of those of which that is known."""
    counts: Mapping[tuple[date, str], dict[str, int]] = defaultdict(dict)
    for row in licences:
        counts[row.week, row.place][row.value] = row.ads
    return [
        (week, place, round((found.get("exact", 0) + found.get("probable", 0)) / known, 3))
        for (week, place), found in sorted(counts.items())
        if (known := sum(ads for value, ads in found.items() if value != _UNKNOWN)) and "none" in found
    ]


def _week(week: date, ads: Sequence[AdWeek], k: int) -> dict[str, list[Count]]:
    places = [_place(ad.municipality) for ad in ads]
    both = list(zip(ads, places, strict=True))
    return {
        "places": [Count(week, path[-1] if path else "", "", n) for path, n in _shown(places, k)],
        "sites": list(_split(week, [(ad.site,) for ad in ads], k, 0)),
        "settings": list(_split(week, [(ad.setting,) for ad in ads], k, 0)),
        "languages": _languages(week, ads, k),
        "licences": _with_country(list(_split(week, [(*place, ad.licence_match) for ad, place in both], k, 2))),
    }


def _with_country(rows: list[Count]) -> list[Count]:
    """The rows, and their sums: the true sums of the country less these rows would tell the places not shown."""
    sums: Counter[tuple[date, str]] = Counter()
    for row in rows:
        sums[row.week, row.value] += row.ads
    return [*(Count(week, "", value, n) for (week, value), n in sorted(sums.items())), *rows]


def _languages(week: date, ads: Sequence[AdWeek], k: int) -> list[Count]:
    """An ad may be in several; each is held against those that are not in it."""
    rows: list[Count] = []
    for language in sorted({language for ad in ads for language in ad.languages}):
        split = _split(week, [(language if language in ad.languages else "",) for ad in ads], k, 0)
        rows += [count for count in split if count.value]
    return rows


def _split(week: date, leaves: Sequence[Path], k: int, depth: int) -> Iterator[Count]:
    """The last level under places of `depth` levels; the places themselves stand in a table of their own."""
    for path, n in _shown(leaves, k):
        if len(path) == depth + 1:
            yield Count(week, path[depth - 1] if depth else "", path[-1], n)


def _shown(leaves: Iterable[Path], k: int) -> Iterable[tuple[Path, int]]:
    return publishable(Counter(leaves), k).items()


def _place(gm: str) -> Path:
    found = municipalities().get(gm)
    return (found.province, gm) if found else (_UNKNOWN, _UNKNOWN)
