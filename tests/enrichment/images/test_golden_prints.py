"""Fingerprints of computed patterns stay what they were: a library that changes them is noticed here, not in the field.

When a case fails after an update, give FINGERPRINT_STAMP's own version a new number and write the cases anew.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from enrichment.images import fingerprint
from enrichment.images.hamming import distance

FILE = Path(__file__).parents[2] / "cases" / "fingerprints.jsonl"
CASES = [json.loads(line) for line in FILE.read_text().splitlines()]


def pattern(waves: list[list[float]], width: int, height: int) -> Image.Image:
    """The sum of plane waves (across, down, phase) as grey values."""
    x, y = np.meshgrid(np.arange(width) / width, np.arange(height) / height)
    total = sum(np.sin(2 * np.pi * (across * x + down * y) + phase) for across, down, phase in waves)
    return Image.fromarray(np.round(127.5 + 127.5 * total / len(waves)).astype(np.uint8))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_fingerprint_is_what_it_was(case: Mapping[str, Any], as_file: Callable[..., bytes]) -> None:
    image = pattern(case["waves"], case["width"], case["height"])
    print_ = fingerprint(as_file(image, case["kind"], **case.get("options", {})))
    # A bit or two may stand on the edge on another processor.
    assert distance(print_.pdq, case["pdq"]) <= 2
    assert distance(print_.pdq_mirrored, case["pdq_mirrored"]) <= 2
    assert distance(print_.phash, case["phash"]) <= 1
    assert abs(print_.quality - case["quality"]) <= 1
