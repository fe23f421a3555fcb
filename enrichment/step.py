"""The door of read and link: what is new goes out of the ledger, through pure functions, and back.

Each step works on what is new or whose stamp is old, and may be stopped and run again at any moment.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from enrichment.boilerplate import boilerplate, digest
from enrichment.images import FINGERPRINT_STAMP, fingerprint
from enrichment.linking import LINK_STAMP, link
from enrichment.read import READING_STAMP, Work, read_ads
from ledger.evidence import image_bytes
from ledger.joined import put_linked
from ledger.joining import ads_to_link, link_decisions, previous_clusters
from ledger.readings import (
    StoredImage,
    count_to_read,
    images_to_fingerprint,
    put_fingerprints,
    put_readings,
    sites_with_versions,
    texts_of_site,
    versions_to_read,
)
from ledger.troubles import note
from peil.errors import OutsideError
from peil.records.read import AdText, Fingerprint

BATCH = 1000
MANY = 5000


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What linking came to."""

    ads: int
    clusters: int
    links: int
    hubs: int


def read_new(workers: int = 0) -> int:
    """Read every version that has no reading of this stamp; returns how many. Many are read on all cores (0).

    A stamp holds the version of the code and, where a site puts words of its own into its ads, which words those are.
    """
    cores = workers or os.cpu_count() or 1
    return sum(_read_site(site, cores) for site in sites_with_versions())


def _read_site(site: str, workers: int) -> int:
    left_out = boilerplate(texts_of_site(site))
    stamp = f"{READING_STAMP}+site-{digest(left_out)}" if left_out else READING_STAMP
    many = workers > 1 and count_to_read(stamp, site) >= MANY
    readings = read_ads(_unread(stamp, site), Work(workers if many else 1, left_out))
    done = 0
    while batch := list(islice(readings, BATCH)):
        put_readings(batch, stamp)
        done += len(batch)
    return done


def _unread(stamp: str, site: str) -> Iterator[AdText]:
    after = ""
    while versions := versions_to_read(stamp, BATCH, site, after):
        yield from versions
        after = versions[-1].id


def fingerprint_new(runs: Path, at: datetime) -> int:
    """Fingerprint every image that has no fingerprint of this stamp; returns how many."""
    done = 0
    while images := images_to_fingerprint(FINGERPRINT_STAMP):
        put_fingerprints([_fingerprint(runs, image, at) for image in images], FINGERPRINT_STAMP)
        done += len(images)
    return done


def link_ledger(at: datetime) -> LinkCounts:
    """Link all ads, holding to the clusters and decisions that stand."""
    ads = ads_to_link()
    linked = link(ads, previous_clusters(), link_decisions(), at)
    put_linked(ads, linked, at, LINK_STAMP)
    return LinkCounts(len(ads), len(set(linked.clusters.values())), len(linked.links), len(linked.hubs))


def _fingerprint(runs: Path, image: StoredImage, at: datetime) -> Fingerprint:
    try:
        return fingerprint(image_bytes(runs, image.file, image.offset, image.sha256))
    except OutsideError as error:
        note(image.file.split("/")[0], "error", error.sentence(), at)
        return Fingerprint(image.sha256, reason=error.what)
