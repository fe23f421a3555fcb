"""What is due: each site's latest due moment is claimed in the ledger, crawled, and its outcome noted.

In: a moment. Out: the outcomes of the sites that this worker claimed, and of those that may not be visited.
"""

from datetime import datetime
from pathlib import Path

from console.collection import chosen_sites, collect, in_words
from console.timetable import latest_due
from crawlers.collect import CrawlOutcome
from crawlers.site_file import SiteFile
from ledger.turns import claim, finish, last_turn
from peil.settings import Settings


def run_due(deployment: Settings, at: datetime) -> list[CrawlOutcome]:
    """Claim, crawl and finish what is due at `at`; a site that another worker claimed is left to it."""
    claimed: dict[Path, SiteFile] = {}
    moments: dict[str, datetime] = {}
    for file, site in chosen_sites().items():
        name = site.site.name
        due = latest_due(site.site.schedule, at, last_turn(name))
        if due and claim(name, due, at):
            claimed[file] = site
            moments[name] = due
    outcomes = collect(claimed, deployment) if claimed else []
    for outcome in outcomes:
        finish(outcome.site, moments[outcome.site], in_words(outcome), at)
    return outcomes
