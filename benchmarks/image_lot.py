"""The lot of pictures in which copies are sought: photographs, what was done to them, and what must not match.

In: a folder of photographs, and one of strangers. Out: pictures with the photograph that each shows.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.image_copies import CHANGES, COLLAGES, MOSAICS, copy_of, saved
from benchmarks.image_strangers import strangers

ORIGINAL = "original"
VIEWS = (0.003, 0.008)
"""How far things shift between two views of a scene, as a share of the picture's width."""

PARTS = {"mirrored, cropped 60", "cropped 50", "cropped 30", "reposted", "screenshot", "mirrored screenshot"}
BETWEEN = {"cropped 80", "centre square", "padded", "framed", "squared"}


@dataclass(frozen=True, slots=True)
class Made:
    """A picture's file; two with equal `shows` show one photo, `what` is what was done to it."""

    name: str
    shows: str
    what: str
    data: bytes


def lot(photos: Path, others: Path | None = None) -> Iterator[Made]:
    """Every photograph, its copies and other views, and all strangers."""
    names = sorted(path.name for path in photos.iterdir() if path.suffix == ".jpg")
    images = [Image.open(photos / name).convert("RGB") for name in names]
    for number, image in enumerate(images):
        yield from _of_one(names[number], image, images[:number] + images[number + 1 :])
    for name, picture in strangers():
        yield Made(name, name, "stranger", saved(picture, quality=88))
    for path in sorted(others.iterdir()) if others else ():
        yield Made(path.name, f"stranger {path.name}", "stranger", path.read_bytes())


def _of_one(name: str, image: Image.Image, others: list[Image.Image]) -> Iterator[Made]:
    yield Made(f"{name} {ORIGINAL}", name, ORIGINAL, saved(image, quality=92))
    seed = zlib.crc32(name.encode())
    for what in (*CHANGES, *COLLAGES, *MOSAICS):
        yield Made(f"{name} {what}", name, what, copy_of(what, image, others, seed))
    for shift in VIEWS:
        yield Made(f"{name} view {shift}", f"{name} view {shift}", "view", another_view(image, seed, shift))


def hows(what: str) -> set[str]:
    """What a copy of this kind may rightly be called."""
    if what in COLLAGES or what in MOSAICS:
        return {"collage"}
    if what in PARTS:
        return {"part"}
    return {"mirrored"} if what == "mirrored" else {"whole", "part"} if what in BETWEEN else {"whole"}


def another_view(image: Image.Image, seed: int, shift: float) -> bytes:
    """The scene from a step aside: every region moves by its own amount, and the grain is new."""
    rng = np.random.default_rng(seed)
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    coarse = rng.normal(0, shift * width, (5, 6, 2)).astype(np.float32)
    moved = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    seen = cv2.remap(pixels, x + moved[..., 0], y + moved[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    grain = rng.normal(0, 4, seen.shape)
    return saved(Image.fromarray(np.clip(seen + grain, 0, 255).astype(np.uint8)))
