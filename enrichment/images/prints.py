"""One image file to its fingerprint: PDQ straight and mirrored, and a 64-bit perceptual hash.

In: bytes. Out: a Fingerprint, with a reason instead of hashes where there is no photo in them; never an exception.
It knows the file again, not who is on it.
"""

import hashlib
from importlib.metadata import version

import imagehash
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image, ImageOps

from enrichment.images.pictures import Picture, UnreadablePicture, read_picture
from peil.records.read import Fingerprint

VERSION = "2"
LIBRARIES = {"pillow": "pillow", "pdqhash": "pdqhash", "imagehash": "imagehash", "opencv": "opencv-python-headless"}
MADE_WITH = {"peil": VERSION} | {name: version(package) for name, package in LIBRARIES.items()}
FINGERPRINT_STAMP = " ".join(f"{name}={made}" for name, made in MADE_WITH.items())
"""What made a fingerprint; another stamp means that old ones are to be made anew."""


def fingerprint(data: bytes) -> Fingerprint:
    """The fingerprint of an image file; `reason` is set, and the hashes empty, where it cannot be read."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return hashed(sha256, read_picture(data))
    except UnreadablePicture as refusal:
        return refused(sha256, refusal)


def hashed(sha256: str, picture: Picture) -> Fingerprint:
    """The fingerprint of a file of which the picture was read."""
    pdq, quality = _pdq(picture.image)
    mirrored, _ = _pdq(ImageOps.mirror(picture.image))
    return Fingerprint(
        sha256,
        pdq=pdq,
        pdq_mirrored=mirrored,
        quality=quality,
        phash=str(imagehash.phash(picture.image)),
        width=picture.width,
        height=picture.height,
        made_with=MADE_WITH,
    )


def refused(sha256: str, refusal: UnreadablePicture) -> Fingerprint:
    """The fingerprint of a file in which there is no photo."""
    return Fingerprint(sha256, reason=str(refusal), made_with=MADE_WITH)


def _pdq(image: Image.Image) -> tuple[str, int]:
    """PDQ as the 64 hex digits that others exchange, and its quality (0 to 100)."""
    bits, quality = pdqhash.compute(np.asarray(image))
    return _hex(bits), int(quality)


def _hex(bits: NDArray[np.int64]) -> str:
    return np.packbits(bits.astype(np.uint8)).tobytes().hex()
