"""Drawn scenes: what stands for a photo in the tests. Shapes, shades and grain; never people."""

import io
import random
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 480)


def draw(seed: int, view: float = 0.0) -> Image.Image:
    """A scene; another `view` is another photo of it: the camera has moved, so near things move more than far ones."""
    rng = random.Random(seed)
    top, bottom = (tuple(rng.randrange(40, 230) for _ in range(3)) for _ in range(2))
    slope = np.linspace(0, 1, SIZE[1])[:, None, None]
    sky = np.broadcast_to(np.array(top) * (1 - slope) + np.array(bottom) * slope, (SIZE[1], SIZE[0], 3))
    image = Image.fromarray(sky.astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for depth in range(1, 22):
        width, height = rng.randrange(30, 240), rng.randrange(30, 200)
        left, up = rng.randrange(-60, SIZE[0]) + view * depth * 14, rng.randrange(-40, SIZE[1])
        shape = pen.ellipse if rng.random() < 0.4 else pen.rectangle
        shape((left, up, left + width, up + height), fill=tuple(rng.randrange(256) for _ in range(3)))
    grain = np.random.default_rng(seed).normal(0, 4, (SIZE[1], SIZE[0], 1))
    grainy = np.clip(np.asarray(image.filter(ImageFilter.GaussianBlur(1))) + grain, 0, 255)
    return Image.fromarray(grainy.astype(np.uint8))


def encode(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The bytes of a file of this format."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(scope="session")
def scene() -> Callable[..., Image.Image]:
    """`scene(seed, view=0.0)` draws a photo."""
    return draw


@pytest.fixture(scope="session")
def as_file() -> Callable[..., bytes]:
    """`as_file(image, kind="JPEG", **options)` gives the bytes of a file."""
    return encode
