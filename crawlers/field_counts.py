"""In how many ads of a run each field was found.

In: sightings.jsonl. Out: a number a field, of those that were present. What a field says is not looked at.
"""

import json
from collections import Counter
from pathlib import Path
from typing import get_args

from crawlers.site_file import FieldName

FIELDS: tuple[str, ...] = get_args(FieldName)


def count_fields(file: Path) -> dict[str, int]:
    """The counts over the sightings of a file, in the order of FIELDS; all 0 without the file."""
    found: Counter[str] = Counter()
    if file.exists():
        with file.open("rb") as lines:
            for line in lines:
                said = json.loads(line)
                if said["status"] == "present":
                    found.update(name for name in FIELDS if said.get(name))
    return {name: found[name] for name in FIELDS}
