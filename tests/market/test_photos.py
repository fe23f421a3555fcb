"""Photos: different scenes differ for any fingerprint, copies of one scene do not, and no draw is ever different."""

from io import BytesIO
from itertools import combinations

import numpy as np
import pdqhash
import pytest
from PIL import Image, ImageOps

from crawlers.market.photos import FORMATS, Photo, develop

SCENES = range(1, 61)
COPIES = [Photo(1, treatment, form) for treatment in ("resaved", "resized", "mirrored", "cropped") for form in FORMATS]


@pytest.fixture(scope="module")
def files() -> dict[Photo, bytes]:
    return develop([*map(Photo, SCENES), *COPIES], seed=3)


@pytest.fixture(scope="module")
def prints(files: dict[Photo, bytes]) -> dict[Photo, np.ndarray]:
    return {photo: _pdq(_opened(data)) for photo, data in files.items()}


def test_the_same_seed_gives_the_same_bytes(files: dict[Photo, bytes]) -> None:
    again = develop(map(Photo, range(1, 6)), seed=3)
    assert all(files[photo] == data for photo, data in again.items())


def test_another_seed_gives_other_scenes(files: dict[Photo, bytes], prints: dict[Photo, np.ndarray]) -> None:
    other = _pdq(_opened(develop([Photo(1)], seed=4)[Photo(1)]))
    assert _distance(other, prints[Photo(1)]) > 90


def test_two_scenes_differ_in_more_than_ninety_bits(prints: dict[Photo, np.ndarray]) -> None:
    originals = [prints[Photo(scene)] for scene in SCENES]
    assert min(_distance(one, other) for one, other in combinations(originals, 2)) > 90


def test_no_scene_is_the_mirror_image_of_another(files: dict[Photo, bytes], prints: dict[Photo, np.ndarray]) -> None:
    mirrored = {scene: _pdq(ImageOps.mirror(_opened(files[Photo(scene)]))) for scene in SCENES}
    pairs = [(one, other) for one in SCENES for other in SCENES if one != other]
    assert min(_distance(mirrored[one], prints[Photo(other)]) for one, other in pairs) > 90


def test_every_scene_has_texture_enough_for_a_fingerprint(files: dict[Photo, bytes]) -> None:
    assert min(pdqhash.compute(np.asarray(_opened(data)))[1] for data in files.values()) > 50


@pytest.mark.parametrize("photo", COPIES, ids=lambda photo: f"{photo.treatment} {photo.format}")
def test_a_copy_is_near_its_original(photo: Photo, files: dict[Photo, bytes], prints: dict[Photo, np.ndarray]) -> None:
    image = _opened(files[photo])
    seen = _pdq(ImageOps.mirror(image) if photo.treatment == "mirrored" else image)
    limit = 80 if photo.treatment == "cropped" else 31
    assert files[photo] != files[Photo(1)]
    assert _distance(seen, prints[Photo(1)]) <= limit


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_of_the_format_that_its_name_says(form: str, files: dict[Photo, bytes]) -> None:
    photo = Photo(1, "resaved", form)
    assert Image.MIME[Image.open(BytesIO(files[photo])).format or ""] == FORMATS[form]
    assert photo.name.endswith(f".{form}")


def test_a_cropped_copy_lost_six_per_cent(files: dict[Photo, bytes]) -> None:
    whole, cropped = _opened(files[Photo(1)]), _opened(files[Photo(1, "cropped", "jpg")])
    assert 0.05 <= 1 - cropped.width / whole.width <= 0.08


def _opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def _pdq(image: Image.Image) -> np.ndarray:
    return pdqhash.compute(np.asarray(image))[0]


def _distance(one: np.ndarray, other: np.ndarray) -> int:
    return int(np.count_nonzero(one != other))
