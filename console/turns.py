"""What is due: each site's latest due moment is claimed in the ledger, crawled, and its outcome noted.

In: a moment. Out: the outcomes of the sites that this worker claimed.
"""

from datetime import datetime
from pathlib import Path

from console.collection import chosen_files, collect, in_words, load_all
from console.timetable import latest_due
from crawlers.collect import CrawlOutcome
from ledger.turns import claim, finish, last_turn
from peil.settings import Settings


def run_due(deployment: Settings, at: datetime) -> list[CrawlOutcome]:
    """Claim, crawl and finish what is due at `at`; a site that another worker claimed is left to it."""
    claimed: dict[str, tuple[Path, datetime]] = {}
    for file in chosen_files([], []):
        for name, site in load_all([file]).items():
            due = latest_due(site.site.schedule, at, last_turn(name))
            if due and claim(name, due, at):
                claimed[name] = (file, due)
    if not claimed:
        return []
    outcomes = collect([file for file, _ in claimed.values()], deployment)
    for outcome in outcomes:
        finish(outcome.site, claimed[outcome.site][1], in_words(outcome), at)
    return outcomes
