"""One image file to all that knows it again: its fingerprint and its points, of one decoding.

In: bytes. Out: a Photo; without points, and with the reason in its fingerprint, where there is no photo in them.
"""

import hashlib
from dataclasses import dataclass

import cv2

from enrichment.images.pictures import SIDE, UnreadablePicture, read_sizes
from enrichment.images.points import FINE_SIDE, Points, points_of
from enrichment.images.prints import hashed, refused
from peil.records.read import Fingerprint


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A file as it is compared: its fingerprint, and its points unless it is no photo."""

    fingerprint: Fingerprint
    points: Points | None


def look(data: bytes) -> Photo:
    """Fingerprint and points of an image file; never an exception."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        fine, small = read_sizes(data, (FINE_SIDE, SIDE))
    except UnreadablePicture as refusal:
        return Photo(refused(sha256, refusal), None)
    # One picture is too small to be worth dividing: more threads cost a tenth more time of the processor.
    cv2.setNumThreads(1)
    return Photo(hashed(sha256, small), points_of(fine.image))
