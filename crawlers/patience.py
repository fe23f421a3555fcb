"""How long one page may keep the crawl waiting, over all its tries and redirects together.

In: the time that requests take once it is their turn. Out: what is left for the next. The pauses that politeness asks
for are not counted: they are the crawl's own wish.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_LEAST_S = 0.05


@dataclass
class Patience:
    """What is left for one page, in seconds."""

    left_s: float

    @property
    def is_over(self) -> bool:
        """Whether nothing is left that is worth asking for."""
        return self.left_s <= _LEAST_S

    def limit_s(self, usual_s: float) -> float:
        """How long the next request may take: as long as any other, but no longer than what is left."""
        return max(_LEAST_S, min(usual_s, self.left_s))

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Count the time that passes within."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.left_s -= time.monotonic() - began
