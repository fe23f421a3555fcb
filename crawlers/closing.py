"""The end of a run: everything that its manifest tells.

In: a working folder, what it began with, what was counted, the earlier runs. Out: a manifest, without the hashes that
the commit adds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawlers.field_counts import count_fields
from crawlers.journal import Begun
from crawlers.manifest import Manifest
from crawlers.monitors import Seen, findings, usual_of
from crawlers.run_folder import SIGHTINGS, readable_runs
from crawlers.run_state import coverage, run_state
from crawlers.site_file import Floor
from crawlers.tally import Tally
from crawlers.working_run import WorkingRun


@dataclass(frozen=True)
class Closing:
    """A run that ends; `ended` says why before its end, else empty. Without a floor nothing is judged."""

    run: WorkingRun
    begun: Begun
    tally: Tally
    finished_at: datetime
    ended: str = ""
    floor: Floor | None = None
    resumed: Sequence[datetime] = ()
    robots: Mapping[str, Any] = field(default_factory=dict)

    def manifest(self) -> Manifest:
        """What the run is worth and all that it counted."""
        counts, fields = self.tally.counts(), count_fields(self.run.path / SIGHTINGS)
        earlier = [one.manifest for one in readable_runs(self.run.site)]
        found = findings(Seen(counts, fields), self.floor, earlier) if self.floor else ()
        state, why = run_state(counts, self.ended, found)
        usual = usual_of(earlier)
        return Manifest(
            site=self.begun.site,
            country=self.begun.country,
            started_at=self.run.started,
            finished_at=self.finished_at,
            state=state,
            why=why,
            floor=self.begun.floor,
            usual=usual,
            coverage=coverage(counts.present, usual),
            counts=counts,
            fields=fields,
            findings=found,
            resumed=tuple(self.resumed),
            site_file=self.begun.site_file,
            robots=self.robots,
            errors=tuple(self.tally.errors),
            bounds=self.tally.bounds(),
            refusals=self.tally.refusals(),
            not_found=self.tally.not_found,
            software=self.begun.software,
        )
