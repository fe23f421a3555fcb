"""Writes the golden fingerprints anew, after a library was changed on purpose: a line a picture.

    python -m benchmarks.image_goldens

The pictures stand beside the file; what each of them is there for is kept. Give what changed a new version of its own
only where it was ours: those of libraries are in the stamp already.
"""

import json
from pathlib import Path

from enrichment.images import fingerprint
from enrichment.images.points import Points, points

CASES = Path(__file__).parents[1] / "tests" / "cases"
STRONGEST = 12


def golden_points(found: Points) -> dict[str, object]:
    """How many points there are, and the strongest of them."""
    rows = zip(found.places.tolist(), found.scales.tolist(), found.angles.tolist(), found.descriptors, strict=True)
    told = [
        {
            "place": [round(part, 2) for part in place],
            "size": round(size, 2),
            "angle": round(angle, 1),
            "texture": bytes(texture).hex(),
        }
        for place, size, angle, texture in rows
    ]
    return {"count": len(found), "width": found.width, "height": found.height, "strongest": told[:STRONGEST]}


def case(name: str, why: str) -> dict[str, object]:
    """What a picture's fingerprint is now."""
    data = (CASES / "pictures" / name).read_bytes()
    print_, found = fingerprint(data), points(data)
    assert found is not None
    hashes = {
        kind: getattr(print_, kind) for kind in ("pdq", "pdq_mirrored", "quality", "phash", "crop", "width", "height")
    }
    return {"file": name, "why": why, **hashes, "points": golden_points(found)}


def main() -> None:
    file = CASES / "fingerprints.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    file.write_text("".join(json.dumps(case(row["file"], row["why"])) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
