"""Bring Elasticsearch up to the ledger: what changed since last time, what went, and whether the counts agree.

In: a feed and a client. Out: a report. The cursor moves only after the answer was read and holds for these very
indices; broken off anywhere, run twice or by two at once, it ends in the same documents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from elasticsearch import Elasticsearch

from index.bulk import Action, action_for, in_batches, send
from index.client import answering, greet
from index.dead_letters import DeadLetters
from index.feed import INDEX_KINDS, PUBLISHED_KINDS, Feed, expected, home_of
from index.indices import (
    Standing,
    behind_aliases,
    check_schemas,
    create,
    document_counts,
    identity,
    next_version,
    standing,
    wait_until_readable,
)
from index.names import IndexName, Names
from index.report import Difference, PublishReport
from peil.records.published import Published, PublishedKind, Removal

NAMES: Final = Names()


def publish_feed(client: Elasticsearch, feed: Feed, names: Names = NAMES, *, retry_dead: bool = False) -> PublishReport:
    """Publish what is new; a kind of which documents are lacking nevertheless is sent again from the beginning.

    With `retry_dead` what was refused before is offered again first.
    Raises OutsideError when Elasticsearch does not answer, takes nothing, or has another mapping.
    """
    greet(client)
    with answering():
        publisher = Publisher(client, feed, names)
        if retry_dead:
            publisher.retry_dead()
        for kind in PUBLISHED_KINDS:
            publisher.catch_up(kind)
        publisher.fill_gaps()
        publisher.report.differences = publisher.differences()
        publisher.report.waiting = len(publisher.dead)
        publisher.report.ahead = [kind for kind in PUBLISHED_KINDS if publisher.is_ahead(kind)]
        return publisher.report


class Publisher:
    """One publish in progress: what stands in Elasticsearch, and what was done so far."""

    def __init__(self, client: Elasticsearch, feed: Feed, names: Names) -> None:
        self.client, self.feed, self.names = client, feed, names
        self.report = PublishReport()
        self.dead = DeadLetters(feed, names)
        self.wanted: Mapping[IndexName, int] | None = None
        self.indices: list[Standing] = []
        self.aliases: dict[IndexName, Standing] = {}
        wait_until_readable(client, names)
        self._look()

    def catch_up(self, kind: PublishedKind) -> None:
        """Removals, then changes; each has a cursor, since one kind's two lists are read at different moments."""
        gone, new = f"{kind}-removed", kind
        self._send(kind, gone, self.feed.removed(kind, self._cursor(kind, gone)))
        self._send(kind, new, self.feed.changed(kind, self._cursor(kind, new)))

    def retry_dead(self) -> None:
        """Offer again what was refused before."""
        for kind in PUBLISHED_KINDS:
            records = self.feed.those(self.dead.of(kind))
            for _, answers in send(self.client, in_batches(records, partial(self._actions, kind))):
                self.dead.book(kind, answers, self.report)

    def fill_gaps(self) -> None:
        """Send a kind from the beginning where an index holds fewer documents than it should."""
        lacking = {each.alias for each in self.differences() if each.found < each.expected}
        for kind in PUBLISHED_KINDS:
            if any(self._is_of(kind, alias) for alias in lacking):
                self.report.replayed.append(kind)
                self._send(kind, kind, self.feed.changed(kind, 0))

    def differences(self) -> list[Difference]:
        """Where the ledger and the indices count differently, dead letters aside."""
        counted = document_counts(self.client, self.names)
        found: Counter[IndexName] = Counter()
        for alias, each in self.aliases.items():
            found[alias.read_by] += counted.get(each.name, 0)
        wanted = Counter(expected(self.feed.counts()))
        wanted.subtract(self.dead.counts())
        names = sorted(found.keys() | wanted.keys(), key=self.names.write)
        all_of_them = [Difference(self.names.write(name), wanted.get(name, 0), found.get(name, 0)) for name in names]
        return [each for each in all_of_them if each.expected != each.found]

    def is_ahead(self, kind: PublishedKind) -> bool:
        """Whether the index holds a version that the ledger never gave: then it was filled from another ledger.

        A version above the one just offered is no such thing if the ledger has it by now: somebody else published it.
        """
        newest = self.report.newest.get(kind, 0)
        known = (self.feed.changed(kind, newest - 1), self.feed.removed(kind, newest - 1))
        return newest > 0 and all(next(iter(each), None) is None for each in known)

    def _send(self, kind: PublishedKind, part: str, records: Iterator[Published | Removal]) -> None:
        last = 0
        for last, answers in send(self.client, in_batches(records, partial(self._actions, kind))):
            self.dead.book(kind, answers, self.report)
            self._keep(kind, part, last - 1)  # the next batch may begin with the same number
        if last:
            self._keep(kind, part, last)

    def _actions(self, kind: PublishedKind, records: Iterable[Published | Removal]) -> Iterator[Action]:
        for record in records:
            alias = home_of(kind, record.municipality, record.key)
            if alias is None:
                self.report.counts[kind, "placeless"] += 1
            elif alias not in self.aliases and isinstance(record, Removal):
                self.report.counts[kind, "unchanged"] += 1
            else:
                self._make_sure(alias)
                yield action_for(record, self.names.write(alias))

    def _make_sure(self, alias: IndexName) -> None:
        if alias not in self.aliases:
            name = next_version(self.indices, alias)
            create(self.client, self.names, name, alias=True, documents=self._wanted().get(alias.read_by, 0))
            self._look(name)

    def _wanted(self) -> Mapping[IndexName, int]:
        """How many documents the ledger has for each alias; counted once a publish that makes an index."""
        if self.wanted is None:
            self.wanted = expected(self.feed.counts())
        return self.wanted

    def _look(self, only: IndexName | None = None) -> None:
        seen = standing(self.client, self.names, only)
        check_schemas(self.names, seen)
        self.indices.extend(seen)
        self.aliases.update(behind_aliases(seen))

    def _cursor(self, kind: PublishedKind, part: str) -> int:
        token = identity(self.aliases, INDEX_KINDS[kind])
        return self.feed.cursor(f"{part}@{token}") if token else 0

    def _keep(self, kind: PublishedKind, part: str, change: int) -> None:
        if token := identity(self.aliases, INDEX_KINDS[kind]):
            self.feed.set_cursor(f"{part}@{token}", change)

    def _is_of(self, kind: PublishedKind, alias: str) -> bool:
        name = self.names.read(alias)
        return name is not None and name.kind == INDEX_KINDS[kind]
