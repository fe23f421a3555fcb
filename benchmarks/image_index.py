"""What the index of all photos costs: growing day by day, asking, erasing, in memory and on disk.

    python -m benchmarks.image_index PHOTOS [PICTURES] [A_DAY]

PHOTOS is a folder of photographs; their points, changed a little and mixed, stand for as many pictures as asked. The
whole answer is the candidates of a photograph and thirty second looks, at points that are read from their files.
Figures as JSON, in seconds and milliseconds of processor time.
"""

import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from enrichment.images.hamming import Words, near
from enrichment.images.photo_index import PhotoIndex
from enrichment.images.photo_pairs import decide
from enrichment.images.photos import Photo, look
from enrichment.images.points import Points, points
from enrichment.images.points_file import PointsFolder
from enrichment.images.segments import KEPT
from enrichment.images.votes import CANDIDATES


def known(folder: Path) -> Points:
    """All points of all photographs, as if they were of one picture."""
    seen = [found for path in sorted(folder.iterdir())[:60] if (found := points(path.read_bytes()))]
    columns = ("places", "scales", "angles", "descriptors")
    joined = {column: np.concatenate([getattr(one, column) for one in seen]) for column in columns}
    return Points(640, 480, **joined, grey=np.zeros((1, 1), np.uint8))


def invented(real: Points, rng: np.random.Generator) -> Points:
    """A picture of real points, each changed so far that it stands for another corner of the world."""
    chosen = rng.integers(0, len(real), KEPT)
    changed = real.descriptors[chosen].astype(np.int16) + rng.integers(-48, 49, (KEPT, 128), dtype=np.int16)
    return Points(
        640,
        480,
        real.places[chosen],
        real.scales[chosen],
        rng.uniform(0, 360, KEPT).astype(np.float32),
        np.clip(changed, 0, 255).astype(np.uint8),
        np.zeros((1, 1), np.uint8),
    )


def grown(index: PhotoIndex, real: Points, pictures: int, a_day: int) -> list[float]:
    """Processor seconds of each day's batch, without making it up."""
    rng, took = np.random.default_rng(1), []
    for first in range(0, pictures, a_day):
        batch = [invented(real, rng) for _ in range(min(a_day, pictures - first))]
        start = time.process_time()
        index.add([f"{first + number + 1:064x}" for number in range(len(batch))], batch)
        took.append(time.process_time() - start)
    return took


def asked(index: PhotoIndex, real: Points) -> tuple[list[float], int]:
    """Milliseconds a question, and how many pictures that stand in the index were not found."""
    rng, took, missed = np.random.default_rng(1), [], 0
    for number in range(40):
        picture = invented(real, rng)
        start = time.process_time()
        found = index.candidates(picture)
        took.append((time.process_time() - start) * 1e3)
        missed += not found or found[0].name != f"{number + 1:064x}"
    return took, missed


def answered(index: PhotoIndex, photos: list[Photo], folder: Path) -> list[float]:
    """Milliseconds of a whole answer: candidates, and as many second looks as may be, each at points from a file."""
    kept, took = PointsFolder(folder), []
    named = {f"{number:064x}": photo for number, photo in enumerate(photos) if photo.points}
    for name, photo in named.items():
        if photo.points:
            kept.put(name, photo.points)
    for photo in list(named.values())[:20]:
        start = time.process_time()
        if photo.points:
            index.candidates(photo.points)
        for name, other in list(named.items())[:CANDIDATES]:
            decide(photo, Photo(other.fingerprint, kept.get(name)), [False])
        took.append((time.process_time() - start) * 1e3)
    return took


def hash_lookups(hashes: int = 1_000_000, questions: int = 20_000) -> float:
    """Look-ups a second of 256-bit hashes."""
    rng = np.random.default_rng(2)
    every: Words = rng.integers(0, 2**64, (hashes, 4), dtype=np.uint64)
    start = time.process_time()
    near(every[:questions], every)
    return questions / (time.process_time() - start)


def main() -> None:
    pictures, a_day = (int(given) for given in (*sys.argv[2:], "200000", "5000")[:2])
    real, folder = known(Path(sys.argv[1])), Path(tempfile.mkdtemp())
    index = PhotoIndex(folder)
    days = grown(index, real, pictures, a_day)
    took, missed = asked(PhotoIndex(folder), real)
    seen = [look(path.read_bytes()) for path in sorted(Path(sys.argv[1]).iterdir())[:40]]
    whole = answered(PhotoIndex(folder), seen, folder / "points")
    start = time.process_time()
    index.erase(f"{1:064x}")
    figures = {
        "pictures": pictures,
        "day_seconds_median": float(np.median(days)),
        "day_seconds_largest": max(days),
        "question_ms_median": float(np.median(took)),
        "question_ms_largest": max(took),
        "not_found": missed,
        "answer_ms_median": float(np.median(whole)),
        "answer_ms_largest": max(whole),
        "erase_seconds": time.process_time() - start,
        "megabytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
        "hash_lookups_a_second": hash_lookups(),
    }
    shutil.rmtree(folder)
    json.dump(figures, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
