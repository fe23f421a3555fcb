"""Mandate first (charter 1): a host that is not loopback is crawled only under a recorded, unexpired mandate.

In: hosts, mandates, a date. Out: nothing, or a refusal in one sentence. Pure; asks nobody.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from crawlers.hosts import host_name, is_loopback
from peil.errors import RefusedError, SourceError
from peil.records.plain import from_json
from peil.records.seen import Mandate


def check_mandate(hosts: Iterable[str], mandates: Sequence[Mandate], on: date) -> None:
    """Return when every host is loopback or under a mandate that holds on `on`; else raise RefusedError naming it."""
    for host in hosts:
        if not is_loopback(host):
            _check_host(host_name(host), mandates, on)


def read_mandates(file: Path) -> tuple[Mandate, ...]:
    """The mandates of a JSON file (a list of objects); raises SourceError where it is not one."""
    try:
        return tuple(from_json(Mandate, row) for row in json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        mend = "a JSON list of mandates would be right"
        raise SourceError(f"no mandates can be read here ({error})", where=f"{file}:1", mend=mend) from error


def _check_host(host: str, mandates: Sequence[Mandate], on: date) -> None:
    covering = [mandate for mandate in mandates if host in mandate.hosts]
    if any(mandate.valid_from <= on <= mandate.valid_to for mandate in covering):
        return
    if not covering:
        what = "no recorded mandate covers this host"
    elif all(mandate.valid_to < on for mandate in covering):
        what = f"the mandate for this host ended on {max(mandate.valid_to for mandate in covering)}"
    else:
        what = f"the mandate for this host begins on {min(m.valid_from for m in covering if on < m.valid_from)}"
    raise RefusedError(what, ground="charter 1", where=host, mend="record one that holds today before crawling it")
