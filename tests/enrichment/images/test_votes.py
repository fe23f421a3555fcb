"""A watermark that hundreds of photos share does not hide the one photo that is shown again."""

import numpy as np
import pytest

from enrichment.images.points import Points
from enrichment.images.segments import posted
from enrichment.images.votes import CANDIDATES, candidates

SHARED = 90
OWN = 100


def picture(descriptors: np.ndarray) -> Points:
    """A picture of these descriptors, all of one size and turn."""
    count = len(descriptors)
    even = np.full(count, 8, np.float32)
    return Points(640, 480, np.zeros((count, 2), np.float32), even, even * 0, descriptors, np.zeros((2, 2), np.uint8))


def described(rng: np.random.Generator, count: int) -> np.ndarray:
    return np.minimum(rng.gamma(0.7, 45, (count, 128)), 255).astype(np.uint8)


@pytest.mark.parametrize("crowd", [120, 250, 500])
def test_a_watermark_on_many_photos_does_not_fill_the_list(crowd: int) -> None:
    rng = np.random.default_rng(crowd)
    watermark = described(rng, SHARED)
    others = [picture(np.concatenate((watermark, described(rng, OWN)))) for _ in range(crowd)]
    original = described(rng, 200)
    segment = posted(range(crowd + 1), [*others, picture(original)])
    small_part_of_it = picture(np.concatenate((watermark, original[:12])))
    assert candidates(small_part_of_it, [segment])[0].number == crowd


def test_a_photo_that_stands_everywhere_is_still_found() -> None:
    rng = np.random.default_rng(5)
    photo = described(rng, 200)
    segment = posted(range(300), [picture(photo) for _ in range(300)])
    assert len(candidates(picture(photo[:120]), [segment])) == CANDIDATES
