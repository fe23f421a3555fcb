"""imagehash's crop-resistant hash, made thirty times as fast: a hash of each bright and each dark part of a picture.

In: a grey picture. Out: 16 hex digits a part, with commas between, the very text that imagehash gives. Parts without
texture are told for exchange and compared with nothing.
"""

from collections.abc import Iterator

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from enrichment.images.hash_kinds import Hashed, HashKind, evenness

SIDE = 300
"""Parts are sought in a picture of so many pixels a side."""
BRIGHT = 128
SMALLEST = 500
FRAME = 4 * SIDE
"""imagehash counts the frame around the picture among the pixels it has seen, and so stops before the last parts."""
PLAIN = 25
"""Below this evenness of bits a part is a slope of light and not a thing."""

Box = tuple[int, int, int, int]
Mask = NDArray[np.bool_]


class CropResistant(HashKind):
    """The differences between neighbours, eight by eight, in each part of the picture."""

    name = "crop"
    own_version = "1"
    libraries = ("imagehash", "opencv-python-headless", "numpy")
    bits = 64
    limit = 7
    floor = PLAIN

    def compute(self, picture: Image.Image) -> Hashed:
        """The quality is that of the part with the most texture."""
        parts = [str(imagehash.dhash(picture.crop(_enlarged(box, picture.size)))) for box in _boxes(picture)]
        text = ",".join(parts)
        return Hashed(text, self.mirrored(text), evenness(parts))

    def mirrored(self, text: str) -> str:
        """Every row of differences the other way round, and each of them with the other sign."""
        return ",".join(f"{_turned_over(int(part, 16)):016x}" for part in text.split(","))

    def parts(self, text: str) -> list[str]:
        """The parts that have texture."""
        return [part for part in text.split(",") if evenness([part]) >= PLAIN]


def _turned_over(value: int) -> int:
    rows = value.to_bytes(8, "big")
    return int.from_bytes(bytes(int(f"{row:08b}"[::-1], 2) ^ 0xFF for row in rows), "big")


def _enlarged(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    across, down = size[0] / SIDE, size[1] / SIDE
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down


def _boxes(picture: Image.Image) -> list[Box]:
    """Around each bright part and then each dark one, in the order in which imagehash comes upon them."""
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur())
    bright: Mask = cv2.medianBlur(np.asarray(small), 3) > BRIGHT
    seen, found = FRAME, []
    for mask, every in ((bright, True), (~bright, False)):
        for box, pixels in _regions(mask):
            if not every and seen >= SIDE * SIDE:
                break
            seen += pixels if pixels > 1 else 0
            if pixels > SMALLEST:
                found.append(box)
    return found or [(0, 0, SIDE, SIDE)]


def _regions(mask: Mask) -> Iterator[tuple[Box, int]]:
    """Boxes and sizes of what hangs together, by the first pixel of each."""
    _, labels, told, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    first = np.empty(len(told), np.int64)
    first[labels.ravel()[::-1]] = np.arange(labels.size)[::-1]
    for label in (np.argsort(first[1:], kind="stable") + 1).tolist():
        left, top, width, height, pixels = told[label].tolist()
        yield (left, top, left + width, top + height), pixels


CROP_RESISTANT = CropResistant()
