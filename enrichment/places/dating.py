"""The municipality that a place was in on the day on which its ad was seen: mergers and corrections move places.

In: readings with today's codes and a day. Out: the same with the codes of that day, from `peil/facts/history.csv`. A
place whose earlier municipality is not known there keeps today's code, which licences and policies of its predecessor
follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from enrichment.places.gazetteer import meanings, normal
from peil.municipalities import fact_rows, municipalities, name_of
from peil.records.read import PlaceReading


@dataclass(frozen=True, slots=True)
class Past:
    """A name or a postcode was of the municipality `gm` until `valid_to`, and of `gm_next` from that day on."""

    gm: str
    valid_to: date
    gm_next: str


def on_day(reading: PlaceReading, day: date | None) -> PlaceReading:
    """The reading with the municipality of that day; unchanged without a day."""
    if day is None or reading.gm is None or reading.gm not in municipalities():
        return reading
    for key in _keys(reading):
        past = next((past for past in history().get(key, ()) if day < past.valid_to), None)
        if past and _leads_to(past.gm_next, reading.gm):
            return replace(reading, gm=past.gm, name=name_of(past.gm))
    return reading


@cache
def history() -> Mapping[str, tuple[Past, ...]]:
    """What each name or postcode was part of before, earliest first."""
    found: dict[str, list[Past]] = {}
    for row in fact_rows("history"):
        past = Past(row["gm_code"], date.fromisoformat(row["valid_to"]), row["gm_next"])
        found.setdefault(normal(row["key"]), []).append(past)
    for known in municipalities().values():
        if known.valid_to and known.merged_into and normal(known.name) not in found:
            found[normal(known.name)] = [Past(known.gm, known.valid_to, known.merged_into[0])]
    return {key: tuple(sorted(pasts, key=lambda past: past.valid_to)) for key, pasts in found.items()}


def _keys(reading: PlaceReading) -> list[str]:
    """What was read: the words, the place's own name where they are another for it, a postcode's digits."""
    words = normal(reading.raw)
    names = [normal(meaning.name) for meaning in meanings().get(words, ()) if meaning.gm == reading.gm]
    return [words, *names, words[:4]]


def _leads_to(gm: str, today: str) -> bool:
    """Whether a code became today's, in one step or several."""
    known = municipalities().get(gm)
    return gm == today or bool(known and any(_leads_to(after, today) for after in known.merged_into))
