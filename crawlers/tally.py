"""What a crawl counts while it goes.

In: names of counts and errors. Out: the Counts and errors of a manifest.
"""

from collections import Counter
from dataclasses import fields

from crawlers.manifest import Counts, CrawlError

_MOST_ERRORS = 500
_BOUND, _HELD_BACK = "bound: ", "held back: "


class Tally:
    """Counts by the names of manifest.Counts, and the first 500 errors in words.

    `not_found` says how the site tells that nothing is at an address.
    """

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self.errors: list[CrawlError] = []
        self.not_found = ""

    def __getitem__(self, name: str) -> int:
        return self._counted[name]

    def add(self, name: str, number: int = 1) -> None:
        """Count something."""
        self._counted[name] += number

    def bite(self, bound: str, times: int = 1) -> None:
        """Note that a bound on what a site can cost was reached."""
        self.add(f"{_BOUND}{bound}", times)

    def hold_back(self, why: str) -> None:
        """Note that Peil did not ask for something, or did not keep it."""
        self.add(f"{_HELD_BACK}{why}")

    def bounds(self) -> dict[str, int]:
        """The bounds that were reached, in words, and how often."""
        return self._said_of(_BOUND)

    def refusals(self) -> dict[str, int]:
        """Why Peil held back, in words, and how often."""
        return self._said_of(_HELD_BACK)

    def _said_of(self, kind: str) -> dict[str, int]:
        return {name.removeprefix(kind): number for name, number in self._counted.items() if name.startswith(kind)}

    def put(self, name: str, number: int) -> None:
        """Set what is counted elsewhere."""
        self._counted[name] = number

    def take(self, other: "Tally") -> None:
        """Go on from what another counted."""
        self._counted.update(other.counted())
        self.errors += other.errors

    def error(self, url: str, what: str) -> None:
        """Count an error and keep it in words."""
        self.add("errors")
        if len(self.errors) < _MOST_ERRORS:
            self.errors.append(CrawlError(url, what))

    def counted(self) -> dict[str, int]:
        """Everything counted so far, by name."""
        return dict(self._counted)

    def counts(self) -> Counts:
        """Everything counted so far."""
        return Counts(**{field.name: self._counted[field.name] for field in fields(Counts)})
