"""The door of read and link: what is new goes out of the ledger, through pure functions, and back.

Each step works on what is new or whose stamp is old, and may be stopped and run again at any moment.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enrichment.images import FINGERPRINT_STAMP, fingerprint
from enrichment.linking import LINK_STAMP, link
from enrichment.read import READING_STAMP, read_ad
from ledger.evidence import image_bytes
from ledger.joined import put_linked
from ledger.joining import ads_to_link, link_decisions, previous_clusters
from ledger.readings import StoredImage, images_to_fingerprint, put_fingerprints, put_readings, versions_to_read
from ledger.troubles import note
from peil.errors import OutsideError
from peil.records.read import Fingerprint


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """What linking came to."""

    ads: int
    clusters: int
    links: int
    hubs: int


def read_new() -> int:
    """Read every version that has no reading of this stamp; returns how many."""
    done = 0
    while versions := versions_to_read(READING_STAMP):
        put_readings([read_ad(version) for version in versions], READING_STAMP)
        done += len(versions)
    return done


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
