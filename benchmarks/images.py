"""How well copies of photos are found, what is found wrongly, and what it costs.

    python -m benchmarks.images PHOTOS [STRANGERS]

PHOTOS is a folder of different photographs (JPEG, about 1,000 pixels), STRANGERS one of pictures of which no two show
one photo: frames of videos, textures, rooms from two sides. Of each photograph, every kind of copy is made, and two
other views of the same scene, which must not match; strangers are drawn as well. Figures as JSON; judges nothing.
"""

import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.image_copies import COLLAGES, MOSAICS
from benchmarks.image_lot import ORIGINAL, Made, hows, lot
from enrichment.images import fingerprint
from enrichment.images.photo_pairs import PhotoPair, photo_pairs
from enrichment.images.photos import Photo, look


def timed(made: Sequence[Made]) -> tuple[list[Photo], list[PhotoPair], dict[str, float]]:
    """All files looked at, the pairs that are found, and milliseconds of processor time."""
    start = time.process_time()
    for one in made:
        fingerprint(one.data)
    printed = time.process_time()
    photos = [look(one.data) for one in made]
    seen = time.process_time()
    found = list(photo_pairs(photos))
    done = time.process_time()
    each = {"hashes": printed - start, "all_fingerprints": seen - printed, "pairing": done - seen}
    return photos, found, {f"{name}_ms": round(took / len(made) * 1e3, 2) for name, took in each.items()}


def report(made: Sequence[Made], found: Sequence[PhotoPair]) -> dict[str, object]:
    """Recall by kind of copy, how each was called, and every pair that is wrong."""
    pairs = {(one.a, one.b): one.how for one in found}
    originals = {one.shows: place for place, one in enumerate(made) if one.what == ORIGINAL}
    hits: dict[str, list[bool]] = defaultdict(list)
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for place, one in enumerate(made):
        if one.shows in originals and one.what != ORIGINAL:
            how = pairs.get((originals[one.shows], place))
            hits[one.what].append(how is not None)
            called[one.what][how or "missed"] += 1
    shares = {what: statistics.mean(each) for what, each in hits.items()}
    return {
        "pictures": len(made),
        "pairs": len(made) * (len(made) - 1) // 2,
        "mean_recall": round(statistics.mean(shares.values()), 3),
        "recall": {what: round(share, 2) for what, share in shares.items()},
        "called": {what: dict(counts) for what, counts in called.items()},
        "called_rightly": round(rightly(called), 3),
        "false_pairs": [f"{made[a].name} | {made[b].name}" for a, b in pairs if wrong(made[a], made[b])],
    }


def rightly(called: dict[str, Counter[str]]) -> float:
    """Of the copies found, the share that is called what was done to it."""
    right = sum(count for what, counts in called.items() for how, count in counts.items() if how in hows(what))
    return right / max(1, sum(counts.total() - counts["missed"] for counts in called.values()))


def wrong(a: Made, b: Made) -> bool:
    """Neither shows the other's photo; two collages may share a panel, and are not counted."""
    return a.shows != b.shows and not {a.what, b.what} & {*COLLAGES, *MOSAICS}


def main() -> None:
    made = list(lot(*(Path(folder) for folder in sys.argv[1:3])))
    _, found, cost = timed(made)
    json.dump(report(made, found) | {"cost": cost}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
