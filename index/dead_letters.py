"""Dead letters: documents that Elasticsearch refused for good, remembered until it takes them or they go.

In: the answers to what was sent. Out: outcomes in the report, and letters kept in or taken from the ledger. A letter
names its document and the server's reason; the document itself stands in the ledger alone.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from index.bulk import Answers, book
from index.feed import Feed, alias_for
from index.names import IndexName, Names
from index.report import PublishReport
from peil.records.published import DeadLetter, PublishedKind


class DeadLetters:
    """The letters that stand, kept up to date while answers come in."""

    def __init__(self, feed: Feed, names: Names) -> None:
        self._feed, self._names = feed, names
        self._standing = {_place(letter): letter for letter in feed.dead()}

    def book(self, kind: PublishedKind, answers: Answers, report: PublishReport) -> None:
        """Count the answers; keep a letter for what was refused, forget those of what was taken or is gone."""
        known = len(report.dead)
        book(kind, answers, report, self._names)
        refused = {_place(letter): letter for letter in report.dead[known:]}
        self._feed.keep_dead(list(refused.values()))
        settled = (self._answered(kind, answer) for answer in answers) if self._standing else ()
        taken = [place for place in settled if place in self._standing and place not in refused]
        self._feed.forget_dead([self._standing.pop(place) for place in taken])
        self._standing |= refused

    def counts(self) -> Counter[IndexName]:
        """How many documents each alias lacks for this reason."""
        aliases = (alias_for(letter.kind, letter.municipality) for letter in self._standing.values())
        return Counter(alias for alias in aliases if alias)

    def of(self, kind: PublishedKind) -> list[DeadLetter]:
        """The letters of a kind."""
        return [letter for letter in self._standing.values() if letter.kind == kind]

    def __len__(self) -> int:
        return len(self._standing)

    def _answered(self, kind: PublishedKind, answer: Mapping[str, Any]) -> tuple[str, str, str]:
        [told] = answer.values()
        name = self._names.read(told["_index"])
        return kind, name.gm if name else "", told["_id"]


def _place(letter: DeadLetter) -> tuple[str, str, str]:
    return letter.kind, letter.municipality, letter.key
