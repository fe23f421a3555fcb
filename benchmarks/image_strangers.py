"""Drawn pictures that show nobody's photo twice: patterns, banners, placeholders and logos, each a little different.

In: a kind and a number. Out: a picture; equal kinds and numbers give equal pictures, other numbers other pictures.
"""

import random
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SIZE = (800, 600)
PLACES = ("Utrecht", "Zwolle", "Breda", "Assen", "Goes", "Ede", "Sneek", "Venlo")
NUMBERS = 6


def grainy(image: Image.Image, rng: random.Random) -> Image.Image:
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, 4, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))


def laid(tile: Image.Image, start: tuple[int, int]) -> Image.Image:
    """The tile over and over, from a start left above the picture."""
    image = Image.new("RGB", SIZE)
    for top in range(-(start[1] % tile.height), SIZE[1], tile.height):
        for left in range(-(start[0] % tile.width), SIZE[0], tile.width):
            image.paste(tile, (left, top))
    return image


def checkerboard(rng: random.Random) -> Image.Image:
    side = rng.randint(40, 80)
    tile = Image.new("RGB", (2 * side, 2 * side), (230, 230, 230))
    tile.paste((30, 30, 30), (0, 0, side, side))
    tile.paste((30, 30, 30), (side, side, 2 * side, 2 * side))
    return grainy(laid(tile, (rng.randrange(99), rng.randrange(99))), rng)


def bricks(rng: random.Random) -> Image.Image:
    image = Image.new("RGB", SIZE, (190, 180, 170))
    pen = ImageDraw.Draw(image)
    wide, high = rng.choice(((80, 30), (100, 40)))
    for row in range(-1, SIZE[1] // high + 2):
        for column in range(-1, SIZE[0] // wide + 2):
            red, left = 150 + rng.randint(-15, 15), column * wide + row % 2 * wide // 2
            pen.rectangle((left, row * high, left + wide - 5, row * high + high - 5), fill=(red, red // 2, red // 3))
    return grainy(image.rotate(rng.uniform(-3, 3), fillcolor=(120, 60, 40)), rng)


def tiles(rng: random.Random) -> Image.Image:
    """One and the same bathroom tile; other things lie on it."""
    tile, same = Image.new("RGB", (64, 64), (200, 210, 215)), random.Random(77)
    pen = ImageDraw.Draw(tile)
    for _ in range(5):
        left, top = same.randint(0, 50), same.randint(0, 50)
        pen.ellipse((left, top, left + 14, top + 14), outline=(40, 60, 120), width=2)
    pen.rectangle((0, 0, 63, 63), outline=(120, 120, 120), width=2)
    image = laid(tile, (rng.randrange(64), rng.randrange(64)))
    pen = ImageDraw.Draw(image)
    for _ in range(4):
        left, top = rng.randint(0, 600), rng.randint(0, 400)
        fill = tuple(rng.randrange(256) for _ in range(3))
        pen.ellipse((left, top, left + rng.randint(80, 200), top + rng.randint(80, 200)), fill=fill)
    return grainy(image, rng)


def banner(rng: random.Random) -> Image.Image:
    image = Image.new("RGB", (900, 250), (160, 20, 70))
    pen = ImageDraw.Draw(image)
    pen.text((40, 30), "alfa.example", "white", ImageFont.load_default(60))
    pen.text((40, 140), f"Nieuw in {rng.choice(PLACES)}", (255, 230, 120), ImageFont.load_default(36))
    pen.rectangle((700, 60, 860, 190), outline="white", width=6)
    pen.text((720, 100), f"{rng.randint(10, 99)}%", "white", ImageFont.load_default(36))
    return image


def placeholder(rng: random.Random) -> Image.Image:
    image = Image.new("RGB", (600, 800), (225, 225, 228))
    pen = ImageDraw.Draw(image)
    pen.ellipse((200, 200, 400, 400), fill=(180, 180, 185))
    pen.ellipse((120, 430, 480, 900), fill=(180, 180, 185))
    pen.text((150, 700), f"geen foto {rng.randint(1, 99)}", (120, 120, 120), ImageFont.load_default(48))
    return image


def logo(rng: random.Random) -> Image.Image:
    image = Image.new("RGB", (500, 500), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((60, 60, 440, 440), outline=(20, 60, 140), width=30)
    pen.polygon([(250, 110), (390, 350), (110, 350)], fill=(20, 60, 140))
    pen.text((170, 250), rng.choice(PLACES), "white", ImageFont.load_default(44))
    return image


def page(rng: random.Random) -> Image.Image:
    """A page of one site, with another drawing where the photo stands."""
    image = Image.new("RGB", (1080, 1920), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(40)
    pen.rectangle((0, 0, 1080, 160), fill=(30, 30, 90))
    pen.text((40, 50), "alfa.example  zoeken  inloggen", "white", font)
    image.paste(rng.choice((bricks, tiles, checkerboard))(rng).resize((1000, 700)), (40, 200))
    for row, words in enumerate(("Bel nu voor een afspraak", "Deel deze advertentie", "Meld misbruik", "Voorwaarden")):
        pen.rectangle((30, 940 + row * 130, 1050, 1050 + row * 130), outline=(200, 200, 200), width=3)
        pen.text((40, 960 + row * 130), f"{words} {rng.randint(1, 99)}", (40, 40, 40), font)
    return image


def uniform(rng: random.Random) -> Image.Image:
    """A wall, a sheet, a night: one shade that changes slowly, and grain."""
    shade = [rng.randrange(20, 230) for _ in range(3)]
    slope = np.linspace(-12, 12, SIZE[0])[None, :, None] * rng.choice((-1, 1)) + np.array(shade)
    even = np.broadcast_to(slope, (SIZE[1], SIZE[0], 3))
    return grainy(Image.fromarray(np.clip(even, 0, 255).astype(np.uint8)), rng)


KINDS: dict[str, Callable[[random.Random], Image.Image]] = {
    kind.__name__: kind for kind in (checkerboard, bricks, tiles, banner, placeholder, logo, page, uniform)
}


def strangers() -> Iterator[tuple[str, Image.Image]]:
    """NUMBERS pictures of every kind, by name."""
    for name, draw in KINDS.items():
        for number in range(NUMBERS):
            yield f"{name} {number}", draw(random.Random(f"{name} {number}"))
