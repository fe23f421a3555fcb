"""What two frames have in common: letters change a copy, but nothing in it moves."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from enrichment.images.points import Points, points_of
from enrichment.images.second_look import Sighted, convincing, looked

Draw = Callable[..., Image.Image]


def laid(a: Points, b: Points) -> Sighted:
    seen = looked(a, b, mirrored=False)
    assert seen is not None
    return seen


def before_the_camera(scene: Image.Image, thing: Image.Image, left: int) -> Image.Image:
    """Something large and patterned stands before a fixed camera."""
    photo = scene.copy()
    photo.paste(thing.resize((300, 400)), (left, 60))
    grain = np.random.default_rng(left).normal(0, 3, (480, 640, 3))
    return Image.fromarray(np.clip(np.asarray(photo) + grain, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("seed", range(400, 404))
def test_charter_06_something_else_before_a_fixed_camera_is_another_photo(seed: int, scene: Draw) -> None:
    one = points_of(before_the_camera(scene(seed), scene(seed + 50), 20))
    other = points_of(before_the_camera(scene(seed), scene(seed + 70), 280))
    seen = looked(one, other, mirrored=False)
    assert seen is None or not convincing(seen)


def test_a_photo_that_is_written_upon_has_changed_little(scene: Draw) -> None:
    image = scene(1)
    font = ImageFont.load_default(48)
    ImageDraw.Draw(image).text((30, 200), "Bel nu voor een afspraak", "white", font)
    seen = laid(points_of(scene(1)), points_of(image))
    assert seen.overlap.altered <= 0.12
    assert convincing(seen)


def lettered(image: Image.Image) -> Image.Image:
    """The same large words on any photo."""
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(54)
    for line in range(3):
        pen.text((30, 90 + 120 * line), "Bel nu voor een afspraak", "white", font)
    return image


def page(image: Image.Image) -> Image.Image:
    """A photo on a page of one and the same site."""
    laid_out = Image.new("RGB", (750, 1200), "white")
    laid_out.paste(image.resize((700, 525)), (25, 120))
    pen, font = ImageDraw.Draw(laid_out), ImageFont.load_default(34)
    for line, words in enumerate(("alfa.example zoeken", "Deel deze advertentie", "Meld misbruik", "Voorwaarden")):
        pen.text((30, 30 if not line else 620 + 130 * line), words, (40, 40, 40), font)
    return laid_out


@pytest.mark.parametrize("same", [lettered, page])
@pytest.mark.parametrize("seed", range(420, 424))
def test_what_a_site_adds_to_all_photos_makes_no_two_of_them_one(
    same: Callable[[Image.Image], Image.Image], seed: int, scene: Draw
) -> None:
    one, other = points_of(same(scene(seed))), points_of(same(scene(seed + 30)))
    seen = looked(one, other, mirrored=False)
    assert seen is None or not convincing(seen)


def texture(shift: float) -> Image.Image:
    """Rich texture; with a shift, its left and right parts have moved against each other by so many pixels."""
    noise = np.random.default_rng(3).normal(0, 1, (480, 640)).astype(np.float32)
    rough = cv2.GaussianBlur(noise, (0, 0), 3) * 300 + 128
    x, y = np.meshgrid(np.arange(640, dtype=np.float32), np.arange(480, dtype=np.float32))
    seen = cv2.remap(rough, x, y + shift * np.sin(x / 40), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))


def test_what_has_moved_sways_and_a_copy_does_not() -> None:
    one = points_of(texture(0))
    copy, view = (laid(one, points_of(image)) for image in (texture(0).resize((480, 360)), texture(1.8)))
    assert copy.overlap.sway < 0.3
    assert view.overlap.sway > 0.7
    assert convincing(copy)
    assert not convincing(view)
