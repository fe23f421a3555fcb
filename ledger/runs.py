"""The intake's side of the table: runs and their sightings, one transaction a run.

In: a committed run and its sightings. Out: whether it was new. The same run twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from ledger import models
from ledger.changes import batches, next_change, touch_ads
from ledger.mentions import note_mentions
from peil.records.seen import RecordRef, Run, Sighting
from peil.records.wiped import Subject


def has_run(run_id: str) -> bool:
    """Whether the ledger has taken this run."""
    return models.Run.objects.filter(id=run_id).exists()


@transaction.atomic
def take_run(run: Run, sightings: Iterable[Sighting]) -> bool:
    """Take a run with all its sightings, or nothing; False where it was taken before.

    Of an ad that the run saw twice, the first sighting counts.
    """
    if has_run(run.id):
        return False
    change = next_change()
    models.Site.objects.update_or_create(name=run.site, defaults={"country": run.country})
    models.Run.objects.create(**_run_columns(run), change=change)
    seen = list({sighting.ad: sighting for sighting in reversed(list(sightings))}.values())
    _keep_ads(seen, change)
    versions = _keep_versions([sighting for sighting in seen if sighting.status == "present"])
    _keep_images(run, seen, versions)
    _keep_sightings(run, seen, versions)
    note_mentions({sighting.ad: _named(sighting) for sighting in seen})
    touch_ads((sighting.ad for sighting in seen), change)
    return True


def version_id(sighting: Sighting) -> str:
    """The id of the version that a sighting saw: the ad and the head of the hash over its meaning."""
    return f"{sighting.ad}@{sighting.content_sha256[:16]}"


def all_runs() -> list[Run]:
    """Every run taken, oldest first."""
    return [_run_record(row) for row in models.Run.objects.select_related("site").order_by("started_at", "id")]


def _named(sighting: Sighting) -> list[Subject]:
    """By which address and account an ad can be found."""
    account = [Subject("account", f"{sighting.site}:{sighting.account}")] if sighting.account else []
    return [Subject("url", sighting.url), *account]


def _run_columns(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "site_id": run.site,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "state": run.state,
        "folder": run.folder,
        "manifest_sha256": run.manifest_sha256,
        "ads_present": run.ads_present,
        "ads_gone": run.ads_gone,
        "floor": run.floor,
        "coverage": run.coverage,
        "errors": run.errors,
    }


def _run_record(row: models.Run) -> Run:
    return Run(
        site=row.site_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        state=row.state,  # type: ignore[arg-type]  # written from a RunState
        folder=row.folder,
        manifest_sha256=row.manifest_sha256,
        ads_present=row.ads_present,
        ads_gone=row.ads_gone,
        floor=row.floor,
        coverage=row.coverage,
        errors=row.errors,
        country=row.site.country,
    )


def _keep_ads(seen: Sequence[Sighting], change: int) -> None:
    known = _known_ads(sighting.ad for sighting in seen)
    rows = [_ad_row(sighting, known.get(sighting.ad), change) for sighting in seen]
    models.Ad.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["url", "account", "status", "first_seen", "last_seen", "change"],
    )


def _known_ads(ads: Iterable[str]) -> dict[str, models.Ad]:
    return {row.id: row for batch in batches(ads) for row in models.Ad.objects.filter(id__in=batch)}


def _ad_row(sighting: Sighting, known: models.Ad | None, change: int) -> models.Ad:
    """The ad as it stands after this sighting, whatever order the runs came in."""
    older = known if known is not None and sighting.seen_at < known.last_seen else None
    return models.Ad(
        id=sighting.ad,
        site_id=sighting.site,
        ref=sighting.ref,
        url=older.url if older else sighting.url,
        account=older.account if older else sighting.account or (known.account if known else ""),
        status=older.status if older else sighting.status,
        first_seen=min(sighting.seen_at, known.first_seen) if known else sighting.seen_at,
        last_seen=_last_seen(sighting, known),
        change=change,
    )


def _last_seen(sighting: Sighting, known: models.Ad | None) -> datetime:
    """The last moment at which the ad stood there; a look that found it gone does not move it."""
    if known is None or sighting.status == "present":
        return max(sighting.seen_at, known.last_seen) if known else sighting.seen_at
    return known.last_seen


def _keep_versions(present: Sequence[Sighting]) -> dict[str, str]:
    ids = {sighting.ad: version_id(sighting) for sighting in present}
    known = {row.id: row for batch in batches(ids.values()) for row in models.Version.objects.filter(id__in=batch)}
    models.Version.objects.bulk_create(
        [_version_row(sighting, known.get(ids[sighting.ad])) for sighting in present],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["first_seen", "last_seen"],
    )
    return ids


def _version_row(sighting: Sighting, known: models.Version | None) -> models.Version:
    return models.Version(
        id=version_id(sighting),
        ad_id=sighting.ad,
        content_sha256=sighting.content_sha256,
        title=sighting.title,
        text=sighting.text,
        phone=sighting.phone,
        city=sighting.city,
        address=sighting.address,
        age=sighting.age,
        price=list(sighting.price),
        account=sighting.account,
        website=sighting.website,
        category=sighting.category,
        first_seen=min(sighting.seen_at, known.first_seen) if known else sighting.seen_at,
        last_seen=max(sighting.seen_at, known.last_seen) if known else sighting.seen_at,
    )


def _keep_images(run: Run, seen: Sequence[Sighting], versions: dict[str, str]) -> None:
    shown = [
        (versions[sighting.ad], position, image.url, image.sha256, image.record)
        for sighting in seen
        if sighting.ad in versions
        for position, image in enumerate(sighting.images)
        if image.sha256 and image.record
    ]
    models.Image.objects.bulk_create(
        [_image_row(run, sha256, record) for _, _, _, sha256, record in shown], batch_size=500, ignore_conflicts=True
    )
    photos = [
        models.Photo(version_id=version, position=position, image_id=sha256, url=url)
        for version, position, url, sha256, _ in shown
    ]
    models.Photo.objects.bulk_create(photos, batch_size=500, ignore_conflicts=True)


def _image_row(run: Run, sha256: str, record: RecordRef) -> models.Image:
    file = f"{run.site}/{record.file}"
    return models.Image(sha256=sha256, file=file, offset=record.offset, first_seen=run.started_at)


def _keep_sightings(run: Run, seen: Sequence[Sighting], versions: dict[str, str]) -> None:
    rows = [
        models.Sighting(
            ad_id=sighting.ad,
            run_id=run.id,
            version_id=versions.get(sighting.ad),
            seen_at=sighting.seen_at,
            status=sighting.status,
            posted=sighting.posted,
            file=f"{run.site}/{sighting.record.file}" if sighting.record else "",
            offset=sighting.record.offset if sighting.record else None,
        )
        for sighting in seen
    ]
    models.Sighting.objects.bulk_create(rows, batch_size=500)
