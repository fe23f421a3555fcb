"""The way of the data after a crawl: intake, read, link, judge, publish; each step idempotent.

In: the folder of runs and a moment. Out: what each step did, as it is done. Composed here and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.intake import take_in
from rules.catalogue import CATALOGUE
from rules.step import judge_ledger

from enrichment.step import fingerprint_new, link_ledger, read_new
from ledger.days import day_of
from ledger.documents import RuleTitle
from ledger.publishing import refresh


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step and what it did, in words."""

    step: str
    did: str


def take_through(runs: Path, at: datetime) -> Iterator[StepDone]:
    """Take what lies in the folder of runs through to flags and documents, as of the moment `at`."""
    yield StepDone("intake", f"{_count(len(take_in(runs)), 'run')} taken")
    read, made = read_new(), fingerprint_new(runs, at)
    yield StepDone("read", f"{_count(read, 'version')} read, {_count(made, 'photo')} fingerprinted")
    linked = link_ledger(at)
    hubs = _count(linked.hubs, "hub")
    yield StepDone("link", f"{_count(linked.ads, 'ad')} in {_count(linked.clusters, 'cluster')}, {hubs} in quarantine")
    yield StepDone("judge", f"{_count(judge_ledger(day_of(at), at).holding, 'flag')} hold today")
    yield StepDone("documents", f"{_count(refresh(day_of(at), rule_titles()), 'document')} to publish")


def rule_titles() -> dict[str, RuleTitle]:
    """The rules' names by id."""
    return {rule.id: RuleTitle(rule.title_nl, rule.title_en, rule.urgent) for rule in CATALOGUE}


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
