"""One image file to its fingerprint: hashes of every kind.

In: bytes. Out: a Fingerprint, with a reason instead of hashes where there is no photo in them; never an exception.
It knows the file again, not who is on it.
"""

import hashlib
from dataclasses import replace
from importlib.metadata import version

from PIL import features

from enrichment.images.crop_resistant import CROP_RESISTANT
from enrichment.images.pdq import PDQ
from enrichment.images.perceptual import PERCEPTUAL
from enrichment.images.pictures import Picture, UnreadablePicture, read_picture
from peil.records.read import Fingerprint

VERSION = "4"
"""Of how pictures are decoded and points are found; each kind of hash has its own."""
KINDS = (PDQ, PERCEPTUAL, CROP_RESISTANT)
DECODERS = {"pillow": "pil", "jpeg": "libjpeg_turbo", "webp": "webp", "avif": "avif"}
MADE_WITH = {
    "peil": VERSION,
    **{name: str(features.version(decoder)) for name, decoder in DECODERS.items()},
    "opencv": version("opencv-python-headless"),
    **{kind.name: kind.version for kind in KINDS},
}
"""Everything of which another version may make other fingerprints; stands in each of them."""


def stamp_of(made_with: dict[str, str]) -> str:
    """What made a fingerprint, short enough for a column; another stamp means that old ones are to be made anew."""
    told = "\n".join(f"{name} {made}" for name, made in sorted(made_with.items()))
    return f"peil={made_with['peil']} {hashlib.sha256(told.encode()).hexdigest()[:16]}"


FINGERPRINT_STAMP = stamp_of(MADE_WITH)


def fingerprint(data: bytes) -> Fingerprint:
    """The fingerprint of an image file; `reason` is set, and the hashes empty, where it cannot be read."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        picture = read_picture(data)
    except UnreadablePicture as refusal:
        return refused(sha256, refusal)
    crop = CROP_RESISTANT.compute(picture.image).text.split(",")
    return replace(hashed(sha256, picture), crop=tuple(crop))


def hashed(sha256: str, picture: Picture) -> Fingerprint:
    """The fingerprint of a file of which the picture was read, with the hashes by which photos are compared.

    The crop-resistant one is left to `fingerprint`: it is for exchange, and points find what it finds.
    """
    pdq, phash = PDQ.compute(picture.image), PERCEPTUAL.compute(picture.image)
    return Fingerprint(
        sha256,
        pdq=pdq.text,
        pdq_mirrored=pdq.mirrored,
        quality=pdq.quality,
        phash=phash.text,
        width=picture.width,
        height=picture.height,
        made_with=MADE_WITH,
    )


def refused(sha256: str, refusal: UnreadablePicture) -> Fingerprint:
    """The fingerprint of a file in which there is no photo."""
    return Fingerprint(sha256, reason=str(refusal), made_with=MADE_WITH)
