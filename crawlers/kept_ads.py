"""An ad as it was seen: the sighting that counts for a day, out of the committed runs.

In: the folder of runs, an ad's id, a day. Out: the last sighting of that day or before it that has evidence. Reads the
runs backwards and stops at the first that saw the ad.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers.run_folder import SIGHTINGS, RunFolder, readable_runs
from crawlers.sightings import read_line
from peil.errors import SourceError
from peil.records.seen import RecordRef, Sighting


@dataclass(frozen=True)
class KeptAd:
    """One sighting of an ad, with the run that made it and the place of its page."""

    run: RunFolder
    sighting: Sighting
    place: RecordRef

    @property
    def site(self) -> Path:
        """The folder of the site's runs, in which places stand."""
        return self.run.path.parent


def kept_ad(runs: Path, ad: str, until: datetime | None = None) -> KeptAd:
    """The last kept sighting of `site:ref` before `until`; raises SourceError where there is none."""
    site, colon, ref = ad.partition(":")
    if not colon or not ref or Path(site).name != site:
        raise SourceError("is no ad", where=ad, mend="site:ref such as voorbeeld:101 would be right")
    for run in reversed(readable_runs(runs / site)):
        for sighting in _sightings_of(run, ref):
            if sighting.record and (until is None or sighting.seen_at < until):
                return KeptAd(run, sighting, sighting.record)
    raise SourceError("no evidence of this ad is kept" + (" from that day or before" if until else ""), where=ad)


def _sightings_of(run: RunFolder, ref: str) -> Iterator[Sighting]:
    """The sightings of one ref, without reading the lines of others whole."""
    file = run.path / SIGHTINGS
    if not file.exists():
        return
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if ref in line and (sighting := read_line(line, f"{file}:{number}")).ref == ref:
                yield sighting
