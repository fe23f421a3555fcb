"""Points: mirroring them is looking at the mirrored picture, and the second look tells copies from other views."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageOps

from enrichment.images import fingerprint
from enrichment.images.alignment import aligned
from enrichment.images.first_look import Proposal, proposals
from enrichment.images.photo_pairs import Photo, PhotoPair, photo_pairs
from enrichment.images.points import Points, points, points_of
from enrichment.images.second_look import second_look

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]


def photo(data: bytes) -> Photo:
    return Photo(fingerprint(data), points(data))


def pair_of(a: bytes, b: bytes) -> PhotoPair | None:
    return next(photo_pairs([photo(a), photo(b)]), None)


def test_mirroring_points_twice_is_nothing(scene: Draw) -> None:
    one = points_of(scene(1))
    again = one.mirrored().mirrored()
    assert np.array_equal(again.descriptors, one.descriptors)
    assert np.allclose(again.places, one.places)
    assert np.array_equal(again.grey, one.grey)


def test_mirrored_points_lie_on_the_points_of_the_mirrored_picture(scene: Draw) -> None:
    found = aligned(points_of(scene(1)).mirrored(), points_of(ImageOps.mirror(scene(1))))
    assert found is not None
    assert np.allclose(found.matrix, [[1, 0, 0], [0, 1, 0]], atol=1.5)


def cropped(image: Image.Image) -> Image.Image:
    return image.crop((140, 90, 500, 360))


def padded(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, 120, "white")


def side_by_side(image: Image.Image, other: Image.Image) -> Image.Image:
    page = Image.new("RGB", (image.width * 2, image.height))
    page.paste(image, (0, 0))
    page.paste(other, (image.width, 0))
    return page


@pytest.mark.parametrize("change", [cropped, padded, lambda image: cropped(ImageOps.mirror(image))])
def test_a_part_of_a_photo_is_found(change: Callable[[Image.Image], Image.Image], scene: Draw, as_file: Encode) -> None:
    for seed in range(3):
        pair = pair_of(as_file(scene(seed)), as_file(change(scene(seed))))
        assert pair is not None
        assert pair.how == "part"
        assert pair.sighted is not None


def test_a_panel_of_a_collage_is_found(scene: Draw, as_file: Encode) -> None:
    pair = pair_of(as_file(scene(1)), as_file(side_by_side(scene(1), scene(2))))
    assert pair is not None
    assert pair.how == "collage"


def test_pictures_without_texture_match_nothing(as_file: Encode) -> None:
    flat = as_file(Image.new("RGB", (640, 480), "grey"))
    assert pair_of(flat, flat) is None
    assert points(b"no photo") is None


@pytest.mark.parametrize("seed", range(300, 306))
def test_charter_06_the_second_look_refuses_other_views_of_a_scene(seed: int, scene: Draw) -> None:
    assert second_look(points_of(scene(seed)), points_of(scene(seed, 1.0))) is None


def test_many_pictures_are_proposed_by_their_words(scene: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enrichment.images.first_look.ALL_WITH_ALL", 0)
    known: list[Points] = [points_of(scene(seed)) for seed in range(8)]
    found = proposals([*known, points_of(cropped(scene(3))), points_of(ImageOps.mirror(scene(5)))])
    assert Proposal(3, 8, False) in found
    assert Proposal(5, 9, True) in found
