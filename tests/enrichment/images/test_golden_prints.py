"""Fingerprints of committed pictures stay what they were: a library that changes them is noticed here.

In the field its version is in the stamp, so that everything is fingerprinted anew. When a case fails after an update,
look at what changed, then write the cases anew with `python -m benchmarks.image_goldens`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from enrichment.images import fingerprint
from enrichment.images.hash_kinds import HashKind
from enrichment.images.points import Points, points
from enrichment.images.prints import KINDS

FOLDER = Path(__file__).parents[2] / "cases"
CASES = [json.loads(line) for line in (FOLDER / "fingerprints.jsonl").read_text().splitlines()]

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])


def data_of(case: Mapping[str, Any]) -> bytes:
    return (FOLDER / "pictures" / case["file"]).read_bytes()


@every_case
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_hash_of_each_kind_is_what_it_was(kind: HashKind, case: Mapping[str, Any]) -> None:
    print_ = fingerprint(data_of(case))
    now, then = getattr(print_, kind.name), case[kind.name]
    parts = list(zip(now, then, strict=True)) if isinstance(now, tuple) else [(now, then)]
    # A bit or two may stand on the edge on another processor.
    assert sum((int(one, 16) ^ int(other, 16)).bit_count() for one, other in parts) <= 2


@every_case
def test_size_quality_and_mirrored_hash_are_what_they_were(case: Mapping[str, Any]) -> None:
    print_ = fingerprint(data_of(case))
    assert (print_.width, print_.height) == (case["width"], case["height"])
    assert abs(print_.quality - case["quality"]) <= 1
    assert (int(print_.pdq_mirrored, 16) ^ int(case["pdq_mirrored"], 16)).bit_count() <= 2


@every_case
def test_points_are_where_they_were_and_look_as_they_did(case: Mapping[str, Any]) -> None:
    found, then = points(data_of(case)), case["points"]
    assert found is not None
    assert (found.width, found.height) == (then["width"], then["height"])
    assert abs(len(found) - then["count"]) <= 0.03 * then["count"]
    known = sum(stands(found, point) for point in then["strongest"])
    assert known >= len(then["strongest"]) - 1


def stands(found: Points, point: Mapping[str, Any]) -> bool:
    """Whether a point is there: within half a pixel, of nearly its size and angle, with nearly its texture."""
    texture = np.frombuffer(bytes.fromhex(point["texture"]), np.uint8).astype(float)
    near = np.linalg.norm(found.places - point["place"], axis=1) <= 0.5
    sized = np.abs(np.log(found.scales / point["size"])) <= 0.03
    turned = np.abs((found.angles - point["angle"] + 180) % 360 - 180) <= 3
    alike = np.linalg.norm(found.descriptors - texture, axis=1) <= 50
    return bool((near & sized & turned & alike).any())
