"""Scenes for the market's photos: landscapes, rooms, still lifes and patterns, drawn from noise. Never a living being.

In: a random generator. Out: RGB pictures of 480 by 360. A sketch of 256 bits tells two scenes apart.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

# Scenes are painted small and enlarged: a quarter of the work for the same picture.
WIDTH, HEIGHT, ENLARGED = 240, 180, 2
SKETCH_BITS = 256
Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float32]
_ROWS = np.arange(HEIGHT, dtype=np.float32)[:, None]
_COLUMNS = np.arange(WIDTH, dtype=np.float32)[None, :]
# The rows of a 64-point cosine transform for the frequencies 1 to 16: the sketch sees coarse form, never fine texture.
_COSINES: Numbers = np.cos(np.pi / 64 * np.outer(np.arange(1, 17), np.arange(64) + 0.5)).astype(np.float32)


def draw(rng: np.random.Generator) -> Image.Image:
    """One scene of a kind that the generator chooses."""
    kind = KINDS[int(rng.integers(len(KINDS)))]
    return Image.fromarray(kind(rng)).resize((WIDTH * ENLARGED, HEIGHT * ENLARGED), Image.Resampling.BICUBIC)


def sketch(image: Image.Image) -> npt.NDArray[np.bool_]:
    """256 bits of the picture's coarse form: the signs of its low frequencies about their median."""
    small = np.asarray(image.convert("L").resize((64, 64), Image.Resampling.BOX), dtype=np.float32)
    waves = _COSINES @ small @ _COSINES.T
    return np.asarray(waves > np.median(waves)).ravel()


def _noise(rng: np.random.Generator, columns: int) -> Numbers:
    """Smooth noise from 0 to 1 with about `columns` bumps across."""
    seeds = rng.integers(0, 256, (max(2, columns * 3 // 4), columns), dtype=np.uint8)
    smooth = Image.fromarray(seeds).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return np.asarray(smooth, dtype=np.float32) / np.float32(255)


def _texture(rng: np.random.Generator) -> Numbers:
    """Three octaves of noise, coarse ones strongest, from 0 to 1."""
    coarse, middle, fine = (_noise(rng, columns) for columns in (5, 11, 40))
    return np.asarray(0.5 * coarse + 0.3 * middle + 0.2 * fine, dtype=np.float32)


def _painted(rng: np.random.Generator, tones: Numbers) -> Pixels:
    """The tones (0 to 1) through a ramp of four random colours from dark to light."""
    stops = np.sort(rng.integers(0, 256, (4, 3)), axis=0)
    steps = np.linspace(0, 255, 4)
    ramp = np.stack([np.interp(np.arange(256), steps, stops[:, channel]) for channel in range(3)], axis=1)
    return np.asarray(ramp.astype(np.uint8)[np.clip(tones * 255, 0, 255).astype(np.uint8)])


def _landscape(rng: np.random.Generator) -> Pixels:
    """A sky with a sun over four ridges."""
    scene = _painted(rng, _texture(rng))
    x, y, radius = rng.uniform(30, 210), rng.uniform(20, 80), rng.uniform(10, 27)
    scene[(_COLUMNS - x) ** 2 + (_ROWS - y) ** 2 < radius**2] = rng.integers(200, 256, 3)
    for level in (55, 90, 120, 150):
        ridge = level + 55 * (_noise(rng, 6)[0] - 0.5) + 20 * (_noise(rng, 24)[0] - 0.5)
        ground = ridge[None, :] < _ROWS
        scene[ground] = _painted(rng, _texture(rng))[ground]
    return scene


def _room(rng: np.random.Generator) -> Pixels:
    """A wall and a floor with windows, a cupboard and a carpet."""
    scene = _painted(rng, _texture(rng))
    floor = np.broadcast_to(rng.uniform(90, 145) + rng.uniform(-0.2, 0.2) * _COLUMNS < _ROWS, (HEIGHT, WIDTH))
    boards = 0.6 * _texture(rng) + 0.4 * (np.sin(_COLUMNS / rng.uniform(3, 10) + _ROWS / 15) > 0)
    scene[floor] = _painted(rng, boards)[floor]
    return _with_shapes(rng, scene, (_rectangle,), 9)


def _still_life(rng: np.random.Generator) -> Pixels:
    """A table with bowls, fruit and bottles."""
    scene = _painted(rng, _texture(rng))
    table = np.broadcast_to(rng.uniform(75, 130) + 6 * np.sin(_COLUMNS / rng.uniform(15, 45)) < _ROWS, scene.shape[:2])
    scene[table] = _painted(rng, _texture(rng))[table]
    return _with_shapes(rng, scene, (_ellipse, _ellipse, _rectangle), 12)


def _pattern(rng: np.random.Generator) -> Pixels:
    """Patches of two textures along the contours of a third, with tiles on it."""
    patches = _noise(rng, 7) > rng.uniform(0.4, 0.6)
    scene = np.where(patches[..., None], _painted(rng, _texture(rng)), _painted(rng, _texture(rng)))
    return _with_shapes(rng, scene, (_rectangle, _ellipse, _triangle), 10)


def _with_shapes(rng: np.random.Generator, scene: Pixels, shapes: "tuple[Shape, ...]", count: int) -> Pixels:
    """The scene with shapes on it, dark and light in turn, under a last layer of noise."""
    image = Image.fromarray(scene)
    pen = ImageDraw.Draw(image)
    for at in range(count):
        box = _box(rng)
        low, high = ((0, 110), (140, 256))[at % 2]
        red, green, blue = (int(part) for part in rng.integers(low, high, 3))
        shapes[int(rng.integers(len(shapes)))](pen, box, (red, green, blue))
    grain = (40 * (_noise(rng, 60) - 0.5)).astype(np.int16)[..., None]
    return np.asarray(np.clip(np.asarray(image, dtype=np.int16) + grain, 0, 255), dtype=np.uint8)


Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
Shape = Callable[[ImageDraw.ImageDraw, Box, Colour], None]


def _box(rng: np.random.Generator) -> Box:
    width, height = rng.uniform(20, 85), rng.uniform(20, 75)
    left, top = rng.uniform(-10, WIDTH - 20), rng.uniform(-10, HEIGHT - 20)
    return (float(left), float(top), float(left + width), float(top + height))


def _rectangle(pen: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    pen.rectangle(box, fill=colour, outline=(20, 20, 20), width=2)


def _ellipse(pen: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    pen.ellipse(box, fill=colour)


def _triangle(pen: ImageDraw.ImageDraw, box: Box, colour: Colour) -> None:
    left, top, right, bottom = box
    pen.polygon([(left, bottom), ((left + right) / 2, top), (right, bottom)], fill=colour)


KINDS: tuple[Callable[[np.random.Generator], Pixels], ...] = (_landscape, _room, _still_life, _pattern)
