"""Which sites are meant, and their crawl: site names or files in, outcomes out.

In: what the command line says. Out: what became of each site. A site that may not be visited is left, the others go on.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from console.progress import crawl_progress
from crawlers.allowed import check_allowed
from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.site_file import SiteFile, load_site, site_files
from ledger.mandates import mandates
from peil.errors import OutsideError, PeilError, RefusedError, SourceError, SourceErrors
from peil.records.seen import Mandate
from peil.settings import Settings

# Names that cannot exist (RFC 2606): sites under them are examples to copy, never visited unless named.
_RESERVED = (".example", ".invalid", ".test")


def chosen_sites(names: Sequence[str] = (), files: Sequence[Path] = ()) -> dict[Path, SiteFile]:
    """The sites named and those given as files, by file; every real site where none is named.

    Raises SourceErrors with the mistakes of all files at once, SourceError for a name that is no site's.
    """
    known = site_files()
    unknown = [name for name in names if name not in known]
    if unknown:
        mend = f"one of {', '.join(known)} would be right, or --site FILE"
        raise SourceError("no site of this name", where=unknown[0], mend=mend)
    if names or files:
        return _load([*(known[name] for name in names), *files])
    return {file: site for file, site in _load(list(known.values())).items() if not _is_example(site)}


def collect(
    sites: dict[Path, SiteFile], deployment: Settings, out: Path | None = None, at: datetime | None = None
) -> list[CrawlOutcome]:
    """Crawl the sites that may be visited; `at` starts a simulated clock. Outcomes in the order of the sites."""
    standing = tuple(mandates())
    refused = {file: said for file, site in sites.items() if (said := refusal(site, standing, deployment.contact))}
    plan = CrawlPlan(
        site_files=tuple(file for file in sites if file not in refused),
        out=out or deployment.runs,
        mandates=standing,
        contact=deployment.contact,
        now=at,
        parallel=deployment.crawls,
        data=deployment.data,
    )
    with crawl_progress() as tell:
        crawled = {outcome.site: outcome for outcome in crawl(plan, tell)}
    return [refused.get(file) or crawled[site.site.name] for file, site in sites.items()]


def refusal(site: SiteFile, standing: Sequence[Mandate], contact: str) -> CrawlOutcome | None:
    """The outcome of a site that may not be visited (charter 1); None where it may."""
    try:
        check_allowed(site, standing, contact)
    except PeilError as error:
        return CrawlOutcome(site.site.name, "skipped", message=error.sentence(), exit_code=error.exit_code)
    return None


def in_words(outcome: CrawlOutcome) -> str:
    """One site's outcome as a line: what was seen, or why not."""
    if outcome.run is None:
        return f"{outcome.site}: {outcome.state}, {outcome.message}"
    why = f" ({outcome.message})" if outcome.message else ""
    return f"{outcome.site}: {outcome.state}{why}, {outcome.ads:,} ads, {outcome.errors} errors, {outcome.run}"


def raise_failures(outcomes: Sequence[CrawlOutcome]) -> None:
    """Raise OutsideError (exit 3) where a crawl failed, RefusedError (exit 4) where a site may not be visited."""
    failed = [outcome for outcome in outcomes if outcome.exit_code]
    if not failed:
        return
    where = ", ".join(outcome.site for outcome in failed)
    what = f"{len(failed)} of {len(outcomes)} sites could not be visited, the others went on"
    if all(outcome.exit_code == RefusedError.exit_code for outcome in failed):
        raise RefusedError(what, where=where, ground="charter 1", mend="see `peil mandates record --help`")
    raise OutsideError(what, where=where, mend="run again when the site answers")


def _load(files: Sequence[Path]) -> dict[Path, SiteFile]:
    loaded: dict[Path, SiteFile] = {}
    mistakes: list[SourceError] = []
    names: dict[str, Path] = {}
    for file in files:
        try:
            loaded[file] = load_site(file)
            other = names.setdefault(loaded[file].site.name, file)
            if other != file:
                what, mend = f"{other} has a site of this name too", "another name would be right"
                mistakes.append(SourceError(what, where=str(file), mend=mend))
        except SourceErrors as errors:
            mistakes += errors.errors
    if mistakes:
        raise SourceErrors(mistakes)
    return loaded


def _is_example(site: SiteFile) -> bool:
    return all(host.endswith(_RESERVED) for host in site.site.hosts)
