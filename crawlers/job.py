"""One crawl of one site as its process gets it.

In: what the console or the command line says. Out: the same as plain JSON and back.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from peil.errors import SourceError
from peil.records.plain import from_json, to_json
from peil.records.seen import Mandate


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """`site_file` to crawl into `<out>/<site>/<started>/`; `now` starts a simulated clock, None is the real one.

    `data` is the folder with the list of those who stay out; empty: the one of the settings.
    """

    site_file: str
    out: str
    mandates: tuple[Mandate, ...] = ()
    contact: str = ""
    now: datetime | None = None
    max_minutes: float | None = None
    timeout_s: float = 30.0
    data: str = ""

    def to_line(self) -> str:
        """The job as one line of JSON."""
        return json.dumps(to_json(self))


def read_job(line: str) -> CrawlJob:
    """The job of one line; raises SourceError where it is none."""
    try:
        return from_json(CrawlJob, json.loads(line))
    except (ValueError, TypeError, AttributeError) as error:
        mend = "an object with site_file and out would be right"
        raise SourceError(f"is not a crawl job ({error})", where="stdin:1", mend=mend) from error
