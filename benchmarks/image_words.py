"""The planes by which points are worded, made from photographs: `enrichment/images/words.csv`.

    python -m benchmarks.image_words PHOTOS > enrichment/images/words.csv

PHOTOS is a folder of photographs that no measurement uses. The planes stand across the directions in which descriptors
vary most, each where as many lie on its one side as on the other. A row: the offset, then the 128 parts of the normal.
"""

import sys
from pathlib import Path

import numpy as np

from enrichment.images.points import points
from enrichment.images.words import SIGNATURE_BITS, WORD_BITS

MOST = 300
"""Points of one photograph that are asked, so that no busy one outweighs the others."""


def planes(photos: list[Path]) -> np.ndarray:
    """Rows of (offset, normal), as (80, 129)."""
    seen = [found for photo in photos if (found := points(photo.read_bytes()))]
    both = [turned.descriptors[:MOST] for found in seen for turned in (found, found.mirrored())]
    descriptors = np.concatenate(both).astype(np.float64)
    spread = np.linalg.eigh(np.cov(descriptors.T))[1][:, ::-1]
    normals = np.round(spread[:, : WORD_BITS + SIGNATURE_BITS].T, 4)
    return np.column_stack((np.round(np.median(descriptors @ normals.T, axis=0), 2), normals))


def main() -> None:
    for row in planes(sorted(Path(sys.argv[1]).iterdir())):
        print(",".join(f"{value:g}" for value in row))


if __name__ == "__main__":
    main()
