"""imagehash's perceptual hash: 64 bits, a second opinion where PDQ alone is not sure, and a form that many exchange.

In: a grey picture. Out: its hash as 16 hex digits. Alone it takes too many other photos for copies.
"""

import imagehash
from PIL import Image

from enrichment.images.hash_kinds import Hashed, HashKind, evenness

MIRROR_MASK = 0x5555555555555555


class Perceptual(HashKind):
    """The signs of the lowest 64 frequencies, against their median."""

    name = "phash"
    own_version = "1"
    libraries = ("imagehash", "scipy", "numpy")
    bits = 64
    limit = 7

    def compute(self, picture: Image.Image) -> Hashed:
        """The quality is the evenness of the bits: a plain picture sets hardly any."""
        text = str(imagehash.phash(picture))
        return Hashed(text, self.mirrored(text), evenness([text]))

    def mirrored(self, text: str) -> str:
        """The hash with the bits of all odd horizontal frequencies turned."""
        return f"{int(text, 16) ^ MIRROR_MASK:016x}"


PERCEPTUAL = Perceptual()
