"""What must go together: of sightings that go, the versions, ads and photos of which nothing else is kept.

In: whole ads, or sightings. Out: everything that goes with them, and what must go from the evidence of each run. Only
looks; what is kept and why follows from what is still there without them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ledger import models
from ledger.changes import batches
from peil.records.seen import RecordRef
from peil.records.wiped import RunWipe, Why


@dataclass(frozen=True, slots=True)
class Look:
    """A sighting that goes: of which ad and version in which run, and where its page stands."""

    id: int
    ad: str
    run: str
    version: str
    file: str
    offset: int


@dataclass(frozen=True)
class Doomed:
    """What goes; `ads`, `versions` and `images` are those that go whole.

    `numbers` go wherever somebody spoke of them, be there an ad or not.
    """

    looks: tuple[Look, ...] = ()
    ads: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @property
    def touched(self) -> set[str]:
        """Every ad that loses anything."""
        return {look.ad for look in self.looks} | self.ads


def doom_ads(ads: Iterable[str]) -> Doomed:
    """Everything of these ads."""
    looks = [look for batch in batches(ads) for look in looks_of(models.Sighting.objects.filter(ad_id__in=batch))]
    versions = _ids(models.Version, "ad_id", ads)
    return Doomed(tuple(looks), frozenset(ads), frozenset(versions), frozenset(_images(versions)))


def doom_looks(looks: Iterable[Look]) -> Doomed:
    """These sightings, and all of which no other sighting is kept."""
    going = tuple(looks)
    ids, touched = {look.id for look in going}, {look.ad for look in going}
    ads, versions = set(touched), {look.version for look in going} - {""}
    for batch in batches(touched):
        rows = models.Sighting.objects.filter(ad_id__in=batch).values_list("id", "ad_id", "version_id")
        for pk, ad, version in rows.iterator(chunk_size=5000):
            if pk not in ids:
                ads.discard(ad)
                versions.discard(version or "")
    return Doomed(going, frozenset(ads), frozenset(versions), frozenset(_images(versions)))


def looks_of(rows: "QuerySet[models.Sighting]") -> Iterator[Look]:
    """Sightings as what goes."""
    columns = ("id", "ad_id", "run_id", "version_id", "file", "offset")
    for pk, ad, run, version, file, offset in rows.values_list(*columns).iterator(chunk_size=5000):
        yield Look(pk, ad, run, version or "", file, offset or 0)


@dataclass
class _Run:
    """What goes from one run."""

    refs: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    places: set[RecordRef] = field(default_factory=set)


def run_wipes(doomed: Doomed, why: Why, numbers: Iterable[str] = ()) -> list[RunWipe]:
    """What must go from each run; what kept sightings and photos of the same ads rest on stays."""
    runs: dict[str, _Run] = defaultdict(_Run)
    shown = _shown(doomed.versions, doomed.images)
    for look in doomed.looks:
        runs[look.run].refs.add(look.ad.partition(":")[2])
        runs[look.run].photos |= shown.get(look.version, set())
        if look.file:
            runs[_run_of(look.file)].places.add(_place(look.file, look.offset))
    for file, sha256, offset in _image_places(doomed.images):
        runs[_run_of(file)].photos.add(sha256)
        runs[_run_of(file)].places.add(_place(file, offset))
    kept = _kept_places(doomed)
    return [
        RunWipe(
            run=run,
            why=why,
            refs=frozenset(found.refs),
            photos=frozenset(found.photos),
            places=frozenset(found.places - kept[run]),
            kept=frozenset(kept[run]),
            numbers=frozenset(numbers),
        )
        for run, found in sorted(runs.items())
    ]


def _kept_places(doomed: Doomed) -> dict[str, set[RecordRef]]:
    """By run: where the pages of the sightings stand that these ads keep."""
    ids = {look.id for look in doomed.looks}
    found: dict[str, set[RecordRef]] = defaultdict(set)
    for batch in batches(doomed.touched - doomed.ads):
        for look in looks_of(models.Sighting.objects.filter(ad_id__in=batch)):
            if look.file and look.id not in ids:
                found[_run_of(look.file)].add(_place(look.file, look.offset))
    return found


def _images(versions: Iterable[str]) -> set[str]:
    """The image files that no other version shows."""
    going = set(versions)
    shown = _ids(models.Photo, "version_id", going, "image_id")
    for batch in batches(shown):
        rows = models.Photo.objects.filter(image_id__in=batch).values_list("image_id", "version_id")
        shown -= {image for image, version in rows.iterator(chunk_size=5000) if version not in going}
    return shown


def _shown(versions: Iterable[str], images: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for batch in batches(versions):
        for version, image in models.Photo.objects.filter(version_id__in=batch).values_list("version_id", "image_id"):
            if image in images:
                found[version].add(image)
    return found


def _image_places(images: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    for batch in batches(images):
        yield from models.Image.objects.filter(sha256__in=batch).values_list("file", "sha256", "offset")


def _ids(
    model: type[models.Version] | type[models.Photo], by: str, values: Iterable[str], what: str = "id"
) -> set[str]:
    rows = model._default_manager
    return {
        name for batch in batches(values) for name in rows.filter(**{f"{by}__in": batch}).values_list(what, flat=True)
    }


def _run_of(file: str) -> str:
    """`site/run` of `site/run/file`."""
    return file.rpartition("/")[0]


def _place(file: str, offset: int) -> RecordRef:
    """A place as lines of a run say it: without the site."""
    return RecordRef(file.partition("/")[2], offset)
