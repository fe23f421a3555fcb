"""What a publish did: counts by kind, what could not be written, and where the index still differs from the ledger.

In: outcomes one by one. Out: a report that a command prints. It quotes no value of any document.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from peil.records.published import DeadLetter

Outcome = Literal["written", "unchanged", "removed", "dead", "placeless"]


@dataclass(frozen=True, slots=True)
class Difference:
    """An alias that holds another number of documents than the ledger has for it."""

    alias: str
    expected: int
    found: int


@dataclass(slots=True)
class PublishReport:
    """Counts by (kind, outcome); `unchanged` were there already, `placeless` have no Dutch municipality.

    `dead` were refused just now; `waiting` counts all dead letters that stand, older ones too.
    `newest`: by kind the highest version found in the index above the one offered; `ahead`: kinds of which the index
    is newer than the ledger, so that it can only be made anew.
    """

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    dead: list[DeadLetter] = field(default_factory=list)
    waiting: int = 0
    differences: list[Difference] = field(default_factory=list)
    replayed: list[str] = field(default_factory=list)
    newest: dict[str, int] = field(default_factory=dict)
    ahead: list[str] = field(default_factory=list)

    def total(self, outcome: Outcome) -> int:
        """How many had this outcome, over all kinds."""
        return sum(number for (_, each), number in self.counts.items() if each == outcome)

    @property
    def complete(self) -> bool:
        """Whether Elasticsearch now holds what the ledger has."""
        return not self.waiting and not self.dead and not self.differences and not self.ahead

    def lines(self) -> list[str]:
        """The report for a person: one line a kind, then what is amiss."""
        return [*self._kinds(), *self._amiss()]

    def _kinds(self) -> Iterable[str]:
        for kind in sorted({kind for kind, _ in self.counts}):
            found = {outcome: number for (each, outcome), number in self.counts.items() if each == kind}
            yield f"{kind}: " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(found.items()))

    def _amiss(self) -> Iterable[str]:
        for kind in self.replayed:
            yield f"{kind}: the index lacked documents and was filled again from the beginning"
        for kind in self.ahead:
            yield f"{kind}: the index is newer than the ledger (was it restored or replaced?); `peil publish --rebuild`"
        for letter in self.dead:
            yield f"{letter.kind} {letter.municipality}: {letter.key} was refused: {letter.reason}"
        if self.waiting:
            yield f"{self.waiting} dead letters wait; `peil publish --retry-dead` offers them again"
        for each in self.differences:
            yield f"{each.alias}: {each.found} documents, {each.expected} in the ledger; `peil publish --rebuild`"
