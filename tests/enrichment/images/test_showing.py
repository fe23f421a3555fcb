"""How a photo is shown: whole, mirrored, in part, or as a panel of a collage, be the panels unequal."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from enrichment.images.photo_pairs import Decided, decide
from enrichment.images.photos import look

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]
Box = tuple[int, int, int, int]

PAGES: dict[str, tuple[Box, ...]] = {
    "two equal panels": ((0, 0, 480, 480), (480, 0, 960, 480)),
    "one above the other": ((0, 0, 480, 360), (0, 364, 480, 724)),
    "a wide panel beside a narrow one": ((0, 0, 600, 480), (604, 0, 960, 480)),
    "a narrow panel beside a wide one": ((600, 0, 960, 480), (0, 0, 596, 480)),
    "four panels": ((0, 0, 400, 300), (404, 0, 804, 300), (0, 304, 400, 604), (404, 304, 804, 604)),
    "a small panel of three": ((600, 320, 960, 640), (0, 0, 596, 640), (600, 0, 960, 316)),
}


@pytest.fixture
def scene(scene: Draw) -> Draw:
    """Scenes with texture all over, as photographs have it: ever weaker the finer it is."""

    def textured(seed: int) -> Image.Image:
        rng, image = np.random.default_rng(seed), scene(seed)
        pixels = np.asarray(image).astype(np.float32)
        for grain in (1.5, 3, 6, 12, 24):
            noise = rng.normal(0, 1, pixels.shape[:2]).astype(np.float32)
            pixels += cv2.GaussianBlur(noise, (0, 0), grain)[..., None] * grain * 24
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    return textured


def decided(as_file: Encode, one: Image.Image, other: Image.Image) -> Decided | None:
    return decide(look(as_file(one, quality=90)), look(as_file(other, quality=85)))


def page(scenes: list[Image.Image], boxes: tuple[Box, ...]) -> Image.Image:
    made = Image.new("RGB", (max(box[2] for box in boxes), max(box[3] for box in boxes)), "white")
    for scene, (left, top, right, bottom) in zip(scenes, boxes, strict=True):
        made.paste(ImageOps.fit(scene, (right - left, bottom - top)), (left, top))
    return made


@pytest.mark.parametrize("name", PAGES)
def test_a_panel_of_a_collage_is_called_so(name: str, scene: Draw, as_file: Encode) -> None:
    scenes = [scene(seed) for seed in range(40, 40 + len(PAGES[name]))]
    found = decided(as_file, scenes[0], page(scenes, PAGES[name]))
    assert found is not None
    assert found.how == "collage"


@pytest.mark.parametrize("name", PAGES)
def test_a_collage_of_other_scenes_shows_no_photo(name: str, scene: Draw, as_file: Encode) -> None:
    scenes = [scene(seed) for seed in range(40, 40 + len(PAGES[name]))]
    assert decided(as_file, scene(60), page(scenes, PAGES[name])) is None


def screenshot(image: Image.Image) -> Image.Image:
    made = Image.new("RGB", (760, 1300), "white")
    made.paste(image, (60, 160))
    for line in range(8):
        ImageDraw.Draw(made).text((60, 700 + 60 * line), "Rustig adres, bel voor een afspraak", "grey", font_size=36)
    return made


@pytest.mark.parametrize("seed", range(70, 74))
def test_what_is_cut_off_or_laid_on_a_page_is_a_part_and_no_collage(seed: int, scene: Draw, as_file: Encode) -> None:
    image = scene(seed)
    parts = (image.crop((180, 60, 560, 400)), screenshot(image), ImageOps.expand(image, 120, "white"))
    assert [found and found.how for found in (decided(as_file, image, part) for part in parts)] == ["part"] * 3


@pytest.mark.parametrize("seed", range(74, 77))
def test_whole_and_mirrored_copies_are_called_so(seed: int, scene: Draw, as_file: Encode) -> None:
    image = scene(seed)
    found = (decided(as_file, image, copy) for copy in (image.resize((400, 300)), ImageOps.mirror(image)))
    assert [one and one.how for one in found] == ["whole", "mirrored"]


def test_a_panel_is_the_same_whichever_picture_comes_first(scene: Draw, as_file: Encode) -> None:
    collage = page([scene(40), scene(41)], PAGES["a narrow panel beside a wide one"])
    forth, back = decided(as_file, scene(40), collage), decided(as_file, collage, scene(40))
    assert forth is not None
    assert back is not None
    assert forth.how == back.how == "collage"
