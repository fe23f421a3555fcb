"""How well copies of photos are found, what is found wrongly, and what it costs.

    python -m benchmarks.images PHOTOS [odd|even|all]

PHOTOS is a folder of different photographs (JPEG, about 1,000 pixels). Of each, every kind of copy is made, and two
other views of the same scene, which must not match. Figures as JSON; judges nothing. Tune on the even half only.
"""

import json
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.image_copies import CHANGES, COLLAGES, copy_of, saved
from enrichment.images import fingerprint
from enrichment.images.photo_pairs import photo_pairs
from enrichment.images.photos import look

VIEWS = (0.003, 0.008)
"""How far things shift between two views of a scene, as a share of the picture's width."""


def another_view(image: Image.Image, seed: int, shift: float) -> bytes:
    """The scene from a step aside: every region moves by its own amount, and the grain is new."""
    rng = np.random.default_rng(seed)
    pixels = np.asarray(image)
    height, width = pixels.shape[:2]
    coarse = rng.normal(0, shift * width, (5, 6, 2)).astype(np.float32)
    moved = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    seen = cv2.remap(pixels, x + moved[..., 0], y + moved[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    grain = rng.normal(0, 4, seen.shape)
    return saved(Image.fromarray(np.clip(seen + grain, 0, 255).astype(np.uint8)))


def make(photos: list[Path]) -> dict[str, tuple[set[int], str, bytes]]:
    """Name -> the photos it shows, what was done to it, its bytes; views show nobody else's photo."""
    images = [Image.open(path).convert("RGB") for path in photos]
    made = {}
    for number, image in enumerate(images):
        others = [other for index, other in enumerate(images) if index != number]
        made[f"{number:03d} original"] = ({number}, "original", saved(image, quality=92))
        for name in (*CHANGES, *COLLAGES):
            made[f"{number:03d} {name}"] = ({number}, name, copy_of(name, image, others, number))
        for shift in VIEWS:
            made[f"{number:03d} view {shift}"] = ({-1 - len(made)}, f"view {shift}", another_view(image, number, shift))
    return made


def found_in(
    made: dict[str, tuple[set[int], str, bytes]],
) -> tuple[set[tuple[str, str]], dict[str, str], dict[str, float]]:
    """The pairs of names that match, how, and what it cost."""
    names = list(made)
    start = time.process_time()
    for name in names:
        fingerprint(made[name][2])
    printed = time.process_time()
    photos = [look(made[name][2]) for name in names]
    seen = time.process_time()
    found = list(photo_pairs(photos))
    done = time.process_time()
    cost = {
        "hashes_ms": (printed - start) / len(names) * 1e3,
        "all_fingerprints_ms": (seen - printed) / len(names) * 1e3,
        "pairing_ms_a_picture": (done - seen) / len(names) * 1e3,
        "pairing_us_a_pair": (done - seen) / (len(names) * (len(names) - 1) / 2) * 1e6,
    }
    return (
        {(names[one.a], names[one.b]) for one in found},
        {f"{names[one.a]}|{names[one.b]}": one.how for one in found},
        cost,
    )


def report(photos: list[Path]) -> dict[str, object]:
    made = make(photos)
    found, hows, cost = found_in(made)
    recall, told = defaultdict(list), defaultdict(lambda: defaultdict(int))
    missed = []
    for name, (shows, what, _) in made.items():
        if what == "original" or what.startswith("view"):
            continue
        original = next(other for other, (shown, kind, _) in made.items() if kind == "original" and shown == shows)
        recall[what].append((original, name) in found)
        if (original, name) in found:
            told[what][hows[f"{original}|{name}"]] += 1
        else:
            missed.append(f"{photos[next(iter(shows))].name} {what}")
    wrong = [pair for pair in sorted(found) if false_pair(made, pair)]
    shares = {what: statistics.mean(hits) for what, hits in recall.items()}
    return {
        "photos": len(photos),
        "pictures": len(made),
        "pairs": len(made) * (len(made) - 1) // 2,
        "found": len(found),
        "mean_recall": round(statistics.mean(shares.values()), 3),
        "recall": {what: round(share, 2) for what, share in shares.items()},
        "how": {what: dict(counts) for what, counts in told.items()},
        "false_pairs": wrong,
        "missed": missed,
        "cost": {name: round(value, 2) for name, value in cost.items()},
    }


def false_pair(made: dict[str, tuple[set[int], str, bytes]], pair: tuple[str, str]) -> bool:
    """Neither shows the other's photo; two collages may share a panel, and are not counted."""
    (a, what_a, _), (b, what_b, _) = (made[name] for name in pair)
    return not a & b and not {what_a, what_b} & set(COLLAGES)


def main() -> None:
    photos = sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix == ".jpg")
    half = sys.argv[2] if len(sys.argv) > 2 else "odd"
    chosen = {"even": photos[::2], "odd": photos[1::2], "all": photos}[half]
    json.dump({"half": half} | report(chosen), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
