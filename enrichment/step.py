"""The door of read and link: what is new goes out of the ledger, through pure functions, and back.

Each step works on what is new or whose stamp is old, and may be stopped and run again at any moment.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from enrichment.boilerplate import boilerplate, digest
from enrichment.images import FINGERPRINT_STAMP
from enrichment.images.archive import NamedPair, PhotoArchive, alone
from enrichment.images.evidence import evidence
from enrichment.images.graphics import Copies, GraphicLimits, alike_to, site_graphics, with_copies
from enrichment.images.groups import photos_shown, with_named_photos, with_photos
from enrichment.images.photos import Photo, look
from enrichment.images.words_of_pairs import ToldPair, in_words
from enrichment.linking import LINK_STAMP, LinkOptions, link
from enrichment.linking.explaining import Explainer
from enrichment.linking.linker import join
from enrichment.linking.mentions import mentions_of
from enrichment.read import READING_STAMP, Work, read_ads
from ledger.evidence import image_bytes
from ledger.joined import put_linked
from ledger.joining import ads_to_link, link_decisions, previous_clusters
from ledger.left_out import (
    leave_out,
    left_out_images,
    left_out_prints,
    showings,
    shown_by_many,
    take_back,
)
from ledger.photo_pairs import StoredPair, forget_image, known_prints, photo_pairs, put_photo_pairs
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
from peil.records.joined import LinkAd, LinkDecision
from peil.records.read import AdText, Fingerprint

BATCH = 1000
MANY = 5000


GRAPHICS = GraphicLimits()
DECIDED = LinkOptions(photo_distance=0)
"""Which photos are one was decided before: the linker is to find prints equal, and none else alike."""


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
    """Fingerprint every image that has no fingerprint of this stamp and find what else shows it; returns how many.

    What is a site's own is left out before: it has a fingerprint, and is held against nothing.
    Points and their index lie in `photos`, beside the folder of runs.
    """
    done = 0
    archive = PhotoArchive(_photos(runs), FINGERPRINT_STAMP)
    take_back()
    with alone(_photos(runs)):
        _leave_out(archive, shown_by_many(GRAPHICS.least), Copies(), at)
    known = known_prints(FINGERPRINT_STAMP)
    while images := _fingerprint_some(archive, known, runs, at):
        done += images
    return done


def _fingerprint_some(archive: PhotoArchive, known: dict[str, Fingerprint], runs: Path, at: datetime) -> int:
    with alone(_photos(runs)):
        images = images_to_fingerprint(FINGERPRINT_STAMP)
        seen = {image.sha256: _look(runs, image, at) for image in images}
        prints = {name: photo.fingerprint for name, photo in seen.items()}
        leave_out(alike_to(left_out_prints(FINGERPRINT_STAMP), prints), at)
        _leave_out(archive, list(seen), Copies.near(prints, known), at)
        out = left_out_images()
        pairs = archive.take_in({name: photo for name, photo in seen.items() if name not in out}, known)
        put_photo_pairs(list(seen), [_stored(pair) for pair in pairs if not {pair.a, pair.b} & out], FINGERPRINT_STAMP)
        known |= {name: print_ for name, print_ in prints.items() if name not in out}
        # Last: only what has its fingerprint counts as done, whenever this is stopped.
        put_fingerprints(list(prints.values()), FINGERPRINT_STAMP)
    return len(images)


def _leave_out(archive: PhotoArchive, images: list[str], copies: Copies, at: datetime) -> None:
    """Leave out what of some images many show who have nothing else in common, and all copies of it."""
    asked = {copy for image in images for copy in copies.with_itself(image)}
    found = site_graphics(images, showings(asked), copies, GRAPHICS)
    for name in leave_out(with_copies(found, copies), at):
        archive.erase(name)


def photos_showing(runs: Path, data: bytes) -> list[str]:
    """The known image files that show the photo in these bytes, itself among them; nothing of it is kept."""
    photo, known = look(data), known_prints(FINGERPRINT_STAMP)
    return sorted({photo.fingerprint.sha256, *PhotoArchive(_photos(runs), FINGERPRINT_STAMP).showing(photo, known)})


def erase_photo(runs: Path, sha256: str) -> bool:
    """Leave nothing of an image file but its bytes in the evidence; False where nothing of it was known.

    Gone are the ledger's row with where it was shown, its fingerprint and pairs, its points, and its place in the
    index. Waits for a turn that is taking photos in.
    """
    with alone(_photos(runs)):
        in_ledger = forget_image(sha256)
        return PhotoArchive(_photos(runs), None).erase(sha256) or in_ledger


def erase_photos(runs: Path, names: Iterable[str]) -> int:
    """The same for many; how many were known."""
    with alone(_photos(runs)):
        archive = PhotoArchive(_photos(runs), None)
        return sum(forget_image(name) | archive.erase(name) for name in sorted(names))


def link_ledger(at: datetime) -> LinkCounts:
    """Link all ads, holding to the clusters and decisions that stand; photos as the second look decided."""
    ads = ads_to_link()
    named, decisions = _with_photos(ads)
    linked = link(named, previous_clusters(), decisions, at, DECIDED)
    pairs = (
        ToldPair(pair.a, pair.b, pair.how, pair.distance, pair.evidence) for pair in photo_pairs(FINGERPRINT_STAMP)
    )
    linked = replace(linked, links=in_words(linked.links, named, pairs))
    put_linked(ads, linked, at, LINK_STAMP)
    return LinkCounts(len(ads), len(set(linked.clusters.values())), len(linked.links), len(linked.hubs))


def explain_ledger() -> tuple[Explainer, dict[str, str]]:
    """Who can say why the ads of the ledger are joined, and the cluster in which each stands."""
    named, decisions = _with_photos(ads_to_link())
    return Explainer(join(mentions_of(named, DECIDED), decisions, DECIDED)), previous_clusters()


def _with_photos(ads: list[LinkAd]) -> tuple[list[LinkAd], list[LinkDecision]]:
    """The ads and what people said, with the photos that the second look took for one under one name."""
    shown = photos_shown((pair.a, pair.b, pair.how) for pair in photo_pairs(FINGERPRINT_STAMP))
    return with_photos(ads, shown), with_named_photos(link_decisions(), ads, shown)


def _photos(runs: Path) -> Path:
    """The folder of points and their index."""
    return runs.parent / "photos"


def _look(runs: Path, image: StoredImage, at: datetime) -> Photo:
    try:
        return look(image_bytes(runs, image.file, image.offset, image.sha256))
    except OutsideError as error:
        note(image.file.split("/")[0], "error", error.sentence(), at)
        return Photo(Fingerprint(image.sha256, reason=error.what), None)


def _stored(pair: NamedPair) -> StoredPair:
    return StoredPair(pair.a, pair.b, pair.decided.how, pair.decided.distance, evidence(pair.decided))
