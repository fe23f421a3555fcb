"""The way of the data after a crawl: intake, read, link, judge, documents; each step idempotent.

In: the folder of runs and a moment. Out: what each step did, as it is done. Composed here and nowhere else.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.intake import take_in
from enrichment.step import fingerprint_new, link_ledger, read_new
from ledger.documents.form import RuleTitle
from ledger.projection import refresh
from peil.days import day_of
from rules.catalogue import CATALOGUE
from rules.step import judge_ledger


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step, what it did, in words, and how long it took."""

    step: str
    did: str
    seconds: float


def take_through(runs: Path, at: datetime) -> Iterator[StepDone]:
    """Take what lies in the folder of runs through to flags and documents, as of the moment `at`."""
    steps: tuple[tuple[str, Callable[[], str]], ...] = (
        ("intake", lambda: f"{_count(len(take_in(runs)), 'run')} taken"),
        ("read", lambda: f"{_count(read_new(), 'version')} read"),
        ("photos", lambda: f"{_count(fingerprint_new(runs, at), 'photo')} fingerprinted"),
        ("link", lambda: _linked(at)),
        ("judge", lambda: f"{_count(judge_ledger(day_of(at)).holds, 'flag')} hold today"),
        ("documents", lambda: f"{_count(refresh(day_of(at), rule_titles()), 'document')} to publish"),
    )
    for step, work in steps:
        started = time.monotonic()
        did = work()
        yield StepDone(step, did, time.monotonic() - started)


def rule_titles() -> dict[str, RuleTitle]:
    """The rules' names by id."""
    return {rule.id: RuleTitle(rule.title.nl, rule.title.en, rule.urgent) for rule in CATALOGUE}


def _linked(at: datetime) -> str:
    counts = link_ledger(at)
    ads, clusters = _count(counts.ads, "ad"), _count(counts.clusters, "cluster")
    return f"{ads} in {clusters}, {_count(counts.hubs, 'hub')} in quarantine"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
