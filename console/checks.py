"""What a run needs, checked one by one.

In: this machine and the settings. Out: findings: ok, missing (a run fails), optional (a run does without).
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from console.collection import chosen_sites
from console.deployment import now
from console.health import health
from console.projection import HOW_TO_GET, reachable
from crawlers.chromium import MISSING, find_chromium, sandbox_notice
from crawlers.hosts import is_loopback
from ledger.database import open_ledger
from ledger.mandates import mandates
from peil.days import day_of
from peil.errors import PeilError
from peil.settings import settings

State = Literal["ok", "missing", "optional"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, how it stands, and what to do where it does not."""

    part: str
    state: State
    says: str


def run_checks() -> Iterator[Finding]:
    """Every check, in the order in which a run needs them; a later one is not left out for an earlier one."""
    checks: tuple[tuple[str, Callable[[], str], State], ...] = (
        ("Python", _python, "missing"),
        ("data folder", _data_folder, "missing"),
        ("ledger", _ledger, "missing"),
        ("sites", _sites, "missing"),
        ("mandates", _mandates, "optional"),
        ("schedule", _schedule, "optional"),
        ("Chromium", _chromium, "optional"),
        ("Elasticsearch", _elasticsearch, "optional"),
    )
    for part, check, otherwise in checks:
        yield _finding(part, check, otherwise)


def _finding(part: str, check: Callable[[], str], otherwise: State) -> Finding:
    try:
        return Finding(part, "ok", check())
    except PeilError as error:
        return Finding(part, otherwise, error.sentence())


def _python() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def _data_folder() -> str:
    folder = settings().data
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PeilError("cannot be written", where=str(folder), mend="set PEIL_DATA to a folder that can")
    return str(folder)


def _ledger() -> str:
    open_ledger(settings().database_url)
    return settings().database_url.split("@")[-1]


def _sites() -> str:
    names = sorted(site.site.name for site in chosen_sites().values())
    return ", ".join(names) or "none yet; `crawlers/sites/voorbeeld/site.toml` is one to copy"


def _mandates() -> str:
    today = day_of(now())
    hosts = {
        host for mandate in mandates() if mandate.valid_from <= today <= mandate.valid_to for host in mandate.hosts
    }
    wanted = {host for site in chosen_sites().values() for host in site.site.hosts if not is_loopback(host)}
    if wanted - hosts:
        what = f"no mandate today for {', '.join(sorted(wanted - hosts))}"
        raise PeilError(what, mend="those sites are not visited; see `peil mandates record --help`")
    return f"{len(hosts)} hosts may be visited"


def _schedule() -> str:
    told = health(chosen_sites().values(), now())
    if ailing := [one.in_words() for one in told if one.ails]:
        raise PeilError("; ".join(ailing), mend="`peil schedule --list` shows all sites, `peil due` runs what is due")
    return told[0].in_words() if told else "no site to be crawled yet"


def _chromium() -> str:
    found = find_chromium()
    if found is None:
        raise PeilError(MISSING)
    notice = sandbox_notice()
    return f"{found} ({notice})" if notice else str(found)


def _elasticsearch() -> str:
    server = reachable(settings())
    if server is None:
        raise PeilError("none is reachable", mend=HOW_TO_GET)
    return server.url
