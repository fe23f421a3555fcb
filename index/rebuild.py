"""All indices anew beside the old ones, compared with the ledger, swapped in one step, the old ones removed.

In: a feed and a client. Out: a report. Readers see the old or the new documents, never a half; until the swap nothing
that stands is touched, and what changed in the meantime is caught up after it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NoReturn

from elasticsearch import Elasticsearch

from index.bulk import Action, action_for, in_batches, send
from index.client import answering, greet
from index.dead_letters import DeadLetters
from index.feed import INDEX_KINDS, PUBLISHED_KINDS, Feed, expected, home_of
from index.indices import aliases_of, behind_aliases, create, document_counts, identity, next_version, standing
from index.mappings.body import schema_hash
from index.names import IndexName, Names
from index.publishing import NAMES, publish_feed
from index.report import PublishReport
from index.sample import Sample
from peil.errors import OutsideError
from peil.records.published import Published, PublishedKind


def rebuild_feed(client: Elasticsearch, feed: Feed, names: Names = NAMES) -> PublishReport:
    """Publish everything into new versions and put them in the place of the old.

    Raises OutsideError, with the old indices as they were, when the counts differ or Elasticsearch fails.
    """
    greet(client)
    with answering():
        rebuild = Rebuild(client, feed, names)
        rebuild.fill()
        rebuild.compare()
        rebuild.swap()
    report = publish_feed(client, feed, names)
    report.counts.update(rebuild.report.counts)
    report.dead[:0] = rebuild.report.dead
    return report


class Rebuild:
    """One rebuild in progress: the new index for each alias, and how far each kind was read."""

    def __init__(self, client: Elasticsearch, feed: Feed, names: Names) -> None:
        self.client, self.feed, self.names = client, feed, names
        self.report = PublishReport()
        self.dead = DeadLetters(feed, names)
        self.new: dict[IndexName, IndexName] = {}
        self.samples: dict[str, Sample] = {}
        self.last: dict[PublishedKind, int] = {}
        self.wanted = expected(feed.counts())
        self.before = standing(client, names)
        self._drop([each.name for each in self.before if not each.alias])  # left by a rebuild that was broken off

    def fill(self) -> None:
        """Everything the ledger has, in new versions; an alias for which it has nothing gets an empty one."""
        for kind in PUBLISHED_KINDS:
            self._fill(kind)
        filled = {alias.read_by for alias in self.new}
        for alias in behind_aliases(self.before):
            if alias.read_by not in filled:
                self._new(alias)

    def compare(self) -> None:
        """Raise OutsideError, with the new versions removed, unless they hold what the ledger has."""
        self._compare_counts()
        dead = {letter.key for kind in PUBLISHED_KINDS for letter in self.dead.of(kind)}
        for index, sample in self.samples.items():
            if key := sample.differing(self.client, index, dead):
                self._give_up(index, f"{key} does not stand as it was sent")

    def _compare_counts(self) -> None:
        counted, wanted = document_counts(self.client, self.names), expected(self.feed.counts())
        found: Counter[IndexName] = Counter()
        for alias, name in self.new.items():
            found[alias.read_by] += counted.get(name, 0)
        dead = self.dead.counts()
        for alias in found.keys() | wanted.keys():
            if found[alias] + dead[alias] != wanted.get(alias, 0):
                said = f"{found[alias]} documents were written, the ledger has {wanted.get(alias, 0)}"
                self._give_up(self.names.write(alias), said)

    def _give_up(self, where: str, said: str) -> NoReturn:
        self._drop(list(self.new.values()))
        mend = "publish again with --rebuild when no run is going on"
        raise OutsideError(f"{said}; nothing was swapped", where=where, mend=mend)

    def swap(self) -> None:
        """One request: every alias to its new index, every old index gone."""
        stands = standing(self.client, self.names)
        mine = {each.name for each in stands if each.schema == schema_hash(each.name.kind)}
        if missing := set(self.new.values()) - mine:
            where = self.names.write(missing.pop())
            raise OutsideError("a new index vanished", where=where, mend="let one rebuild end before the next")
        anew = {alias.read_by for alias in self.new}
        old = [each for alias, each in behind_aliases(stands).items() if alias.read_by in anew]
        actions: list[dict[str, Any]] = [{"remove_index": {"index": self._index(each.name)}} for each in old]
        for name in self.new.values():
            aliases = aliases_of(self.names, name)
            actions.append({"add": {"index": self._index(name), "aliases": aliases}})
        if actions:
            self.client.indices.update_aliases(actions=actions)
        self._keep_cursors()

    def _fill(self, kind: PublishedKind) -> None:
        batches = in_batches(self.feed.changed(kind, 0), partial(self._actions, kind))
        for last, answers in send(self.client, batches):
            self.dead.book(kind, answers, self.report)
            self.last[kind] = last

    def _actions(self, kind: PublishedKind, records: Iterable[Published]) -> Iterator[Action]:
        for record in records:
            if alias := home_of(kind, record.municipality, record.key):
                action = action_for(record, self._new(alias))
                self._sample(action["_index"]).see(action)
                yield action
            else:
                self.report.counts[kind, "placeless"] += 1

    def _sample(self, index: str) -> Sample:
        if index not in self.samples:
            self.samples[index] = Sample()
        return self.samples[index]

    def _new(self, alias: IndexName) -> str:
        if alias not in self.new:
            self.new[alias] = next_version(self.before, alias)
            wanted = self.wanted.get(alias.read_by, 0)
            create(self.client, self.names, self.new[alias], alias=False, documents=wanted)
        return self._index(self.new[alias])

    def _keep_cursors(self) -> None:
        """What was read is published; removals are read again from the beginning, which costs little."""
        aliases = behind_aliases(standing(self.client, self.names))
        for kind, change in self.last.items():
            if token := identity(aliases, INDEX_KINDS[kind]):
                self.feed.set_cursor(f"{kind}@{token}", change)

    def _drop(self, names: list[IndexName]) -> None:
        if names:
            self.client.indices.delete(index=[self._index(name) for name in names], ignore_unavailable=True)

    def _index(self, name: IndexName) -> str:
        return self.names.write(name)
