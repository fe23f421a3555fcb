"""Sightings that say again what an earlier one said, at another moment: read once, and then only their moment.

In: lines of ads.jsonl. Out: presences, the same that reading each line by itself gives. An ad stands for weeks, so most
lines differ from another in `seen_at` alone.
"""

import re
from datetime import datetime

from peil.records.judged import Presence
from rules.lines import AdLine, read_moment

_NAME = '"seen_at"'
_MOMENT = re.compile(r'\s*:\s*"([^"\\]*)"')


class AdReader:
    """Remembers what it read, by all that a line says but its moment."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Presence] = {}

    def read(self, text: str) -> Presence:
        """The presence of a line; raises ValidationError where it is wrong."""
        parts = text.split(_NAME)
        found = _MOMENT.match(parts[1]) if len(parts) == 2 else None
        if found is None:
            return AdLine.model_validate_json(text).record()
        rest = parts[0], parts[1][found.end() :]
        if (known := self._known.get(rest)) and (moment := _moment(found[1])):
            return _at(known, moment)
        self._known[rest] = one = AdLine.model_validate_json(text).record()
        return one


def _moment(text: str) -> datetime | None:
    """The moment; None where it is none, which a reading of the whole line tells in words."""
    try:
        return read_moment(text)
    except ValueError:
        return None


def _at(one: Presence, moment: datetime) -> Presence:
    """The same at another moment; `dataclasses.replace` takes twice as long."""
    return Presence(
        one.id,
        one.cluster,
        one.site,
        moment,
        one.persona,
        one.country,
        one.run_short,
        one.municipality,
        one.certainty,
        one.places,
        one.address,
        one.phones,
        one.websites,
        one.account,
        one.trade_names,
        one.licence_numbers,
        one.age,
        one.persons,
        one.setting,
        one.home,
        one.signs,
        one.posted,
    )
