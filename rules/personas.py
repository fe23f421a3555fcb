"""Counting personas so that one woman on three sites is not three.

In: sightings. Out: counts and names. Only stated personas count; all sightings without one are together at most one.
"""

from collections.abc import Iterable

from rules.seen import Seen


def stated(seen: Iterable[Seen]) -> list[str]:
    """The personas that are stated, in order of name."""
    return sorted({one.ad.persona for one in seen if one.ad.persona is not None})


def count(seen: Iterable[Seen]) -> int:
    """How many personas: the stated ones, or one where none is stated and something was seen."""
    found = {one.ad.persona for one in seen}
    return len(found - {None}) or len(found)


def named(seen: Iterable[Seen]) -> list[str | None]:
    """The personas of a list of flags: the stated ones, or None alone."""
    return list(stated(seen)) or [None]


def busiest_day(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """The sightings of the first day on which most personas were seen; empty where nothing was seen."""
    days: dict[object, list[Seen]] = {}
    for one in seen:
        days.setdefault(one.day, []).append(one)
    return tuple(max(days.values(), key=count, default=[]))


def unit(one: Seen) -> tuple[str, ...]:
    """Whose itinerary a sighting belongs to: the persona's, else that of its account at the site, else the ad's own."""
    ad = one.ad
    if ad.persona is not None:
        return ("persona", ad.persona)
    return ("account", ad.site, ad.account) if ad.account else ("ad", ad.site, ad.id)
