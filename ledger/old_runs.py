"""What still rests on runs that are past their period: sightings of their own, pages and photos of later ones.

In: a moment. Out: for every run before it who points at it. Only looks.
"""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ledger import models
from peil.records.seen import RecordRef

# A page is asked for in full again after 30 days, so no later sighting rests on an older record.
_PAGES_REST = timedelta(days=40)


@dataclass
class Rests:
    """By run before a moment: the ids of its own sightings, and the places that sightings and photos rest on."""

    before: datetime
    seen: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    pages: dict[str, dict[RecordRef, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    photos: dict[str, dict[RecordRef, str]] = field(default_factory=lambda: defaultdict(dict))

    def places(self, run: str, gone: Container[int], photos: Container[str]) -> set[RecordRef]:
        """What something rests on, once these sightings and photos are gone."""
        pages = {place for place, ids in self.pages.get(run, {}).items() if any(pk not in gone for pk in ids)}
        return pages | {place for place, sha256 in self.photos.get(run, {}).items() if sha256 not in photos}


def rests_of(before: datetime) -> Rests:
    """What rests on the runs that began before a moment."""
    found = Rests(before)
    old = set(models.Run.objects.filter(started_at__lt=before).values_list("id", flat=True))
    rows = models.Sighting.objects.filter(seen_at__lt=before + _PAGES_REST)
    for pk, run, file, offset in rows.values_list("id", "run_id", "file", "offset").iterator(chunk_size=5000):
        if run in old:
            found.seen[run].add(pk)
        if (place := file.rpartition("/")[0]) in old:
            found.pages[place][RecordRef(file.partition("/")[2], offset or 0)].add(pk)
    for sha256, file, offset in models.Image.objects.values_list("sha256", "file", "offset").iterator(chunk_size=5000):
        if (place := file.rpartition("/")[0]) in old:
            found.photos[place][RecordRef(file.partition("/")[2], offset)] = sha256
    return found
