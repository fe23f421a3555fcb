"""What bears that two files show one photo, as plain values for lines and tables.

In: how it was decided. Out: JSON values; nothing of the pictures themselves.
"""

from typing import Any

from enrichment.images.photo_pairs import Decided


def evidence(pair: Decided) -> dict[str, Any]:
    """What bears the pair: pairs of points that fall on each other, and blocks of pixels that agree."""
    if pair.sighted is None:
        return {"pdq": pair.distance}
    found, blocks = pair.sighted.alignment, pair.sighted.blocks
    points = {"points": found.inliers, "points_asked": found.asked, "residual": round(found.residual, 2)}
    return points | {"blocks": blocks.good, "blocks_asked": blocks.told, "mirrored": pair.sighted.mirrored}
