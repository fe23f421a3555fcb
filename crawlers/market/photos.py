"""Photo files: a scene, how this copy of it was treated, and in which format it was saved.

In: scene numbers and treatments. Out: the bytes of JPEG, WebP and PNG files. The same scene is drawn once.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import count

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from crawlers.market import scenes

TREATMENTS = ("original", "resaved", "resized", "cropped", "mirrored")
FORMATS = {"jpg": "image/jpeg", "webp": "image/webp", "png": "image/png"}
# Two scenes differ in about half of 256 bits; a draw that comes nearer than this to an earlier one is drawn again.
MINIMUM_DISTANCE = 102


@dataclass(frozen=True, slots=True)
class Photo:
    """One file: `scene` by number, `treatment` and `format` as named above."""

    scene: int
    treatment: str = "original"
    format: str = "jpg"

    @property
    def name(self) -> str:
        """The file's name, which tells nothing of what it shows."""
        digest = hashlib.sha256(f"{self.scene}/{self.treatment}".encode()).hexdigest()[:12]
        return f"{digest}.{self.format}"

    @property
    def kind(self) -> str:
        """The Content-Type of the file."""
        return FORMATS[self.format]


def develop(photos: Iterable[Photo], seed: int) -> dict[Photo, bytes]:
    """The bytes of each photo; the same photos and seed always give the same bytes."""
    wanted = sorted(set(photos), key=lambda photo: (photo.scene, photo.treatment, photo.format))
    drawn = _scenes(sorted({photo.scene for photo in wanted}), seed)
    return {photo: _encode(_treat(drawn[photo.scene], photo), photo) for photo in wanted}


def _scenes(numbers: Iterable[int], seed: int) -> dict[int, Image.Image]:
    """A scene for each number, no two alike, not even in a mirror."""
    drawn: dict[int, Image.Image] = {}
    known = np.empty((0, scenes.SKETCH_BITS), dtype=np.bool_)
    for number in numbers:
        for attempt in count():
            image = scenes.draw(np.random.default_rng([seed, number, attempt]))
            sketches = np.stack([scenes.sketch(image), scenes.sketch(ImageOps.mirror(image))])
            if _is_new(sketches[0], known):
                break
        drawn[number] = image
        known = np.concatenate([known, sketches])
    return drawn


def _is_new(sketch: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> bool:
    return not len(known) or int(np.count_nonzero(known != sketch, axis=1).min()) >= MINIMUM_DISTANCE


def _treat(image: Image.Image, photo: Photo) -> Image.Image:
    """The copy: smaller, with six per cent of its edges gone, or mirrored."""
    width, height = image.size
    if photo.treatment == "resized":
        return image.resize((width * 2 // 3, height * 2 // 3), Image.Resampling.LANCZOS)
    if photo.treatment == "cropped":
        return image.crop((width * 3 // 100, height * 3 // 100, width * 97 // 100, height * 97 // 100))
    if photo.treatment == "mirrored":
        return ImageOps.mirror(image)
    return image


def _encode(image: Image.Image, photo: Photo) -> bytes:
    out = BytesIO()
    quality = 72 if photo.treatment == "resaved" else 88
    if photo.format == "png":
        image.resize((image.width * 2 // 3, image.height * 2 // 3)).save(out, "PNG", compress_level=3)
    elif photo.format == "webp":
        image.save(out, "WEBP", quality=quality, method=1)
    else:
        image.save(out, "JPEG", quality=quality)
    return out.getvalue()
