"""A sample of the documents of a rebuild, compared with what stands in the new index.

In: documents as they are sent, evenly over all of them. Out: the first that does not stand as it was sent, if any.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.serializer import JsonSerializer

from index.bulk import Action

_SIZE = 25


@dataclass
class Sample:
    """Up to 25 documents of one index, each as likely as any other (reservoir sampling, Vitter's algorithm R)."""

    taken: list[Action] = field(default_factory=list)
    _seen: int = 0
    _random: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - which ones are looked at is no secret

    def see(self, action: Action) -> None:
        """One more document on its way."""
        self._seen += 1
        place = len(self.taken) if len(self.taken) < _SIZE else self._random.randrange(self._seen)
        if place < _SIZE:
            self.taken[place : place + 1] = [action]

    def differing(self, client: Elasticsearch, index: str, dead: set[str]) -> str | None:
        """The id of a sampled document that stands otherwise in the index than it was sent; dead letters aside."""
        sent = {action["_id"]: _as_json(action["_source"]) for action in self.taken if action["_id"] not in dead}
        if not sent:
            return None
        found: dict[str, Any] = {
            each["_id"]: each.get("_source") for each in client.mget(index=index, ids=list(sent))["docs"]
        }
        return next((key for key, source in sent.items() if found.get(key) != source), None)


def _as_json(source: Any) -> Any:
    """A document as it comes back: with lists for tuples and text for times."""
    serializer = JsonSerializer()
    return serializer.loads(serializer.dumps(source))
