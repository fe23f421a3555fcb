"""What was removed, taken off the disk: a forced merge of the segments that still hold it.

In: a client and names. Out: what was done, in words. Elasticsearch marks a removed document and keeps its bytes until a
merge drops them, and for half a minute keeps them from any merge, in case a copy of the shard must catch up; so this
waits. It writes no document.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from elasticsearch import Elasticsearch

from index.client import answering
from index.names import Names
from peil.errors import OutsideError

PATIENCE_S: Final = 120
_PAUSE_S: Final = 5


def purge(
    client: Elasticsearch, names: Names, patience_s: float = PATIENCE_S, wait: Callable[[float], None] = time.sleep
) -> Iterator[str]:
    """Merge every index that holds removed documents; a sentence for each.

    Raises OutsideError where Elasticsearch still keeps some after that long: run it again later.
    """
    with answering():
        left = _holding(client, names)
        for name in left:
            client.indices.put_settings(index=name, settings={"index.merge.policy.expunge_deletes_allowed": 0})
        deadline = time.monotonic() + patience_s
        while left:
            client.indices.flush(index=sorted(left), force=True)
            client.options(request_timeout=3600).indices.forcemerge(index=sorted(left), only_expunge_deletes=True)
            client.indices.flush(index=sorted(left), force=True)
            before, left = left, _holding(client, names)
            for name in sorted(before - left):
                yield f"{name}: what was removed is off the disk"
            _pause(left, deadline, wait)


def _pause(left: set[str], deadline: float, wait: Callable[[float], None]) -> None:
    if left and time.monotonic() > deadline:
        mend = "run `peil elasticsearch purge` again in some minutes"
        raise OutsideError("Elasticsearch still keeps removed documents", where=", ".join(sorted(left)), mend=mend)
    if left:
        wait(_PAUSE_S)


def _holding(client: Elasticsearch, names: Names) -> set[str]:
    """The indices that hold removed documents."""
    client.indices.refresh(index=names.pattern)
    told = client.indices.stats(index=names.pattern, metric="docs").get("indices", {})
    return {name for name, stats in told.items() if names.read(name) and _deleted(stats)}


def _deleted(stats: Mapping[str, Any]) -> int:
    return int(stats["primaries"]["docs"]["deleted"])
