"""Smooth photos are known again by their frames; banners and placeholders that differ by a word never are."""

import itertools
import random
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from enrichment.images import same_photo
from enrichment.images.frames import framed_alike
from enrichment.images.photo_pairs import decide
from enrichment.images.photos import look

Encode = Callable[..., bytes]


def out_of_focus(seed: int) -> Image.Image:
    """Lights at night, without one sharp edge."""
    rng = random.Random(seed)
    image = Image.new("RGB", (800, 600), tuple(rng.randrange(20, 90) for _ in range(3)))
    for _ in range(40):
        left, top, side = rng.randrange(-50, 800), rng.randrange(-50, 600), rng.randrange(30, 160)
        fill = tuple(rng.randrange(60, 255) for _ in range(3))
        ImageDraw.Draw(image).ellipse((left, top, left + side, top + side), fill=fill)
    return image.filter(ImageFilter.GaussianBlur(28))


def banner(words: str) -> Image.Image:
    image = Image.new("RGB", (900, 300), (160, 20, 70))
    pen = ImageDraw.Draw(image)
    pen.text((40, 40), "alfa.example", "white", ImageFont.load_default(90))
    pen.rectangle((640, 40, 860, 260), fill=(250, 220, 0))
    pen.text((660, 100), words, "black", ImageFont.load_default(80))
    return image


def placeholder(words: str) -> Image.Image:
    image = Image.new("RGB", (600, 800), (205, 205, 210))
    pen = ImageDraw.Draw(image)
    pen.ellipse((180, 160, 420, 400), fill=(120, 120, 130))
    pen.ellipse((80, 430, 520, 900), fill=(120, 120, 130))
    pen.text((220, 700), words, "white", ImageFont.load_default(60))
    return image


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "smaller": lambda image: image.resize((400, 300)),
    "grey": lambda image: image.convert("L"),
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(4)),
    "brighter": lambda image: image.point(lambda value: min(255, int(value * 1.3))),
    "mirrored": ImageOps.mirror,
}


@pytest.mark.parametrize("name", COPIES)
def test_copies_of_photos_out_of_focus_are_found(name: str, as_file: Encode) -> None:
    for seed in range(3):
        found = decide(look(as_file(out_of_focus(seed))), look(as_file(COPIES[name](out_of_focus(seed)))))
        assert found is not None
        assert found.how == ("mirrored" if name == "mirrored" else "whole")


def test_photos_out_of_focus_are_not_each_other(as_file: Encode) -> None:
    photos = [look(as_file(out_of_focus(seed))) for seed in range(8)]
    assert [decide(*both) for both in itertools.combinations(photos, 2)] == [None] * 28


@pytest.mark.parametrize("draw", [banner, placeholder])
def test_drawings_of_near_hashes_are_no_photo(draw: Callable[[str], Image.Image], as_file: Encode) -> None:
    photos = [look(as_file(draw(words))) for words in ("10", "25", "nu", "50")]
    both = list(itertools.combinations(photos, 2))
    assert draw is placeholder or any(same_photo(a.fingerprint, b.fingerprint) for a, b in both)
    assert [decide(a, b) for a, b in both] == [None] * 6
    assert not any(framed_alike(a.points, b.points) for a, b in both if a.points and b.points)
