"""What an ad means, as a hash: the same as long as it says and shows the same.

In: the fields of a sighting. Out: 64 hex digits. Dates, bumps, view counters, where it stood and what its photos are
called change nothing; a photo that could not be fetched shows nothing.
"""

import hashlib
import json

from crawlers.counters import without_counters
from peil.records.seen import Sighting

_WORDS = ("title", "phone", "city", "address", "age", "account", "website", "category")


def content_hash(sighting: Sighting) -> str:
    """The SHA-256 over what the ad says and the photos it shows; images in any order, white space folded."""
    said = {name: _folded(getattr(sighting, name)) for name in _WORDS}
    lines = [_folded(without_counters(line)) for line in sighting.text.splitlines()]
    meaning = {
        **said,
        "text": [line for line in lines if line],
        "price": [_folded(price) for price in sighting.price],
        "images": sorted(image.sha256 for image in sighting.images if image.sha256),
    }
    return hashlib.sha256(json.dumps(meaning, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _folded(text: str) -> str:
    return " ".join(text.split())
