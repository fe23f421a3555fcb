"""Which blocks of two aligned pictures show different things, and not one thing that was written upon.

In: blocks of both, and which of them agree. Out: which hold another thing. Between letters a copy's pixels stay as they
were, but for brightness and contrast, which are those of the blocks that agree; before a fixed camera nothing does.
"""

import numpy as np
from numpy.typing import NDArray

from enrichment.images.points import Floats

Which = NDArray[np.bool_]

EQUAL = 8.0
"""Grey values by which a pixel of a copy may differ."""
KEPT = 0.25
"""With fewer equal pixels a block holds nothing of what was there."""
GAIN = (0.3, 3.0)
FEW = 3


def other_things(a: Floats, b: Floats, agree: Which, changed: Which) -> Which:
    """Which of the `changed` blocks (n, BLOCK²) keep too few of their pixels to have been written upon."""
    gain, more = _brightness(a[agree], b[agree])
    equal = (np.abs(a[changed] * gain + more - b[changed]) <= EQUAL).mean(axis=1)
    other = np.zeros(len(a), bool)
    other[changed] = equal < KEPT
    return other


def _brightness(a: Floats, b: Floats) -> tuple[float, float]:
    """The line that leads from the grey values of blocks to those of their copies."""
    if len(a) < FEW:
        return 1.0, 0.0
    spread = float(((a - a.mean()) * (b - b.mean())).mean()) / max(float(a.var()), 1e-3)
    gain = float(np.clip(spread, *GAIN))
    return gain, float(b.mean()) - gain * float(a.mean())
