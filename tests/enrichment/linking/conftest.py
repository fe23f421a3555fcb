"""Small markets for the linker's tests: ads from readable cells, photos by name."""

import hashlib
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from enrichment.images.pdq import PDQ
from peil.records.joined import ImagePrint, LinkAd


def photo(name: str) -> ImagePrint:
    """`lamp` is a photo, `lamp~12` has 12 bits off, `lamp mirrored` is its mirror, `lamp blurred` of low quality."""
    subject, _, bits = name.partition("~")
    base, *changes = subject.split(" ") if subject.endswith(("mirrored", "blurred")) else [subject]
    rng = random.Random(hashlib.sha256(base.encode()).digest())
    value = sum(1 << bit for bit in rng.sample(range(256), 128))
    value ^= sum(1 << bit for bit in random.Random(name).sample(range(256), int(bits or 0)))
    pdq = f"{value:064x}"
    return ImagePrint(PDQ.mirrored(pdq) if "mirrored" in changes else pdq, 20 if "blurred" in changes else 100)


def to_ad(cell: Mapping[str, Any]) -> LinkAd:
    """A LinkAd from a cell of a scenario file; `from` and `to` are dates."""
    first, last = (
        datetime.fromisoformat(cell[end]).replace(tzinfo=UTC) if end in cell else None for end in ("from", "to")
    )
    several = {name: tuple(cell.get(name, ())) for name in ("phones", "websites", "handles", "licence_numbers")}
    plain = {name: cell.get(name, "") for name in ("account", "municipality", "name", "text")}
    images = tuple(photo(name) for name in cell.get("photos", ()))
    return LinkAd(cell["id"], cell["site"], first_seen=first, last_seen=last, images=images, **several, **plain)


@pytest.fixture(scope="session")
def make_ad() -> Callable[[Mapping[str, Any]], LinkAd]:
    return to_ad


@pytest.fixture(scope="session")
def make_photo() -> Callable[[str], ImagePrint]:
    return photo
