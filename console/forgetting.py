"""Elasticsearch after something was wiped: its documents taken out, and no byte of them left in a segment.

In: the settings, or a client. Out: what was done, in words. Where there is none nothing is to be done; where it is down
the next publish takes them out.
"""

import time

from elasticsearch import ApiError, Elasticsearch

from console.projection import NAMES, client_of
from index.client import find_access
from index.names import Names
from index.project import publish
from peil.errors import OutsideError
from peil.settings import Settings

# A segment with fewer deletes than this share of it is left as it is otherwise; and what was deleted is kept for hours
# for copies of a shard that may lag behind.
_EAGER = {
    "index.merge.policy.expunge_deletes_allowed": 0,
    "index.soft_deletes.retention_lease.period": "1s",
}
_TRIES, _PAUSE_S = 40, 1.0


def forget_documents(deployment: Settings, names: Names = NAMES) -> str:
    """Take out what the ledger took out, then merge away what only was marked as deleted."""
    if find_access(deployment) is None:
        return "no Elasticsearch is set and none runs here"
    try:
        return forget_by(client_of(deployment), names)
    except OutsideError as error:
        return f"Elasticsearch does not answer ({error.what}); the next `peil publish` takes the documents out"


def forget_by(client: Elasticsearch, names: Names = NAMES) -> str:
    """The same with a client."""
    removed = publish(client, names).total("removed")
    return f"{removed} documents taken out of Elasticsearch, {_merged(client, names.pattern)}"


def _merged(client: Elasticsearch, pattern: str) -> str:
    """Documents that were deleted lie in their segments until these are merged."""
    try:
        return "and out of its segments" if _merge(client, pattern) else "their bytes go with the next merge"
    except ApiError as error:
        return f"their bytes go with the next merge ({error.meta.status}: this key may not ask for one)"


def _merge(client: Elasticsearch, pattern: str) -> bool:
    """Whether no segment holds anything deleted any longer; settings are as they were afterwards."""
    client.indices.put_settings(index=pattern, settings=_EAGER)
    try:
        for _ in range(_TRIES):
            client.indices.flush(index=pattern, force=True)
            client.indices.forcemerge(index=pattern, only_expunge_deletes=True)
            if _deleted(client, pattern) == 0:
                client.indices.flush(index=pattern, force=True)
                client.indices.clear_cache(index=pattern)
                return True
            time.sleep(_PAUSE_S)
        return False
    finally:
        client.indices.put_settings(index=pattern, settings=dict.fromkeys(_EAGER))


def _deleted(client: Elasticsearch, pattern: str) -> int:
    client.indices.refresh(index=pattern)
    found = client.indices.stats(index=pattern, metric="docs")["_all"]["primaries"]["docs"]
    return int(found["deleted"])
