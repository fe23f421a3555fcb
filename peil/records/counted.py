"""What statistics count: ads by week, with what they say of themselves and where they belong."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AdWeek:
    """An ad that stood in a week (its Monday) by its last version of it; `municipality` is a Dutch GM code or empty.

    `setting` is incall, outcall, both or unknown; `licence_match` the cluster's.
    """

    ad: str
    cluster: str
    site: str
    week: date
    municipality: str = ""
    setting: str = "unknown"
    languages: tuple[str, ...] = ()
    licence_match: str = "unknown"
