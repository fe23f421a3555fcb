"""PDQ: 256 bits and a quality, the form in which police and platforms exchange what they know of a picture.

In: a grey picture. Out: its hash and that of its mirror image, as 64 hex digits each.
"""

import numpy as np
import pdqhash
from PIL import Image, ImageOps

from enrichment.images.hash_kinds import Hashed, HashKind

MIRROR_MASK = int("5" * 64, 16)
"""Mirroring a picture flips the sign of every odd horizontal frequency, so nearly exactly these bits of its PDQ."""


class Pdq(HashKind):
    """PDQ with the quality that it tells itself."""

    name = "pdq"
    own_version = "3"
    libraries = ("pdqhash", "numpy")
    bits = 256
    limit = 31

    def compute(self, picture: Image.Image) -> Hashed:
        """Both hashes are computed: what is only turned over is a few bits off, and few bits are to spare."""
        text, quality = _computed(picture)
        mirrored, _ = _computed(ImageOps.mirror(picture))
        return Hashed(text, mirrored, quality)

    def mirrored(self, text: str) -> str:
        """The hash with the bits of all odd horizontal frequencies turned."""
        return f"{int(text, 16) ^ MIRROR_MASK:064x}"


def _computed(picture: Image.Image) -> tuple[str, int]:
    bits, quality = pdqhash.compute(np.asarray(picture.convert("RGB")))
    return np.packbits(bits.astype(np.uint8)).tobytes().hex(), int(quality)


PDQ = Pdq()
