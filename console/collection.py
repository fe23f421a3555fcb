"""Which sites are meant, and their crawl: site names or files in, outcomes out.

In: what the command line says. Out: a plan for the crawlers, and what became of each site.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.site_file import SiteFile, load_site, site_files
from ledger.mandates import mandates
from peil.errors import OutsideError, SourceError
from peil.settings import Settings


def chosen_files(names: Sequence[str], files: Sequence[Path]) -> list[Path]:
    """The files of the sites named, and of those given as files; all that are shipped or added where none is named.

    Raises SourceError for a name that is no site's.
    """
    known = site_files()
    unknown = [name for name in names if name not in known]
    if unknown:
        mend = f"one of {', '.join(sorted(known)) or 'none yet'} would be right, or --site FILE"
        raise SourceError("no site of this name", where=unknown[0], mend=mend)
    chosen = [known[name] for name in names] + list(files)
    return chosen or list(known.values())


def load_all(files: Sequence[Path]) -> dict[str, SiteFile]:
    """Every site file by its site's name; raises SourceErrors before anything is requested."""
    return {site.site.name: site for site in (load_site(file) for file in files)}


def collect(
    files: Sequence[Path], deployment: Settings, out: Path | None = None, at: datetime | None = None
) -> list[CrawlOutcome]:
    """Crawl the sites under the mandates on record; `at` starts a simulated clock."""
    plan = CrawlPlan(
        site_files=tuple(files),
        out=out or deployment.runs,
        mandates=tuple(mandates()),
        contact=deployment.contact,
        now=at,
    )
    return crawl(plan)


def in_words(outcome: CrawlOutcome) -> str:
    """One site's outcome as a line: what was seen, or why not."""
    if outcome.run is None:
        return f"{outcome.site}: {outcome.state}, {outcome.message}"
    why = f" ({outcome.message})" if outcome.message else ""
    return f"{outcome.site}: {outcome.state}{why}, {outcome.ads:,} ads, {outcome.errors} errors, {outcome.run}"


def raise_failures(outcomes: Sequence[CrawlOutcome]) -> None:
    """Raise OutsideError (exit 3) where a site's crawl failed; the others have gone on."""
    failed = [outcome.site for outcome in outcomes if outcome.exit_code]
    if failed:
        what = f"{len(failed)} of {len(outcomes)} sites failed, the others went on"
        raise OutsideError(what, where=", ".join(failed), mend="run again when the site answers")
